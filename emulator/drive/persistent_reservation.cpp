#include "emulator/drive/persistent_reservation.h"

#include <algorithm>

namespace emulator::drive {
namespace {

bool is_all_registrants(ReservationType type) {
  return type == ReservationType::write_exclusive_all_registrants ||
         type == ReservationType::exclusive_access_all_registrants;
}

// Registrants are let in as if they held it.
bool is_shared(ReservationType type) {
  return type != ReservationType::write_exclusive && type != ReservationType::exclusive_access;
}

bool excludes_reading(ReservationType type) {
  return type == ReservationType::exclusive_access || type == ReservationType::exclusive_access_registrants_only ||
         type == ReservationType::exclusive_access_all_registrants;
}

std::unexpected<ReservationRefusal> conflict() { return std::unexpected(ReservationRefusal::conflict); }

}  // namespace

std::optional<ReservationType> reservation_type(std::uint64_t code) {
  for (const auto type :
       {ReservationType::write_exclusive, ReservationType::exclusive_access,
        ReservationType::write_exclusive_registrants_only, ReservationType::exclusive_access_registrants_only,
        ReservationType::write_exclusive_all_registrants, ReservationType::exclusive_access_all_registrants}) {
    if (static_cast<std::uint64_t>(type) == code) return type;
  }
  return std::nullopt;
}

bool PersistentReservation::is_for_all_registrants() const { return type_ && is_all_registrants(*type_); }

bool PersistentReservation::is_held_by(std::string_view port) const {
  if (!type_) return false;
  return is_all_registrants(*type_) ? key_of(port).has_value() : holder_ == port;
}

std::optional<std::uint64_t> PersistentReservation::key_of(std::string_view port) const {
  const auto own = std::ranges::find(registrations_, port, &Registration::port);
  if (own == registrations_.end()) return std::nullopt;
  return own->key;
}

bool PersistentReservation::has_key(std::string_view port, std::uint64_t key) const { return key_of(port) == key; }

bool PersistentReservation::allows(std::string_view port, Access access) const {
  if (!type_ || access == Access::none || is_held_by(port)) return true;
  if (is_shared(*type_) && key_of(port)) return true;
  return access == Access::reads && !excludes_reading(*type_);
}

std::vector<std::string> PersistentReservation::others(std::string_view port) const {
  std::vector<std::string> names;
  for (const Registration& registration : registrations_) {
    if (registration.port != port) names.push_back(registration.port);
  }
  return names;
}

// SPC-4, Releasing: other registrants are told where they had been let in.
ReservationChange PersistentReservation::end_reservation(std::string_view port) {
  ReservationChange change;
  if (type_ && is_shared(*type_)) change.released = others(port);
  type_.reset();
  holder_.clear();
  return change;
}

ReservationChange PersistentReservation::unregister(std::string_view port) {
  const bool is_holder = is_held_by(port);
  const bool is_last = registrations_.size() == 1;
  std::erase_if(registrations_, [&](const Registration& registration) { return registration.port == port; });
  if (!is_holder || (is_for_all_registrants() && !is_last)) return {};
  return end_reservation(port);
}

ReservationOutcome PersistentReservation::enroll(std::string_view port, std::uint64_t key, std::uint64_t new_key) {
  if (key_of(port).value_or(0) != key) return conflict();
  return enroll_whatever_the_key(port, new_key);
}

ReservationOutcome PersistentReservation::enroll_whatever_the_key(std::string_view port, std::uint64_t new_key) {
  ++generation_;
  const auto own = std::ranges::find(registrations_, port, &Registration::port);
  if (new_key == 0) return own == registrations_.end() ? ReservationChange{} : unregister(port);
  if (own == registrations_.end()) {
    registrations_.push_back({std::string(port), new_key});
  } else {
    own->key = new_key;
  }
  return ReservationChange{};
}

ReservationOutcome PersistentReservation::reserve(std::string_view port, std::uint64_t key, ReservationType type) {
  if (!has_key(port, key)) return conflict();
  if (type_) return is_held_by(port) && type_ == type ? ReservationOutcome{ReservationChange{}} : conflict();
  type_ = type;
  if (!is_all_registrants(type)) holder_ = port;
  return ReservationChange{};
}

ReservationOutcome PersistentReservation::release(std::string_view port, std::uint64_t key, ReservationType type) {
  if (!has_key(port, key)) return conflict();
  if (!is_held_by(port)) return ReservationChange{};
  if (type_ != type) return std::unexpected(ReservationRefusal::wrong_release);
  return end_reservation(port);
}

ReservationOutcome PersistentReservation::clear(std::string_view port, std::uint64_t key) {
  if (!has_key(port, key)) return conflict();
  ++generation_;
  ReservationChange change{.preempted = others(port)};
  registrations_.clear();
  type_.reset();
  holder_.clear();
  return change;
}

// SPC-4, Preempting: registrations with the other key go, and where it was the holder's the reservation with them.
ReservationOutcome PersistentReservation::preempt(std::string_view port, std::uint64_t key, std::uint64_t other_key,
                                                  ReservationType type) {
  if (!has_key(port, key)) return conflict();
  const bool takes_all = is_for_all_registrants() && other_key == 0;
  if (other_key == 0 && !takes_all) return std::unexpected(ReservationRefusal::no_key);
  const bool takes_reservation = takes_all || (type_ && !is_for_all_registrants() && key_of(holder_) == other_key);
  ReservationChange change;
  for (const Registration& registration : registrations_) {
    if (registration.port != port && (takes_all || registration.key == other_key)) {
      change.unregistered.push_back(registration.port);
    }
  }
  if (change.unregistered.empty() && !takes_reservation) return conflict();
  ++generation_;
  const std::optional<ReservationType> before = type_;
  std::erase_if(registrations_, [&](const Registration& registration) {
    return std::ranges::find(change.unregistered, registration.port) != change.unregistered.end();
  });
  if (!takes_reservation) return change;
  if (before != type) change.released = others(port);
  type_ = type;
  holder_ = is_all_registrants(type) ? std::string_view{} : port;
  return change;
}

}  // namespace emulator::drive

#include "emulator/mmc/commands/persistent_reserve_out.h"

#include "emulator/mmc/commands/persistent_reserve_layout.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

namespace cdb = persistent_reserve_out_cdb;
namespace list = persistent_reserve_out_parameter_list;
constexpr std::size_t list_bytes = 24;

struct Keys {
  std::uint64_t own{};
  std::uint64_t other{};  // the service action's
};

bool names_a_type(std::uint64_t action) {
  return action == reserve_action::reserve || action == reserve_action::release || action == reserve_action::preempt;
}

// SPC-4, Basic PERSISTENT RESERVE OUT parameter list: what REPORT CAPABILITIES denies is refused.
std::expected<Keys, scsi::Sense> read_list(const scsi::Request& request) {
  if (cdb::parameter_list_length::get(request.cdb) != list_bytes || request.data_out.size() < list_bytes) {
    return std::unexpected(scsi::sense::parameter_list_length_error);
  }
  const base::Bytes bytes = request.data_out.first(list_bytes);
  if (list::spec_i_pt::get(bytes) != 0) return std::unexpected(scsi::invalid_parameter_field(20, 3));
  if (list::all_tg_pt::get(bytes) != 0) return std::unexpected(scsi::invalid_parameter_field(20, 2));
  if (list::aptpl::get(bytes) != 0) return std::unexpected(scsi::invalid_parameter_field(20, 0));
  return Keys{list::reservation_key::get(bytes), list::service_action_reservation_key::get(bytes)};
}

struct Wish {
  std::uint64_t action{};
  Keys keys;
  drive::ReservationType type{};  // where the action names one
};

drive::ReservationOutcome perform(drive::PersistentReservation& reservation, const std::string& port,
                                  const Wish& wish) {
  switch (wish.action) {
    case reserve_action::register_key:
      return reservation.enroll(port, wish.keys.own, wish.keys.other);
    case reserve_action::register_and_ignore_existing_key:
      return reservation.enroll_whatever_the_key(port, wish.keys.other);
    case reserve_action::reserve:
      return reservation.reserve(port, wish.keys.own, wish.type);
    case reserve_action::release:
      return reservation.release(port, wish.keys.own, wish.type);
    case reserve_action::clear:
      return reservation.clear(port, wish.keys.own);
    default:
      return reservation.preempt(port, wish.keys.own, wish.keys.other, wish.type);
  }
}

scsi::Outcome refusal(drive::ReservationRefusal reason) {
  switch (reason) {
    case drive::ReservationRefusal::conflict:
      return scsi::Reply{.status = scsi::Status::reservation_conflict};
    case drive::ReservationRefusal::wrong_release:
      return std::unexpected(scsi::sense::invalid_release_of_persistent_reservation);
    case drive::ReservationRefusal::no_key:
      break;
  }
  return std::unexpected(scsi::invalid_parameter_field(8));
}

void tell(drive::Drive& drive, const std::vector<std::string>& ports, const scsi::Sense& attention) {
  for (const std::string& port : ports) drive.raise_for_port(port, attention);
}

}  // namespace

scsi::Outcome persistent_reserve_out(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  // SPC-2, Reservations: not beside a RESERVE, the host's own included.
  if (drive.reserved_by()) return scsi::Reply{.status = scsi::Status::reservation_conflict};
  Wish wish{.action = cdb::service_action::get(request.cdb)};
  const auto keys = read_list(request);
  if (!keys) return std::unexpected(keys.error());
  wish.keys = *keys;
  if (names_a_type(wish.action)) {
    // The logical unit is the only scope.
    if (cdb::scope::get(request.cdb) != 0) return std::unexpected(scsi::invalid_cdb_field(2, 7));
    const auto type = drive::reservation_type(cdb::type::get(request.cdb));
    if (!type) return std::unexpected(scsi::invalid_cdb_field(2, 3));
    wish.type = *type;
  }
  const auto change = perform(drive.persistent_reservation(), drive.initiator_port(request.nexus), wish);
  if (!change) return refusal(change.error());
  tell(drive, change->preempted, scsi::sense::reservations_preempted);
  tell(drive, change->unregistered, scsi::sense::registrations_preempted);
  tell(drive, change->released, scsi::sense::reservations_released);
  return scsi::Reply{};
}

}  // namespace emulator::mmc

// Who registered a key and who holds the unit. It belongs to initiator ports, so it stays when their nexus is lost.
// SPC-4, Reservations; PERSISTENT RESERVE OUT command.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emulator::drive {

enum class ReservationType : std::uint8_t {
  write_exclusive = 1,
  exclusive_access = 3,
  write_exclusive_registrants_only = 5,
  exclusive_access_registrants_only = 6,
  write_exclusive_all_registrants = 7,
  exclusive_access_all_registrants = 8,
};
[[nodiscard]] std::optional<ReservationType> reservation_type(std::uint64_t code);

// What a command does to what a reservation protects.
enum class Access : std::uint8_t { none, reads, changes };

struct Registration {
  std::string port;
  std::uint64_t key{};
};

// Whom a change concerns, beside the port that made it.
struct ReservationChange {
  std::vector<std::string> preempted{};     // RESERVATIONS PREEMPTED: CLEAR
  std::vector<std::string> unregistered{};  // REGISTRATIONS PREEMPTED
  std::vector<std::string> released{};      // RESERVATIONS RELEASED
};

enum class ReservationRefusal : std::uint8_t { conflict, wrong_release, no_key };
using ReservationOutcome = std::expected<ReservationChange, ReservationRefusal>;

class PersistentReservation {
 public:
  [[nodiscard]] const std::vector<Registration>& registrations() const { return registrations_; }
  [[nodiscard]] std::uint32_t generation() const { return generation_; }
  [[nodiscard]] std::optional<ReservationType> type() const { return type_; }
  // Whether the port holds the reservation; with the all registrants types every registrant does.
  [[nodiscard]] bool is_held_by(std::string_view port) const;
  [[nodiscard]] std::optional<std::uint64_t> key_of(std::string_view port) const;
  [[nodiscard]] bool allows(std::string_view port, Access access) const;

  // The service actions. `key` is the one that the port says it has; a key of zero in its place takes a registration
  // back.
  ReservationOutcome enroll(std::string_view port, std::uint64_t key, std::uint64_t new_key);
  ReservationOutcome enroll_whatever_the_key(std::string_view port, std::uint64_t new_key);
  ReservationOutcome reserve(std::string_view port, std::uint64_t key, ReservationType type);
  ReservationOutcome release(std::string_view port, std::uint64_t key, ReservationType type);
  ReservationOutcome clear(std::string_view port, std::uint64_t key);
  ReservationOutcome preempt(std::string_view port, std::uint64_t key, std::uint64_t other_key, ReservationType type);

 private:
  [[nodiscard]] bool has_key(std::string_view port, std::uint64_t key) const;
  [[nodiscard]] bool is_for_all_registrants() const;
  [[nodiscard]] std::vector<std::string> others(std::string_view port) const;
  ReservationChange end_reservation(std::string_view port);
  ReservationChange unregister(std::string_view port);

  std::vector<Registration> registrations_;
  std::optional<ReservationType> type_;
  std::string holder_;  // of nobody with the all registrants types
  std::uint32_t generation_{};
};

}  // namespace emulator::drive

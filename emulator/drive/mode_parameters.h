// The values behind the mode pages that a host may change. The pages' bytes are the business of emulator/mmc.
#pragma once

#include <array>
#include <compare>
#include <cstdint>

#include "emulator/media/medium.h"

namespace emulator::drive {

// MMC-6, Read/Write Error Recovery mode page.
struct ErrorRecovery {
  bool automatic_write_reallocation{true};
  bool automatic_read_reallocation{true};
  bool transfer_block{};
  bool read_continuous{};
  bool post_error{};
  bool disable_transfer_on_error{};
  bool disable_correction{};
  std::uint8_t read_retry_count{0x20};
  std::uint8_t error_message_corrected{};
  std::uint8_t write_retry_count{0x20};
  std::uint16_t recovery_time_limit{};
  auto operator<=>(const ErrorRecovery&) const = default;
};

// MMC-6, Write Parameters mode page; all of it, since a host has to read back what it set.
struct WritePage {
  bool buffer_underrun_free{true};
  bool link_size_valid{};
  bool test_write{};
  std::uint8_t write_type{1};
  std::uint8_t multi_session{};
  bool fixed_packet{};
  bool copy{};
  std::uint8_t track_mode{4};
  std::uint8_t data_block_type{8};
  std::uint8_t link_size{};
  std::uint8_t initiator_application_code{};
  std::uint8_t session_format{};
  std::uint32_t packet_size{};
  std::uint16_t audio_pause_length{150};
  std::array<std::uint8_t, 16> media_catalog_number{};
  std::array<std::uint8_t, 16> international_standard_recording_code{};
  std::array<std::uint8_t, 4> sub_header{};
  auto operator<=>(const WritePage&) const = default;

  // The part of it on which media depend.
  [[nodiscard]] media::WriteParameters for_medium() const;
};

// MMC-6, Caching mode page.
struct Caching {
  bool write_cache_enabled{true};
  bool read_cache_disabled{};
  auto operator<=>(const Caching&) const = default;
};

// SPC-4, Control mode page.
struct Control {
  bool descriptor_sense{};
  auto operator<=>(const Control&) const = default;
};

// SPC-4, Power Condition mode page; timers in units of 100 ms.
struct PowerCondition {
  bool idle{};
  bool standby{};
  std::uint32_t idle_timer{};
  std::uint32_t standby_timer{};
  auto operator<=>(const PowerCondition&) const = default;
};

// MMC-6, Timeout and Protect mode page; times in seconds.
struct TimeoutAndProtect {
  bool timeout_enable{};
  std::uint16_t group_1_minimum{30};   // assumed: what a host waits for by itself
  std::uint16_t group_2_minimum{120};  // assumed
  auto operator<=>(const TimeoutAndProtect&) const = default;
};

struct ModeParameters {
  ErrorRecovery error_recovery;
  WritePage write;
  Caching caching;
  Control control;
  PowerCondition power;
  TimeoutAndProtect timeout;
  auto operator<=>(const ModeParameters&) const = default;
};

}  // namespace emulator::drive

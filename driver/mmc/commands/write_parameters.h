// Mode page 05h, Write Parameters: how CD and DVD-R media are written (MMC-6, Write Parameters mode page).
#pragma once

#include "driver/mmc/device.h"

namespace driver::mmc {

enum class WriteType : std::uint8_t { packet = 0, track_at_once = 1, session_at_once = 2, raw = 3, layer_jump = 4 };
// What CLOSE SESSION or the end of a session at once leaves: a disc without a next session, or with one.
enum class MultiSession : std::uint8_t { closed = 0b00, next_session_allowed = 0b11 };

struct WriteParameters {
  WriteType write_type{};
  MultiSession multi_session{};
  bool buffer_underrun_free{};
  bool test_write{};
  std::uint8_t track_mode{4};       // Q sub-channel control: data, uninterrupted, copying prohibited
  std::uint8_t data_block_type{8};  // mode 1, 2048 bytes of user data
  std::uint8_t packet_blocks{};     // of links and fixed packets, on DVD-R and DVD-RW an ECC block; 0: neither is said
  auto operator<=>(const WriteParameters&) const = default;
};

// Reads the page, changes it, and sends it back with the length that the drive gave it.
std::expected<void, DriveError> select_write_parameters(Device& device, const WriteParameters& parameters);

}  // namespace driver::mmc

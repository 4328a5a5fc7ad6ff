// The commands that Linux' optical drive drivers send on their own, and what they read in the answers.
#pragma once

#include <optional>

#include "conformance/preload/kernel/device.h"

namespace conformance::preload::kernel {

namespace opcode {
inline constexpr std::uint8_t test_unit_ready = 0x00;
inline constexpr std::uint8_t inquiry = 0x12;
inline constexpr std::uint8_t start_stop_unit = 0x1B;
inline constexpr std::uint8_t prevent_allow_medium_removal = 0x1E;
inline constexpr std::uint8_t read_capacity_10 = 0x25;
inline constexpr std::uint8_t read_10 = 0x28;
inline constexpr std::uint8_t write_10 = 0x2A;
inline constexpr std::uint8_t synchronize_cache_10 = 0x35;
inline constexpr std::uint8_t get_configuration = 0x46;
inline constexpr std::uint8_t get_event_status_notification = 0x4A;
inline constexpr std::uint8_t mode_select_10 = 0x55;
inline constexpr std::uint8_t mode_sense_10 = 0x5A;
inline constexpr std::uint8_t close_track_session = 0x5B;
inline constexpr std::uint8_t set_cd_speed = 0xBB;
}  // namespace opcode

// START STOP UNIT's two bits.
enum class Tray : std::uint8_t { stop, start, eject, load };
enum class Immediate : std::uint8_t { no, yes };
// MODE SENSE (10)'s PC field.
enum class PageControl : std::uint8_t { current, changeable };

[[nodiscard]] base::ByteBuffer test_unit_ready();
[[nodiscard]] base::ByteBuffer inquiry(std::uint16_t room);
[[nodiscard]] base::ByteBuffer start_stop_unit(Tray what, Immediate immediate = Immediate::no);
[[nodiscard]] base::ByteBuffer prevent_removal(bool prevent);
[[nodiscard]] base::ByteBuffer read_capacity();
[[nodiscard]] base::ByteBuffer read_blocks(std::uint32_t first, std::uint16_t count);
[[nodiscard]] base::ByteBuffer write_blocks(std::uint32_t first, std::uint16_t count);
[[nodiscard]] base::ByteBuffer synchronize_cache();
// CLOSE TRACK SESSION's Close Function.
enum class Closing : std::uint8_t { format, track, session };
[[nodiscard]] base::ByteBuffer close_track_session(Closing what);
// All features from `feature` on.
[[nodiscard]] base::ByteBuffer get_configuration(std::uint16_t feature, std::uint16_t room);
[[nodiscard]] base::ByteBuffer mode_sense(std::uint8_t page, std::uint16_t room,
                                          PageControl control = PageControl::current);
[[nodiscard]] base::ByteBuffer mode_select(std::uint16_t list_bytes);
[[nodiscard]] base::ByteBuffer get_media_event();
// `speed` in multiples of 177 kB/s as sr reckons it, 0 for the greatest; what does not fit the field is cut off.
[[nodiscard]] base::ByteBuffer set_cd_speed(std::uint32_t speed);

inline constexpr std::uint16_t media_event_room = 8;
struct MediaEvent {
  std::uint8_t code{};
  bool is_present{};
  bool is_tray_open{};
};
// Nothing where the drive knows no such event.
[[nodiscard]] std::optional<MediaEvent> media_event(base::Bytes reply);

[[nodiscard]] std::optional<Identity> identity(base::Bytes inquiry_data);

struct Reported {
  std::uint64_t blocks{};
  std::uint32_t block_bytes{};
};
[[nodiscard]] Reported reported_capacity(base::Bytes reply);

[[nodiscard]] std::size_t block_descriptor_bytes(base::Bytes mode_sense_reply);
// The page itself, after header and block descriptors; empty where the answer holds none.
[[nodiscard]] base::Bytes mode_page(base::Bytes reply);

}  // namespace conformance::preload::kernel

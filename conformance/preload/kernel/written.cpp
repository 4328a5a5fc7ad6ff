// Where a disc is written to and would be written on: cdrom_get_last_written and cdrom_get_next_writable. Both ask for
// a reply's length first, and use what lies within it.
#include <linux/cdrom.h>

#include <algorithm>

#include "conformance/preload/kernel/blocks.h"
#include "conformance/preload/kernel/cd_address.h"
#include "conformance/preload/kernel/toc.h"
#include "conformance/preload/kernel/track_layout.h"

namespace conformance::preload::kernel {
namespace {

constexpr std::uint8_t read_disc_information_opcode = 0x51;
constexpr std::uint8_t read_track_information_opcode = 0x52;

// A reply in the driver's buffer, which begins as zeros, and how much of it the drive says it has.
struct Information {
  base::ByteBuffer bytes;
  std::size_t length{};
  template <typename Field>
  [[nodiscard]] bool has() const {
    return length >= Field::end;
  }
};

// `first_room` bytes tell the length, then as much is asked for, at most `most`.
std::optional<Information> ask_twice(Device& device, base::ByteBuffer cdb, std::uint8_t first_room, std::size_t most) {
  constexpr std::size_t allocation_length_byte = 8;
  cdb[allocation_length_byte] = first_room;
  auto reply = device.packet(cdb, first_room);
  if (!reply) return std::nullopt;
  reply->resize(2);
  const std::size_t told = (std::size_t{(*reply)[0]} << 8 | (*reply)[1]) + 2;
  Information found{.length = std::min(told, most)};
  cdb[allocation_length_byte] = static_cast<std::uint8_t>(found.length);
  auto whole = device.packet(cdb, static_cast<std::uint32_t>(found.length));
  if (!whole) return std::nullopt;
  found.bytes = std::move(*whole);
  found.bytes.resize(most);
  return found;
}

std::optional<Information> disc_information(Device& device) {
  constexpr std::size_t longest = 34;
  return ask_twice(device, {read_disc_information_opcode, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 2, longest);
}

std::optional<Information> track_information(Device& device, std::uint32_t track) {
  constexpr std::size_t longest = 32;
  constexpr std::uint8_t by_track_number = 1;
  return ask_twice(device,
                   {read_track_information_opcode, by_track_number, 0, 0, static_cast<std::uint8_t>(track >> 8),
                    static_cast<std::uint8_t>(track), 0, 0, 0, 0},
                   8, longest);
}

// The last track that holds something.
std::optional<Information> last_track(Device& device) {
  namespace disc = read_disc_information_reply;
  namespace track_fields = read_track_information_reply;
  const auto information = disc_information(device);
  if (!information || !information->has<disc::last_track_number_in_last_session_lsb>()) return std::nullopt;
  const auto number =
      static_cast<std::uint32_t>(disc::last_track_number_in_last_session_msb::get(information->bytes) << 8 |
                                 disc::last_track_number_in_last_session_lsb::get(information->bytes));
  auto track = track_information(device, number);
  constexpr std::size_t before_the_addresses = 8;
  if (!track || track->length < before_the_addresses) return std::nullopt;
  if (track_fields::blank::get(track->bytes) == 0) return track;
  if (number == 1) return std::nullopt;
  return track_information(device, number - 1);
}

std::int64_t end_of(const Information& track) {
  namespace fields = read_track_information_reply;
  if (fields::lra_v::get(track.bytes) != 0 && track.has<fields::last_recorded_address>()) {
    return static_cast<std::int64_t>(fields::last_recorded_address::get(track.bytes));
  }
  const auto last = static_cast<std::int64_t>(fields::logical_track_start_address::get(track.bytes)) +
                    static_cast<std::int64_t>(fields::logical_track_size::get(track.bytes));
  // Seven blocks: the run-out and run-in of the packets of which the driver thinks.
  const auto free = static_cast<std::int64_t>(fields::free_blocks::get(track.bytes));
  return free == 0 ? last : last - free - 7;
}

}  // namespace

std::expected<std::int64_t, Errno> last_written(Device& device) {
  const auto track = last_track(device);
  if (track && track->has<read_track_information_reply::logical_track_size>()) return end_of(*track);
  if (!device.can(CDC_PLAY_AUDIO)) return std::unexpected(ENOSYS);
  const auto lead_out = read_toc_entry(device, CDROM_LEADOUT, AddressForm::msf);
  if (!lead_out) return std::unexpected(lead_out.error());
  return as_lba(msf_in(lead_out->address));
}

std::expected<std::int64_t, Errno> next_writable(Device& device) {
  namespace fields = read_track_information_reply;
  const auto track = last_track(device);
  if (track && fields::nwa_v::get(track->bytes) != 0 && track->has<fields::next_writable_address>()) {
    return static_cast<std::int64_t>(fields::next_writable_address::get(track->bytes));
  }
  const auto last = last_written(device);
  if (!last) return last;
  return *last + 7;
}

}  // namespace conformance::preload::kernel

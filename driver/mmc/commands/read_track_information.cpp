#include "driver/mmc/commands/read_track_information.h"

#include "driver/mmc/command.h"
#include "driver/mmc/commands/read_track_information_layout.h"

namespace driver::mmc {
namespace {

namespace layout = read_track_information_reply;

constexpr std::uint64_t by_track_number = 1;

base::BlockCount blocks(std::uint64_t value) { return base::BlockCount{static_cast<std::int64_t>(value)}; }

TrackInformation decode(base::Bytes bytes) {
  TrackInformation track{
      .track = static_cast<std::uint16_t>(layout::logical_track_number_lsb::get(bytes)),
      .session = static_cast<std::uint16_t>(layout::session_number_lsb::get(bytes)),
      .track_mode = static_cast<std::uint8_t>(layout::track_mode::get(bytes)),
      .data_mode = static_cast<std::uint8_t>(layout::data_mode::get(bytes)),
      .is_damaged = layout::damage::get(bytes) == 1,
      .is_reserved = layout::rt::get(bytes) == 1,
      .is_blank = layout::blank::get(bytes) == 1,
      .is_packet = layout::packet_inc::get(bytes) == 1,
      .is_fixed_packet = layout::fp::get(bytes) == 1,
      .start = base::Lba::from_wire(layout::logical_track_start_address::get(bytes)),
      .free_blocks = blocks(layout::free_blocks::get(bytes)),
      .packet_size = blocks(layout::fixed_packet_size_blocking_factor::get(bytes)),
      .size = blocks(layout::logical_track_size::get(bytes)),
  };
  if (layout::nwa_v::get(bytes) == 1) {
    track.next_writable = base::Lba::from_wire(layout::next_writable_address::get(bytes));
  }
  if (bytes.size() >= layout::last_recorded_address::end && layout::lra_v::get(bytes) == 1) {
    track.last_recorded = base::Lba::from_wire(layout::last_recorded_address::get(bytes));
  }
  // The upper halves came with MMC-4; a shorter block has none.
  if (bytes.size() >= layout::session_number_msb::end) {
    track.track = static_cast<std::uint16_t>(track.track | layout::logical_track_number_msb::get(bytes) << 8);
    track.session = static_cast<std::uint16_t>(track.session | layout::session_number_msb::get(bytes) << 8);
  }
  return track;
}

}  // namespace

std::expected<TrackInformation, DriveError> read_track_information(Device& device, std::uint32_t track) {
  constexpr std::size_t length = 36;
  Request request{.cdb = make_cdb(operation_code::read_track_information), .expected_bytes = length};
  read_track_information_cdb::address_number_type::set(request.cdb, by_track_number);
  read_track_information_cdb::logical_block_address_track_session_number::set(request.cdb, track);
  read_track_information_cdb::allocation_length::set(request.cdb, length);
  const auto reply = read_reply(device, request, layout::logical_track_size::end);
  if (!reply) return std::unexpected(reply.error());
  return decode(*reply);
}

}  // namespace driver::mmc

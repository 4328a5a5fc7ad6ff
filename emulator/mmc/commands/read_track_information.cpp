#include "emulator/mmc/commands/read_track_information.h"

#include <algorithm>

#include "emulator/mmc/commands/read_track_information_layout.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

namespace cdb = read_track_information_cdb;

// MMC-6, READ TRACK INFORMATION command, Address/Number Type.
enum class AddressType : std::uint8_t { block = 0, track = 1, session = 2, reserved = 3 };
constexpr std::uint32_t open_track = 0xFF;

using Found = std::expected<media::Track, scsi::Sense>;

template <typename Claim>
Found first_track(const media::DiscLayout& disc, const scsi::Sense& none, Claim claim) {
  const auto track = std::ranges::find_if(disc.tracks, claim);
  if (track == disc.tracks.end()) return std::unexpected(none);
  return *track;
}

Found track_of_block(const media::DiscLayout& disc, base::Lba address) {
  return first_track(disc, scsi::sense::logical_block_address_out_of_range, [&](const media::Track& track) {
    return base::BlockRange{track.start, track.size}.contains(address);
  });
}

// FFh is the invisible track; where a session holds only an open one, that, be it damaged.
Found track_of_number(const media::DiscLayout& disc, std::uint32_t number) {
  const scsi::Sense none = scsi::invalid_cdb_field(2);
  if (number != open_track) return first_track(disc, none, [&](const media::Track& t) { return t.number == number; });
  const Found invisible = first_track(disc, none, [](const media::Track& track) { return track.is_invisible; });
  if (invisible) return invisible;
  return first_track(disc, none, [](const media::Track& track) {
    return track.next_writable.has_value() || (track.is_damaged && !track.is_closed);
  });
}

Found find(const media::DiscLayout& disc, const scsi::Cdb& bytes) {
  const auto value = static_cast<std::uint32_t>(cdb::logical_block_address_track_session_number::get(bytes));
  switch (static_cast<AddressType>(cdb::address_number_type::get(bytes))) {
    case AddressType::block:
      return track_of_block(disc, base::Lba::from_wire(value));
    case AddressType::track:
      return track_of_number(disc, value);
    case AddressType::session:
      return first_track(disc, scsi::invalid_cdb_field(2), [&](const media::Track& t) { return t.session == value; });
    case AddressType::reserved:
      break;
  }
  return std::unexpected(scsi::invalid_cdb_field(1, 1));
}

void set_state(base::MutableBytes reply, const media::Track& track) {
  namespace layout = read_track_information_reply;
  layout::damage::set(reply, track.is_damaged ? 1 : 0);
  layout::track_mode::set(reply, track.track_mode);
  layout::rt::set(reply, track.is_reserved ? 1 : 0);
  layout::blank::set(reply, track.is_blank ? 1 : 0);
  layout::packet_inc::set(reply, track.is_packet ? 1 : 0);
  layout::fp::set(reply, track.is_fixed_packet ? 1 : 0);
  layout::data_mode::set(reply, track.data_mode);
}

void set_addresses(base::MutableBytes reply, const media::Track& track) {
  namespace layout = read_track_information_reply;
  layout::logical_track_start_address::set(reply, track.start.wire());
  layout::free_blocks::set(reply, static_cast<std::uint64_t>(track.free_blocks.value));
  layout::fixed_packet_size_blocking_factor::set(reply, track.packet_size);
  layout::logical_track_size::set(reply, static_cast<std::uint64_t>(track.size.value));
  if (track.next_writable) {
    layout::nwa_v::set(reply, 1);
    layout::next_writable_address::set(reply, track.next_writable->wire());
  }
  if (track.last_recorded) {
    layout::lra_v::set(reply, 1);
    layout::last_recorded_address::set(reply, track.last_recorded->wire());
  }
}

base::ByteBuffer encode(const media::Track& track, std::optional<std::uint32_t> read_compatibility_lba) {
  namespace layout = read_track_information_reply;
  constexpr std::size_t plain_bytes = 36;
  constexpr std::size_t bytes_with_compatibility = 40;
  base::ByteBuffer reply(read_compatibility_lba ? bytes_with_compatibility : plain_bytes);
  layout::track_information_length::set(reply, reply.size() - 2);
  layout::logical_track_number_lsb::set(reply, track.number & 0xFFU);
  layout::logical_track_number_msb::set(reply, track.number >> 8U);
  layout::session_number_lsb::set(reply, track.session & 0xFFU);
  layout::session_number_msb::set(reply, track.session >> 8U);
  set_state(reply, track);
  set_addresses(reply, track);
  if (read_compatibility_lba) layout::read_compatibility_lba::set(reply, *read_compatibility_lba);
  return reply;
}

}  // namespace

scsi::Outcome read_track_information(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  const media::DiscLayout disc = drive.layout();
  const Found track = find(disc, request.cdb);
  if (!track) return std::unexpected(track.error());
  return scsi::data_reply(encode(*track, disc.read_compatibility_lba));
}

}  // namespace emulator::mmc

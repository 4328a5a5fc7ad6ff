#include "emulator/media/restricted_overwrite.h"

#include <algorithm>
#include <utility>

#include "emulator/scsi/sense_codes.h"

namespace emulator::media {
namespace sense = scsi::sense;
namespace {

constexpr std::int64_t ecc_block = 16;
constexpr std::uint8_t data_track = 4;

// MMC-6, FORMAT UNIT command, Format Type codes; what their type dependent parameter says is the block or the packet.
constexpr std::uint8_t full = 0x00;
constexpr std::uint8_t full_with_packets = 0x10;
constexpr std::uint8_t quick_grow = 0x13;
constexpr std::uint8_t quick = 0x15;

// FORMAT UNIT parameter list: a header of 4 bytes, the number of blocks, type and sub-type, the parameter.
constexpr std::uint16_t blocks_byte = 4;
constexpr std::uint16_t type_byte = 8;
constexpr std::uint16_t parameter_byte = 9;

// MMC-6, CLOSE TRACK/SESSION command, close functions of DVD-RW in restricted overwrite.
constexpr std::uint8_t close_border = 2;
constexpr std::uint8_t finalize = 3;

// Behind what is formatted.
base::BlockCount still_to_grow(const MediaIdentity& identity, const DiscState& state) {
  return identity.capacity - (state.formatted_until - base::Lba{});
}

// Hosts leave the number out where they want as much as there is, and the parameter where there is one value alone.
Result<base::BlockCount> amount(const Format& wanted, const Format& listed) {
  if (wanted.parameter != 0 && wanted.parameter != listed.parameter) {
    return std::unexpected(scsi::invalid_parameter_field(parameter_byte));
  }
  const bool is_quick = wanted.type == quick || wanted.type == quick_grow;
  if (is_quick && wanted.capacity.value == 0) return listed.capacity;
  if (wanted.capacity.value <= 0 || wanted.capacity > listed.capacity || wanted.capacity.value % ecc_block != 0) {
    return std::unexpected(scsi::invalid_parameter_field(blocks_byte));
  }
  return wanted.capacity;
}

void format_anew(DiscState& state, base::BlockCount capacity, base::Lba formatted_until) {
  DiscState formatted;
  formatted.disc_identification = state.disc_identification;
  formatted.formatting = Formatting{.capacity = capacity};
  formatted.formatted_until = formatted_until;
  state = std::move(formatted);
}

}  // namespace

bool is_intermediate(const DiscState& state) {
  return state.formatting && state.formatted_until < base::Lba{} + state.formatting->capacity;
}

std::vector<Format> restricted_overwrite_formats(const MediaIdentity& identity, const DiscState& state) {
  const base::BlockCount capacity = identity.capacity;
  const Format grow{.capacity = still_to_grow(identity, state), .type = quick_grow, .parameter = ecc_block};
  std::vector<Format> list{{.capacity = capacity, .type = full, .parameter = base::block_bytes},
                           {.capacity = capacity, .type = full_with_packets, .parameter = ecc_block},
                           {.capacity = capacity, .type = quick, .parameter = ecc_block}};
  if (state.formatting && !state.is_finalized) list.insert(list.end() - 1, grow);
  return list;
}

Result<void> format_restricted(DiscState& state, const MediaIdentity& identity, const Format& wanted) {
  if (wanted.sub_type != 0) return std::unexpected(scsi::invalid_parameter_field(type_byte, 1));
  const std::vector<Format> list = restricted_overwrite_formats(identity, state);
  const auto listed = std::ranges::find(list, wanted.type, &Format::type);
  if (listed == list.end()) return std::unexpected(scsi::invalid_parameter_field(type_byte, 7));
  const Result<base::BlockCount> blocks = amount(wanted, *listed);
  if (!blocks) return std::unexpected(blocks.error());
  if (wanted.type == quick_grow) {
    state.formatting->capacity = state.formatted_until - base::Lba{} + *blocks;
  } else {
    format_anew(state, *blocks, wanted.type == quick ? base::Lba{} : base::Lba{} + *blocks);
  }
  return {};
}

base::BlockCount written_by_format(const Format& wanted) {
  return wanted.type == full || wanted.type == full_with_packets ? wanted.capacity : base::BlockCount{};
}

// Whole ECC blocks, up to what is formatted or just behind it: parts of one would have to be read first, which the
// standard leaves to the drive (rigid restricted overwrite).
Result<void> may_overwrite(const DiscState& state, base::BlockRange range) {
  const base::BlockRange places{base::Lba{}, state.formatting->capacity};
  if (!range.within(places)) return std::unexpected(sense::logical_block_address_out_of_range);
  const bool is_whole = range.first.value % ecc_block == 0 && range.count.value % ecc_block == 0;
  if (!is_whole || range.first > state.formatted_until) return std::unexpected(sense::invalid_address_for_write);
  return {};
}

void note_overwritten(DiscState& state, base::BlockRange range) {
  state.user_data().add(range);
  state.formatted_until = std::max(state.formatted_until, range.end());
}

Result<void> close_restricted(DiscState& state, std::uint8_t function) {
  if (function != close_border && function != finalize) return std::unexpected(scsi::invalid_cdb_field(2, 2));
  if (state.formatted_until == base::Lba{}) return std::unexpected(sense::current_program_area_is_empty);
  state.formatting->capacity = state.formatted_until - base::Lba{};
  if (function == finalize) state.is_finalized = true;
  return {};
}

// MMC-6, READ TRACK INFORMATION command: one track of fixed packets. In the intermediate state it has a next writable
// address, and the session is open.
DiscLayout describe_restricted(const DiscState& state) {
  const bool is_open = is_intermediate(state);
  const base::BlockCount capacity = state.formatting->capacity;
  const base::BlockCount formatted = state.formatted_until - base::Lba{};
  DiscLayout layout{.status = is_open ? DiscStatus::appendable : DiscStatus::complete,
                    .is_erasable = true,
                    .is_overwritable = true,
                    .is_intermediate = is_open};
  if (!is_open) layout.formatted_capacity = formatted;
  Track track{.number = 1,
              .session = 1,
              .size = capacity,
              .track_mode = data_track,
              .packet_size = static_cast<std::uint32_t>(ecc_block),
              .is_packet = true,
              .is_fixed_packet = true,
              .is_closed = !is_open};
  if (state.formatted_until > base::Lba{}) track.last_recorded = state.formatted_until - base::BlockCount{1};
  if (is_open) {
    track.next_writable = state.formatted_until;
    track.free_blocks = capacity - formatted;
  }
  Session session{.number = 1,
                  .state = is_open ? SessionState::incomplete : SessionState::complete,
                  .first_track = 1,
                  .last_track = 1};
  if (!is_open) session.lead_out = state.formatted_until;
  layout.tracks.push_back(track);
  layout.sessions.push_back(session);
  return layout;
}

}  // namespace emulator::media

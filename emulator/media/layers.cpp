#include "emulator/media/layers.h"

#include <algorithm>

#include "emulator/scsi/sense_codes.h"

namespace emulator::media {
namespace {

constexpr std::int64_t ecc_block = 16;

// What an extended lead-out takes from the end of layer 1: 30000h blocks.
constexpr base::BlockCount extended_lead_out{0x30000};

// SEND DISC STRUCTURE parameter list: a header of 4 bytes, 4 bytes, then the capacity of layer 0.
constexpr std::uint16_t layer_0_capacity_byte = 8;

}  // namespace

base::BlockCount layer_0_as_sold(base::BlockCount capacity) { return base::BlockCount{capacity.value / 2}; }

bool can_set_layers(const DiscState& state) { return !state.layers && state.tracks.empty() && !state.is_finalized; }

Result<Layers> layers_with(const DiscState& state, base::BlockCount capacity, base::BlockCount layer_0) {
  if (!can_set_layers(state)) return std::unexpected(scsi::sense::command_sequence_error);
  const bool is_possible = layer_0.value > 0 && layer_0.value % ecc_block == 0 && layer_0 <= layer_0_as_sold(capacity);
  if (!is_possible) return std::unexpected(scsi::invalid_parameter_field(layer_0_capacity_byte));
  return Layers{.layer_0 = layer_0};
}

base::BlockCount capacity_of(const Layers& layers, const DiscState& state) {
  const base::BlockCount both{2 * layers.layer_0.value};
  if (!layers.has_extended_lead_out) return both;
  // A session that reaches into the last 30000h blocks leaves no room for another one.
  const RecordedSession* const last = state.last_closed_session();
  const base::BlockCount recorded = last == nullptr ? base::BlockCount{} : last->lead_out - base::Lba{};
  return std::max(both - extended_lead_out, recorded);
}

}  // namespace emulator::media

#include "emulator/mmc/commands/read_format_capacities.h"

#include "emulator/mmc/commands/read_format_capacities_layout.h"
#include "emulator/mmc/disc_end.h"
#include "emulator/mmc/recorded_sessions.h"
#include "emulator/mmc/reply_bytes.h"

namespace emulator::mmc {
namespace {

// MMC-6, Current/Maximum Capacity Descriptor, Descriptor Type. 3: no medium, or a capacity that is not known.
enum class CapacityType : std::uint8_t { unformatted = 1, formatted = 2, unknown = 3 };

struct Capacity {
  base::BlockCount blocks;
  CapacityType type{};
};

// What the most capable disc of the drive would hold, for the answer without one: single layer discs.
base::BlockCount most_possible(const drive::DriveProfile& profile) {
  if (profile.reads(drive::Family::bd)) return base::BlockCount{12'219'392};
  if (profile.reads(drive::Family::dvd)) return base::BlockCount{2'295'104};
  return base::BlockCount{359'849};
}

Capacity capacity(const drive::Drive& drive) {
  const media::Medium* disc = drive.medium();
  if (disc == nullptr) return {most_possible(drive.profile()), CapacityType::unknown};
  const media::DiscLayout layout = drive.layout();
  if (layout.status == media::DiscStatus::blank) return {capacity_of_blank(*disc, layout), CapacityType::unformatted};
  // Where the border is open, nobody knows yet how large the disc will be (MMC-6, DVD-RW, intermediate state).
  if (layout.is_intermediate) return {layout.tracks.front().recorded(), CapacityType::unknown};
  // As drives do with an open session alone (HL-DT-ST GH22LS40).
  const bool has_only_open_session = !layout.sessions.empty() && complete_sessions(layout).empty();
  if (has_only_open_session && !layout.formatted_capacity) {
    return {capacity_of_blank(*disc, layout), CapacityType::unformatted};
  }
  if (const auto formatted = layout.formatted_capacity) return {*formatted, CapacityType::formatted};
  return {base::BlockCount{disc->last_readable().value + 1}, CapacityType::formatted};
}

void append_current(base::ByteBuffer& reply, const Capacity& current) {
  namespace layout = current_capacity_descriptor;
  base::ByteBuffer descriptor(8);
  layout::number_of_blocks::set(descriptor, static_cast<std::uint64_t>(current.blocks.value));
  layout::descriptor_type::set(descriptor, static_cast<std::uint8_t>(current.type));
  layout::block_length::set(descriptor, base::block_bytes);
  append(reply, descriptor);
}

void append_format(base::ByteBuffer& reply, const media::Format& format) {
  namespace layout = formattable_capacity_descriptor;
  base::ByteBuffer descriptor(8);
  layout::number_of_blocks::set(descriptor, static_cast<std::uint64_t>(format.capacity.value));
  layout::format_type::set(descriptor, format.type);
  layout::format_sub_type::set(descriptor, format.sub_type);
  layout::type_dependent_parameter::set(descriptor, format.parameter);
  append(reply, descriptor);
}

}  // namespace

scsi::Outcome read_format_capacities(drive::Drive& drive, const scsi::Request&, base::Instant) {
  constexpr std::size_t header_bytes = 4;
  base::ByteBuffer reply(header_bytes);
  append_current(reply, capacity(drive));
  if (drive.medium() != nullptr && drive.can_write_medium()) {
    for (const media::Format& format : drive.medium()->formats()) append_format(reply, format);
  }
  capacity_list_header::capacity_list_length::set(reply, reply.size() - header_bytes);
  return scsi::data_reply(std::move(reply));
}

}  // namespace emulator::mmc

#include "emulator/mmc/commands/set_streaming.h"

#include <algorithm>

#include "emulator/mmc/commands/set_streaming_layout.h"
#include "emulator/mmc/speed_choice.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

namespace layout = streaming_performance_descriptor;
constexpr std::size_t descriptor_bytes = 28;

// Kilobytes in milliseconds.
struct Asked {
  std::uint64_t size{};
  std::uint64_t time{};
  std::uint16_t size_byte{};  // where the descriptor keeps it, to point at
};

using Choice = std::expected<std::optional<std::uint32_t>, scsi::Sense>;

Choice choose(const std::vector<std::uint32_t>& offered, const Asked& asked, bool exact) {
  if (asked.time == 0) return std::unexpected(scsi::invalid_parameter_field(asked.size_byte + 4U));
  const std::uint64_t speed = asked.size * 1000 / asked.time;
  const bool is_offered = std::ranges::find(offered, speed) != offered.end();
  if (exact && !is_offered) return std::unexpected(scsi::invalid_parameter_field(asked.size_byte));
  return rounded_down(offered, speed);
}

}  // namespace

// The range that the descriptor names is not looked at: a speed is the same on all of the disc, and hosts end the range
// at 0, at the last block, or far beyond it.
scsi::Outcome set_streaming(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  namespace cdb = set_streaming_cdb;
  if (cdb::type::get(request.cdb) != 0) return std::unexpected(scsi::invalid_cdb_field(8));
  if (cdb::parameter_list_length::get(request.cdb) != descriptor_bytes || request.data_out.size() < descriptor_bytes) {
    return std::unexpected(scsi::sense::parameter_list_length_error);
  }
  const base::Bytes list = request.data_out;
  if (layout::rdd::get(list) != 0) {
    drive.chosen_speeds() = {};
    return scsi::Reply{};
  }
  const bool exact = layout::exact::get(list) != 0;
  const Choice read =
      choose(drive.read_speeds(), {layout::read_size::get(list), layout::read_time::get(list), 12}, exact);
  if (!read) return std::unexpected(read.error());
  const std::vector<std::uint32_t> write_speeds = drive.write_speeds();
  // With a disc that is only read there is no write speed to miss.
  const bool exact_write = exact && !write_speeds.empty();
  const Choice write =
      choose(write_speeds, {layout::write_size::get(list), layout::write_time::get(list), 20}, exact_write);
  if (!write) return std::unexpected(write.error());
  drive.chosen_speeds() = {.read = *read, .write = *write};
  return scsi::Reply{};
}

}  // namespace emulator::mmc

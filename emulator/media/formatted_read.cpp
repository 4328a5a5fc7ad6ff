#include "emulator/media/formatted_read.h"

#include <algorithm>
#include <utility>

#include "emulator/scsi/sense_codes.h"

namespace emulator::media {

Result<std::vector<scsi::Segment>> read_formatted(const Store& store, const ExtentSet& written,
                                                  base::BlockRange range) {
  std::vector<scsi::Segment> segments;
  base::Lba at = range.first;
  const auto append_zeros_until = [&](base::Lba next) {
    if (at < next)
      segments.emplace_back(scsi::Fill{0, static_cast<std::size_t>((next - at).value * base::block_bytes)});
    at = next;
  };
  while (at < range.end()) {
    const base::BlockRange rest{at, range.end() - at};
    const base::Lba end_of_written = written.first_outside(rest);
    if (end_of_written == at) {
      append_zeros_until(std::min(written.next_from(at).value_or(range.end()), range.end()));
      continue;
    }
    auto bytes = store.copy({at, end_of_written - at});
    if (!bytes) return std::unexpected(scsi::sense::unrecovered_read_error.at(bytes.error()));
    segments.emplace_back(*std::move(bytes));
    at = end_of_written;
  }
  return segments;
}

}  // namespace emulator::media

#include "emulator/mmc/commands/verify.h"

#include <algorithm>

#include "emulator/drive/timing.h"
#include "emulator/mmc/block_range.h"
#include "emulator/mmc/commands/read.h"
#include "emulator/mmc/commands/verify_layout.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

// Read in pieces, so that a long range never stands in memory as a whole.
constexpr std::int64_t piece = 32;

std::size_t bytes_of(base::BlockCount blocks) { return static_cast<std::size_t>(blocks.value * base::block_bytes); }

// SBC-3, VERIFY (10) command, BYTCHK field: the information field tells how far the comparison was the same.
media::Result<void> compare(const std::vector<scsi::Segment>& read, base::Bytes expected, base::Lba first) {
  const base::ByteBuffer there = scsi::gather(read);
  const auto [mine, sent] = std::ranges::mismatch(there, expected);
  if (mine == there.end()) return {};
  const auto block = (mine - there.begin()) / base::block_bytes;
  return std::unexpected(scsi::sense::miscompare_during_verify_operation.at(first + base::BlockCount{block}));
}

struct VerifyCdb {
  base::BlockRange range;
  bool byte_check{};
  std::uint16_t length_byte{};
};

scsi::Outcome verify(drive::Drive& drive, const scsi::Request& request, const VerifyCdb& cdb) {
  const media::Medium& disc = drive.loaded_medium();
  if (cdb.range.empty()) return nothing_to_read(disc, cdb.range.first);
  if (cdb.range.count.value > most_blocks_of_a_read) return std::unexpected(scsi::invalid_cdb_field(cdb.length_byte));
  std::optional<base::Bytes> expected;
  if (cdb.byte_check) {
    const std::size_t needed = bytes_of(cdb.range.count);
    if (request.data_out.size() < needed) return std::unexpected(scsi::invalid_cdb_field(cdb.length_byte));
    expected = request.data_out.first(needed);
  }
  if (const auto verified = verify_blocks(disc, cdb.range, expected); !verified) {
    return std::unexpected(verified.error());
  }
  return scsi::Reply{.busy_for = drive::transfer_time(cdb.range.count, *drive.family(), drive.read_speed()),
                     .data_out_taken = expected.value_or(base::Bytes{}).size()};
}

}  // namespace

media::Result<void> verify_blocks(const media::Medium& disc, base::BlockRange range,
                                  std::optional<base::Bytes> expected) {
  // A block that there is not is told before one that differs.
  constexpr base::BlockCount one{1};
  if (!range.empty()) {
    if (const auto last = disc.read({range.end() - one, one}); !last) return std::unexpected(last.error());
  }
  for (base::Lba at = range.first; at < range.end(); at += base::BlockCount{piece}) {
    const base::BlockCount count = std::min(base::BlockCount{piece}, range.end() - at);
    const auto read = disc.read({at, count});
    if (!read) return std::unexpected(read.error());
    if (!expected) continue;
    const auto same = compare(*read, expected->subspan(bytes_of(at - range.first), bytes_of(count)), at);
    if (!same) return same;
  }
  return {};
}

base::BlockRange blocks_of_verify_10(const scsi::Cdb& cdb) {
  return block_range<verify_10_cdb::logical_block_address, verify_10_cdb::verification_length>(cdb);
}

base::BlockRange blocks_of_verify_12(const scsi::Cdb& cdb) {
  return block_range<verify_12_cdb::logical_block_address, verify_12_cdb::verification_length>(cdb);
}

scsi::Outcome verify_10(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  return verify(drive, request,
                {.range = blocks_of_verify_10(request.cdb),
                 .byte_check = verify_10_cdb::bytchk::get(request.cdb) != 0,
                 .length_byte = 7});
}

scsi::Outcome verify_12(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  return verify(drive, request,
                {.range = blocks_of_verify_12(request.cdb),
                 .byte_check = verify_12_cdb::bytchk::get(request.cdb) != 0,
                 .length_byte = 6});
}

}  // namespace emulator::mmc

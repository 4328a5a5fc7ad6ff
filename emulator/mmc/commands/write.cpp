#include "emulator/mmc/commands/write.h"

#include <algorithm>

#include "emulator/drive/timing.h"
#include "emulator/mmc/block_range.h"
#include "emulator/mmc/commands/verify.h"
#include "emulator/mmc/commands/write_layout.h"
#include "emulator/mmc/disc_end.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

// On CD the write parameters say how large a block is; in session at once the cue sheet does, which the medium keeps,
// so the host's own division counts and the medium compares. Every other disc has blocks of 2048 bytes.
std::optional<std::uint16_t> block_bytes(const drive::Drive& drive, const scsi::Request& request,
                                         base::BlockCount blocks) {
  if (*drive.family() != drive::Family::cd) return std::uint16_t{base::block_bytes};
  const media::WriteParameters parameters = drive.write_parameters();
  if (parameters.write_type != media::WriteType::session_at_once) return data_block_bytes(parameters.data_block_type);
  const auto sent = static_cast<std::int64_t>(request.data_out.size());
  if (sent % blocks.value != 0 || sent / blocks.value > 0xFFFF) return std::nullopt;
  return static_cast<std::uint16_t>(sent / blocks.value);
}

// What differs between the two commands.
struct WriteCdb {
  base::BlockRange range;
  bool force_unit_access{};
  std::uint16_t length_byte{};  // of the transfer length, to point at when it does not match what was sent
};

// A length of zero is no error, an address that does not exist is one all the same. On CD the lowest is that of the
// first lead-in.
scsi::Outcome write_nothing(const drive::Drive& drive, base::Lba address) {
  const bool exists = address <= last_address(drive) && (address >= base::Lba{} || drive.family() == drive::Family::cd);
  if (!exists) return std::unexpected(scsi::sense::logical_block_address_out_of_range);
  return scsi::Reply{};
}

// Where a block can be written again, what did not come leaves the disc as it is; as far as it fits in memory.
bool may_be_completed(const drive::Drive& drive, const scsi::Request& request, std::size_t needed) {
  constexpr std::size_t most_bytes = 4 * 1024 * 1024;
  return !request.data_out.empty() && needed <= most_bytes && drive.layout().is_overwritable;
}

media::Result<base::ByteBuffer> completed(const media::Medium& disc, base::BlockRange range, base::Bytes sent) {
  const auto there = disc.read(range);
  if (!there) return std::unexpected(there.error());
  base::ByteBuffer blocks = scsi::gather(*there);
  std::ranges::copy(sent, blocks.begin());
  return blocks;
}

scsi::Outcome write(drive::Drive& drive, const scsi::Request& request, const WriteCdb& cdb, base::Instant now) {
  if (!drive.can_write_medium()) return std::unexpected(scsi::sense::cannot_write_medium_incompatible_format);
  if (cdb.range.empty()) return write_nothing(drive, cdb.range.first);
  const auto size = block_bytes(drive, request, cdb.range.count);
  const std::size_t needed = static_cast<std::size_t>(cdb.range.count.value) * size.value_or(0);
  const bool is_short = request.data_out.size() < needed;
  // Hosts send whole buffers, and more than the blocks need at the end of a burn; less would be a hole.
  if (!size || (is_short && !may_be_completed(drive, request, needed))) {
    return std::unexpected(scsi::invalid_cdb_field(cdb.length_byte));
  }
  media::Medium& disc = drive.loaded_medium();
  const auto whole = is_short ? completed(disc, cdb.range, request.data_out) : base::ByteBuffer{};
  if (!whole) return std::unexpected(whole.error());
  const base::Bytes data = is_short ? base::Bytes{*whole} : request.data_out.first(needed);
  const auto written = disc.write({.range = cdb.range, .data = data, .block_size = *size}, drive.write_parameters());
  if (!written) return std::unexpected(written.error());
  scsi::Reply reply{.busy_for = drive.accept_write(cdb.range.count, now), .data_out_taken = needed};
  if (cdb.force_unit_access) reply.durable_after = disc.checkpoint();
  return reply;
}

}  // namespace

std::optional<std::uint16_t> data_block_bytes(std::uint8_t data_block_type) {
  switch (data_block_type) {
    case 0:
      return std::uint16_t{2352};  // raw
    case 1:
      return std::uint16_t{2368};  // raw with P and Q
    case 2:
    case 3:
      return std::uint16_t{2448};  // raw with P to W, packed or raw
    case 8:
      return std::uint16_t{2048};  // mode 1
    case 9:
      return std::uint16_t{2336};  // mode 2
    case 10:
      return std::uint16_t{2048};  // mode 2 form 1, sub-header from the mode page
    case 11:
      return std::uint16_t{2056};  // mode 2 form 1 with sub-header
    case 12:
      return std::uint16_t{2324};  // mode 2 form 2, sub-header from the mode page
    case 13:
      return std::uint16_t{2332};  // mode 2 form 1, form 2 or mixed, with sub-header
    default:
      return std::nullopt;
  }
}

base::BlockRange blocks_of_write_10(const scsi::Cdb& cdb) {
  return block_range<write_10_cdb::logical_block_address, write_10_cdb::transfer_length>(cdb);
}

base::BlockRange blocks_of_write_and_verify_10(const scsi::Cdb& cdb) {
  namespace layout = write_and_verify_10_cdb;
  return block_range<layout::logical_block_address, layout::transfer_length>(cdb);
}

base::BlockRange blocks_of_write_12(const scsi::Cdb& cdb) {
  return block_range<write_12_cdb::logical_block_address, write_12_cdb::transfer_length>(cdb);
}

scsi::Outcome write_10(drive::Drive& drive, const scsi::Request& request, base::Instant now) {
  const WriteCdb cdb{.range = blocks_of_write_10(request.cdb),
                     .force_unit_access = write_10_cdb::fua::get(request.cdb) != 0,
                     .length_byte = 7};
  return write(drive, request, cdb, now);
}

scsi::Outcome write_12(drive::Drive& drive, const scsi::Request& request, base::Instant now) {
  const WriteCdb cdb{.range = blocks_of_write_12(request.cdb),
                     .force_unit_access = write_12_cdb::fua::get(request.cdb) != 0,
                     .length_byte = 6};
  return write(drive, request, cdb, now);
}

scsi::Outcome write_and_verify_10(drive::Drive& drive, const scsi::Request& request, base::Instant now) {
  if (drive.family() == drive::Family::cd) {
    return std::unexpected(scsi::sense::cannot_write_medium_incompatible_format);
  }
  const WriteCdb cdb{.range = blocks_of_write_and_verify_10(request.cdb), .force_unit_access = true, .length_byte = 7};
  scsi::Outcome outcome = write(drive, request, cdb, now);
  if (!outcome) return outcome;
  const bool has_all = outcome->data_out_taken.value_or(0) <= request.data_out.size();
  if (write_and_verify_10_cdb::bytchk::get(request.cdb) != 0 && has_all) {
    const auto same = verify_blocks(drive.loaded_medium(), cdb.range, request.data_out);
    if (!same) return std::unexpected(same.error());
  }
  outcome->busy_for += drive.write_buffer().drain_time(now + outcome->busy_for) +
                       drive::transfer_time(cdb.range.count, *drive.family(), drive.read_speed());
  return outcome;
}

}  // namespace emulator::mmc

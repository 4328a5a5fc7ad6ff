#include "emulator/mmc/commands/report_luns.h"

#include "emulator/mmc/commands/report_luns_layout.h"

namespace emulator::mmc {
namespace {

constexpr std::size_t header_bytes = 8;
constexpr std::size_t lun_bytes = 8;
constexpr std::uint64_t well_known_units_only = 1;
constexpr std::uint64_t all_units = 2;

}  // namespace

scsi::Outcome report_luns(drive::Drive&, const scsi::Request& request, base::Instant) {
  namespace cdb = report_luns_cdb;
  const std::uint64_t select = cdb::select_report::get(request.cdb);
  if (select > all_units) return std::unexpected(scsi::invalid_cdb_field(2));
  // The list has to fit with one entry at least.
  if (cdb::allocation_length::get(request.cdb) < header_bytes + lun_bytes) {
    return std::unexpected(scsi::invalid_cdb_field(6));
  }
  const std::size_t units = select == well_known_units_only ? 0 : 1;
  // The entry of logical unit 0 is eight zeros.
  base::ByteBuffer reply(header_bytes + units * lun_bytes);
  report_luns_reply::lun_list_length::set(reply, units * lun_bytes);
  return scsi::data_reply(std::move(reply));
}

}  // namespace emulator::mmc

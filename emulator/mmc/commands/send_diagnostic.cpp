#include "emulator/mmc/commands/send_diagnostic.h"

#include "emulator/mmc/commands/send_diagnostic_layout.h"

namespace emulator::mmc {

scsi::Outcome send_diagnostic(drive::Drive&, const scsi::Request& request, base::Instant) {
  namespace cdb = send_diagnostic_cdb;
  // Short and extended self-tests have a log page of their results, which the drive has not; diagnostic pages neither.
  if (cdb::self_test_code::get(request.cdb) != 0) return std::unexpected(scsi::invalid_cdb_field(1, 7));
  if (cdb::parameter_list_length::get(request.cdb) != 0) return std::unexpected(scsi::invalid_cdb_field(3));
  return scsi::Reply{};
}

}  // namespace emulator::mmc

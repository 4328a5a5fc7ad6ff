#include "emulator/mmc/commands/send_opc_information.h"

#include "emulator/mmc/commands/send_opc_information_layout.h"
#include "emulator/mmc/features/feature.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {

scsi::Outcome send_opc_information(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  namespace cdb = send_opc_information_cdb;
  constexpr std::uint64_t entry_bytes = 8;
  if (!is_writable_now(drive)) return std::unexpected(scsi::sense::cannot_write_medium_incompatible_format);
  const std::uint64_t length = cdb::parameter_list_length::get(request.cdb);
  if (length % entry_bytes != 0 || length > request.data_out.size()) {
    return std::unexpected(scsi::sense::parameter_list_length_error);
  }
  // Values that a host kept from an earlier calibration are taken and change nothing: the laser is always right.
  if (cdb::doopc::get(request.cdb) == 0) return scsi::Reply{};
  return scsi::Reply{.busy_for = drive.profile().timing_of(*drive.family()).calibrate};
}

}  // namespace emulator::mmc

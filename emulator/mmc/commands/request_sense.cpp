#include "emulator/mmc/commands/request_sense.h"

#include "emulator/mmc/commands/request_sense_layout.h"
#include "emulator/mmc/execute.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

scsi::Sense current_condition(drive::Drive& drive, const scsi::Request& request, base::Instant now) {
  if (!scsi::is_logical_unit_0(request.lun)) return scsi::sense::logical_unit_not_supported;
  if (const auto attention = drive.attentions().take(request.nexus)) return *attention;
  if (drive.background()) return drive.background()->sense(now);
  if (drive.medium() != nullptr) return scsi::sense::no_additional_sense_information;
  return not_ready(drive.load_state());
}

}  // namespace

scsi::Outcome request_sense(drive::Drive& drive, const scsi::Request& request, base::Instant now) {
  const scsi::Sense sense = current_condition(drive, request, now);
  const bool descriptor = request_sense_cdb::desc::get(request.cdb) != 0;
  return scsi::data_reply(descriptor ? scsi::encode_descriptor(sense) : scsi::encode_fixed(sense));
}

}  // namespace emulator::mmc

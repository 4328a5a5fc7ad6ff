#include "emulator/mmc/commands/get_configuration.h"

#include "emulator/mmc/commands/get_configuration_layout.h"
#include "emulator/mmc/features/feature.h"
#include "emulator/mmc/reply_bytes.h"

namespace emulator::mmc {
namespace {

namespace cdb = get_configuration_cdb;

// MMC-6, GET CONFIGURATION command, RT field.
enum class Requested : std::uint8_t { all_from = 0, current_from = 1, only = 2, reserved = 3 };

bool is_wanted(const Feature& feature, const drive::Drive& drive, const scsi::Cdb& bytes) {
  const std::uint64_t start = cdb::starting_feature_number::get(bytes);
  const auto code = static_cast<std::uint16_t>(feature.code);
  switch (static_cast<Requested>(cdb::rt::get(bytes))) {
    case Requested::all_from:
      return code >= start;
    case Requested::current_from:
      return code >= start && is_current(feature, drive);
    case Requested::only:
      return code == start;
    case Requested::reserved:
      break;
  }
  return false;
}

}  // namespace

scsi::Outcome get_configuration(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  namespace layout = configuration_header;
  if (static_cast<Requested>(cdb::rt::get(request.cdb)) == Requested::reserved) {
    return std::unexpected(scsi::invalid_cdb_field(1, 1));
  }
  base::ByteBuffer reply(8);
  for (const Feature& feature : all_features()) {
    if (is_offered(feature, drive) && is_wanted(feature, drive, request.cdb)) append(reply, describe(feature, drive));
  }
  layout::data_length::set(reply, reply.size() - 4);
  layout::current_profile::set(reply, static_cast<std::uint16_t>(drive.current_profile()));
  return scsi::data_reply(std::move(reply));
}

}  // namespace emulator::mmc

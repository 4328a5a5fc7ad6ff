#include "emulator/mmc/commands/send_disc_structure.h"

#include "emulator/mmc/commands/read_disc_structure.h"
#include "emulator/mmc/commands/read_disc_structure_layout.h"
#include "emulator/mmc/commands/send_disc_structure_layout.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

namespace cdb = send_disc_structure_cdb;

constexpr std::size_t header_bytes = 4;
constexpr std::size_t write_protection_bytes = 4;
constexpr std::uint64_t bd_media_type = 1;

// PWP is the host's to set; protection by a switch or a cartridge is not its to take away, and protection by software
// until the power goes is not offered. MMC-6, Write Protection Status.
scsi::Outcome set_write_protection(drive::Drive& drive, base::Bytes status) {
  namespace layout = write_protection_status;
  if (layout::swpp::get(status) != 0) return std::unexpected(scsi::invalid_parameter_field(header_bytes, 0));
  const auto epoch = drive.loaded_medium().set_write_protection(layout::pwp::get(status) != 0);
  if (!epoch) return std::unexpected(epoch.error());
  return scsi::Reply{.durable_after = *epoch};
}

}  // namespace

scsi::Outcome send_disc_structure(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  if (!drive.can_write_medium()) return std::unexpected(scsi::sense::cannot_write_medium_incompatible_format);
  const bool is_bd = drive.family() == drive::Family::bd;
  if ((cdb::media_type::get(request.cdb) == bd_media_type) != is_bd ||
      cdb::media_type::get(request.cdb) > bd_media_type) {
    return std::unexpected(scsi::invalid_cdb_field(1, 3));
  }
  if (cdb::format::get(request.cdb) != disc_structure_format::write_protection_status) {
    return std::unexpected(scsi::invalid_cdb_field(7));
  }
  constexpr std::size_t list_bytes = header_bytes + write_protection_bytes;
  if (cdb::structure_data_length::get(request.cdb) != list_bytes || request.data_out.size() < list_bytes) {
    return std::unexpected(scsi::sense::parameter_list_length_error);
  }
  return set_write_protection(drive, request.data_out.subspan(header_bytes));
}

}  // namespace emulator::mmc

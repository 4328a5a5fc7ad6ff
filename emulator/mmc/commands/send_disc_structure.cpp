#include "emulator/mmc/commands/send_disc_structure.h"

#include <algorithm>
#include <array>

#include "emulator/mmc/commands/read_disc_structure.h"
#include "emulator/mmc/commands/read_disc_structure_layout.h"
#include "emulator/mmc/commands/send_disc_structure_layout.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

namespace cdb = send_disc_structure_cdb;

constexpr std::size_t header_bytes = 4;
constexpr std::uint64_t bd_media_type = 1;

scsi::Outcome done(const media::Result<scsi::FlushEpoch>& epoch) {
  if (!epoch) return std::unexpected(epoch.error());
  return scsi::Reply{.durable_after = *epoch};
}

// PWP is the host's to set; protection by a switch or a cartridge is not its to take away, and protection by software
// until the power goes is not offered. MMC-6, Write Protection Status.
scsi::Outcome set_write_protection(drive::Drive& drive, base::Bytes status) {
  namespace layout = write_protection_status;
  if (layout::swpp::get(status) != 0) return std::unexpected(scsi::invalid_parameter_field(header_bytes, 0));
  return done(drive.loaded_medium().set_write_protection(layout::pwp::get(status) != 0));
}

// Init Status is the drive's to say. MMC-6, Layer Boundary Information.
scsi::Outcome set_layer_boundary(drive::Drive& drive, base::Bytes information) {
  namespace layout = layer_boundary_information;
  if (!drive.layout().layer_boundary) return std::unexpected(scsi::invalid_cdb_field(7));
  const auto layer_0 = static_cast<std::int64_t>(layout::l0_data_area_capacity::get(information));
  return done(drive.loaded_medium().set_layer_boundary(base::BlockCount{layer_0}));
}

struct Sendable {
  std::uint8_t format{};
  std::size_t bytes{};
  scsi::Outcome (*send)(drive::Drive&, base::Bytes){};
};

constexpr std::array sendables{
    Sendable{disc_structure_format::layer_boundary_information, 8, set_layer_boundary},
    Sendable{disc_structure_format::write_protection_status, 4, set_write_protection},
};

}  // namespace

scsi::Outcome send_disc_structure(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  if (!drive.can_write_medium()) return std::unexpected(scsi::sense::cannot_write_medium_incompatible_format);
  const bool is_bd = drive.family() == drive::Family::bd;
  if ((cdb::media_type::get(request.cdb) == bd_media_type) != is_bd ||
      cdb::media_type::get(request.cdb) > bd_media_type) {
    return std::unexpected(scsi::invalid_cdb_field(1, 3));
  }
  const auto sendable = std::ranges::find(sendables, cdb::format::get(request.cdb), &Sendable::format);
  if (sendable == sendables.end()) return std::unexpected(scsi::invalid_cdb_field(7));
  const std::size_t list_bytes = header_bytes + sendable->bytes;
  if (cdb::structure_data_length::get(request.cdb) != list_bytes || request.data_out.size() < list_bytes) {
    return std::unexpected(scsi::sense::parameter_list_length_error);
  }
  return sendable->send(drive, request.data_out.subspan(header_bytes));
}

}  // namespace emulator::mmc

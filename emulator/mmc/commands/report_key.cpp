#include "emulator/mmc/commands/report_key.h"

#include "emulator/mmc/commands/report_key_layout.h"

namespace emulator::mmc {

scsi::Outcome report_key(drive::Drive&, const scsi::Request& request, base::Instant) {
  namespace cdb = report_key_cdb;
  namespace layout = rpc_state_reply;
  constexpr std::uint8_t dvd_css_cppm_or_cprm = 0;
  constexpr std::uint8_t rpc_state = 0x08;
  if (cdb::key_class::get(request.cdb) != dvd_css_cppm_or_cprm) return std::unexpected(scsi::invalid_cdb_field(7));
  if (cdb::key_format::get(request.cdb) != rpc_state) return std::unexpected(scsi::invalid_cdb_field(10, 5));
  base::ByteBuffer reply(8);
  layout::report_key_data_length::set(reply, reply.size() - 2);
  // As a drive leaves its maker: type code none, and every change still to be made.
  layout::number_of_vendor_resets_available::set(reply, 4);
  layout::number_of_user_controlled_changes_available::set(reply, 5);
  layout::region_mask::set(reply, 0xFF);  // a bit of 0 would be a region that the drive plays
  layout::rpc_scheme::set(reply, 1);      // RPC phase II
  return scsi::data_reply(std::move(reply));
}

}  // namespace emulator::mmc

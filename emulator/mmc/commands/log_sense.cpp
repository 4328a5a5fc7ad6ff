#include "emulator/mmc/commands/log_sense.h"

#include "emulator/mmc/commands/log_sense_layout.h"

namespace emulator::mmc {

scsi::Outcome log_sense(drive::Drive&, const scsi::Request& request, base::Instant) {
  namespace cdb = log_sense_cdb;
  namespace page = log_page_header;
  constexpr std::uint8_t supported_log_pages = 0;
  if (cdb::sp::get(request.cdb) != 0) return std::unexpected(scsi::invalid_cdb_field(1, 0));
  if (cdb::ppc::get(request.cdb) != 0) return std::unexpected(scsi::invalid_cdb_field(1, 1));
  if (cdb::page_code::get(request.cdb) != supported_log_pages) return std::unexpected(scsi::invalid_cdb_field(2, 5));
  if (cdb::subpage_code::get(request.cdb) != 0) return std::unexpected(scsi::invalid_cdb_field(3));
  // The list has no parameters, so there is none to begin with.
  if (cdb::parameter_pointer::get(request.cdb) != 0) return std::unexpected(scsi::invalid_cdb_field(5));
  base::ByteBuffer reply(4);
  page::page_code::set(reply, supported_log_pages);
  page::page_length::set(reply, 1);
  reply.push_back(supported_log_pages);
  return scsi::data_reply(std::move(reply));
}

}  // namespace emulator::mmc

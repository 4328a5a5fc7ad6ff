#include "emulator/mmc/commands/read_write_buffer.h"

#include <algorithm>

#include "emulator/mmc/commands/read_write_buffer_layout.h"
#include "emulator/mmc/reply_bytes.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

// SPC-4, READ BUFFER command, MODE field. The others are vendor specific, microcode or the echo buffer.
enum class Mode : std::uint8_t { header_and_data = 0, data = 2, descriptor = 3 };

scsi::Outcome header_and_data(const base::ByteBuffer& buffer) {
  base::ByteBuffer reply(4);
  read_buffer_header::buffer_capacity::set(reply, buffer.size());
  append(reply, buffer);
  return scsi::data_reply(std::move(reply));
}

scsi::Outcome descriptor(const base::ByteBuffer& buffer) {
  base::ByteBuffer reply(4);
  read_buffer_descriptor::offset_boundary::set(reply, 0);  // any byte
  read_buffer_descriptor::buffer_capacity::set(reply, buffer.size());
  return scsi::data_reply(std::move(reply));
}

}  // namespace

scsi::Outcome read_buffer(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  namespace cdb = read_buffer_cdb;
  const base::ByteBuffer& buffer = drive.host_buffer();
  const std::uint64_t offset = cdb::buffer_offset::get(request.cdb);
  const auto mode = static_cast<Mode>(cdb::mode::get(request.cdb));
  if (mode == Mode::descriptor) {
    // SPC-4: a buffer that there is not has a descriptor of zeros.
    return cdb::buffer_id::get(request.cdb) == 0 ? descriptor(buffer) : scsi::data_reply(base::ByteBuffer(4));
  }
  if (mode != Mode::header_and_data && mode != Mode::data) return std::unexpected(scsi::invalid_cdb_field(1, 4));
  if (cdb::buffer_id::get(request.cdb) != 0) return std::unexpected(scsi::invalid_cdb_field(2));
  const bool has_header = mode == Mode::header_and_data;
  if (offset > (has_header ? 0 : buffer.size())) return std::unexpected(scsi::invalid_cdb_field(3));
  if (has_header) return header_and_data(buffer);
  return scsi::data_reply({buffer.begin() + static_cast<std::ptrdiff_t>(offset), buffer.end()});
}

scsi::Outcome write_buffer(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  namespace cdb = write_buffer_cdb;
  base::ByteBuffer& buffer = drive.host_buffer();
  const std::uint64_t offset = cdb::buffer_offset::get(request.cdb);
  const std::uint64_t length = cdb::parameter_list_length::get(request.cdb);
  if (static_cast<Mode>(cdb::mode::get(request.cdb)) != Mode::data) {
    return std::unexpected(scsi::invalid_cdb_field(1, 4));  // microcode above all
  }
  if (cdb::buffer_id::get(request.cdb) != 0) return std::unexpected(scsi::invalid_cdb_field(2));
  if (offset > buffer.size()) return std::unexpected(scsi::invalid_cdb_field(3));
  if (length > buffer.size() - offset) return std::unexpected(scsi::invalid_cdb_field(6));
  if (length > request.data_out.size()) return std::unexpected(scsi::sense::parameter_list_length_error);
  std::ranges::copy(request.data_out.first(length), buffer.begin() + static_cast<std::ptrdiff_t>(offset));
  return scsi::Reply{};
}

}  // namespace emulator::mmc

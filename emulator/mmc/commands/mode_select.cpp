#include "emulator/mmc/commands/mode_select.h"

#include "emulator/mmc/commands/mode_select_layout.h"
#include "emulator/mmc/mode_pages/mode_page.h"
#include "emulator/mmc/mode_pages/mode_page_layout.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

constexpr std::size_t page_header_bytes = 2;

// Where the pages begin, from the header: its own length field is of no meaning in MODE SELECT.
struct ListHeader {
  std::size_t bytes{};
  std::size_t block_descriptor_bytes{};
};

// The sense of a page counts from the page, a host from the list.
scsi::Sense moved(scsi::Sense sense, std::size_t offset) {
  if (sense.field) sense.field->byte = static_cast<std::uint16_t>(sense.field->byte + offset);
  return sense;
}

std::expected<drive::ModeParameters, scsi::Sense> read_pages(base::Bytes list, std::size_t offset,
                                                             const drive::Drive& drive) {
  drive::ModeParameters parameters = drive.mode_parameters();
  if (offset > list.size()) return std::unexpected(scsi::sense::parameter_list_length_error);
  while (offset < list.size()) {
    const base::Bytes rest = list.subspan(offset);
    if (rest.size() < page_header_bytes) return std::unexpected(scsi::sense::parameter_list_length_error);
    const std::size_t size = page_header_bytes + mode_page_header::page_length::get(rest);
    if (size > rest.size()) return std::unexpected(scsi::sense::parameter_list_length_error);
    const auto accepted = accept_page(rest.first(size), drive, parameters);
    if (!accepted) return std::unexpected(moved(accepted.error(), offset));
    offset += size;
  }
  return parameters;
}

scsi::Outcome select(drive::Drive& drive, const scsi::Request& request, base::Bytes list, const ListHeader& header) {
  // Block descriptors are skipped: MMC has none, and hosts that send one mean nothing by it.
  const auto parameters = read_pages(list, header.bytes + header.block_descriptor_bytes, drive);
  if (!parameters) return std::unexpected(parameters.error());
  if (*parameters == drive.mode_parameters()) return scsi::Reply{};
  drive.set_mode_parameters(*parameters);
  drive.attentions().raise_for_others(request.nexus, scsi::sense::mode_parameters_changed);
  return scsi::Reply{};
}

// What both commands do, by their own layouts.
template <typename Sp, typename ParameterListLength, typename BlockDescriptorLength, std::size_t header_bytes>
scsi::Outcome mode_select(drive::Drive& drive, const scsi::Request& request) {
  if (Sp::get(request.cdb) != 0) return std::unexpected(scsi::invalid_cdb_field(1, 0));
  const std::size_t length = ParameterListLength::get(request.cdb);
  if (length == 0) return scsi::Reply{};
  if (length > request.data_out.size() || length < header_bytes) {
    return std::unexpected(scsi::sense::parameter_list_length_error);
  }
  const base::Bytes list = request.data_out.first(length);
  return select(drive, request, list, {header_bytes, BlockDescriptorLength::get(list)});
}

}  // namespace

scsi::Outcome mode_select_6(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  namespace cdb = mode_select_6_cdb;
  return mode_select<cdb::sp, cdb::parameter_list_length, mode_parameter_header_6::block_descriptor_length, 4>(drive,
                                                                                                               request);
}

scsi::Outcome mode_select_10(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  namespace cdb = mode_select_10_cdb;
  return mode_select<cdb::sp, cdb::parameter_list_length, mode_parameter_header_10::block_descriptor_length, 8>(
      drive, request);
}

}  // namespace emulator::mmc

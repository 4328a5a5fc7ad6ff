#include "emulator/mmc/commands/inquiry.h"

#include <algorithm>

#include "emulator/mmc/commands/inquiry_layout.h"
#include "emulator/mmc/reply_bytes.h"

namespace emulator::mmc {
namespace {

constexpr std::uint8_t multimedia_device = 0x05;
constexpr std::size_t standard_bytes = 96;
constexpr std::size_t vpd_header_bytes = 4;

// SPC-4, Designation descriptor: who is named, in which characters, by which kind of name.
enum class Association : std::uint8_t { logical_unit = 0, target_port = 1, target_device = 2 };
enum class CodeSet : std::uint8_t { binary = 1, ascii = 2, utf_8 = 3 };
enum class DesignatorType : std::uint8_t { t10_vendor_id = 1, relative_target_port = 4, scsi_name_string = 8 };

struct Designator {
  Association association{};
  CodeSet code_set{};
  DesignatorType type{};
  base::ByteBuffer bytes{};
};

base::ByteBuffer standard_data(const drive::Drive& drive) {
  namespace layout = standard_inquiry_data;
  const drive::Identity& identity = drive.profile().identity;
  base::ByteBuffer data(standard_bytes);
  layout::peripheral_device_type::set(data, multimedia_device);
  layout::rmb::set(data, 1);
  layout::version::set(data, 0x06);  // SPC-4
  layout::response_data_format::set(data, 2);
  layout::additional_length::set(data, standard_bytes - 5);
  layout::cmdque::set(data, 1);
  const std::span<std::uint8_t> bytes{data};
  set_text(bytes.subspan(8, 8), identity.vendor);
  set_text(bytes.subspan(16, 16), identity.product);
  set_text(bytes.subspan(32, 4), identity.revision);
  layout::version_descriptor_1::set(data, version_descriptor::sam_5);
  layout::version_descriptor_2::set(data, version_descriptor::iscsi);
  layout::version_descriptor_3::set(data, version_descriptor::spc_4);
  layout::version_descriptor_4::set(data, version_descriptor::mmc_6);
  return data;
}

// SPC-4, Standard INQUIRY data: the target is asked about a logical unit that it cannot have.
base::ByteBuffer absent_unit_data() {
  namespace layout = standard_inquiry_data;
  base::ByteBuffer data(standard_bytes);
  layout::peripheral_qualifier::set(data, 3);
  layout::peripheral_device_type::set(data, 0x1F);
  layout::version::set(data, 0x06);
  layout::response_data_format::set(data, 2);
  layout::additional_length::set(data, standard_bytes - 5);
  return data;
}

base::ByteBuffer encode(const Designator& designator) {
  namespace layout = designation_descriptor_header;
  constexpr std::uint64_t protocol_iscsi = 5;
  base::ByteBuffer bytes(4);
  layout::code_set::set(bytes, static_cast<std::uint8_t>(designator.code_set));
  layout::association::set(bytes, static_cast<std::uint8_t>(designator.association));
  layout::designator_type::set(bytes, static_cast<std::uint8_t>(designator.type));
  layout::designator_length::set(bytes, designator.bytes.size());
  if (designator.association != Association::logical_unit) {
    layout::piv::set(bytes, 1);
    layout::protocol_identifier::set(bytes, protocol_iscsi);
  }
  append(bytes, designator.bytes);
  return bytes;
}

// SPC-4, SCSI name string designator format: ended by a zero and filled with zeros up to a multiple of four.
base::ByteBuffer name_string(const std::string& name) {
  base::ByteBuffer bytes(name.begin(), name.end());
  bytes.resize((name.size() + 4) / 4 * 4);
  return bytes;
}

std::vector<Designator> designators(const drive::Drive& drive) {
  const drive::Identity& identity = drive.profile().identity;
  base::ByteBuffer vendor_id(8);
  set_text(vendor_id, identity.vendor);
  append(vendor_id, base::ByteBuffer(drive.serial_number().begin(), drive.serial_number().end()));
  std::vector<Designator> list{
      {Association::logical_unit, CodeSet::ascii, DesignatorType::t10_vendor_id, std::move(vendor_id)},
      {Association::target_port, CodeSet::binary, DesignatorType::relative_target_port, {0, 0, 0, 1}}};
  if (drive.target_name().empty()) return list;
  const auto add = [&list](Association association, const std::string& name) {
    list.push_back({association, CodeSet::utf_8, DesignatorType::scsi_name_string, name_string(name)});
  };
  add(Association::logical_unit, drive.target_name() + ",L,0x0000000000000000");
  add(Association::target_port, drive.target_name() + ",t,0x0001");
  add(Association::target_device, drive.target_name());
  return list;
}

std::optional<base::ByteBuffer> page_body(const drive::Drive& drive, std::uint8_t page) {
  switch (page) {
    case vpd_page::supported_vpd_pages:
      return base::ByteBuffer{vpd_page::supported_vpd_pages, vpd_page::unit_serial_number,
                              vpd_page::device_identification};
    case vpd_page::unit_serial_number:
      return base::ByteBuffer(drive.serial_number().begin(), drive.serial_number().end());
    case vpd_page::device_identification: {
      base::ByteBuffer body;
      for (const Designator& designator : designators(drive)) append(body, encode(designator));
      return body;
    }
    default:
      return std::nullopt;
  }
}

base::ByteBuffer vpd_data(std::uint8_t page, const base::ByteBuffer& body) {
  namespace layout = vpd_page_header;
  base::ByteBuffer data(vpd_header_bytes);
  layout::peripheral_device_type::set(data, multimedia_device);
  layout::page_code::set(data, page);
  layout::page_length::set(data, body.size());
  append(data, body);
  return data;
}

}  // namespace

scsi::Outcome inquiry(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  namespace cdb = inquiry_cdb;
  const auto page = static_cast<std::uint8_t>(cdb::page_code::get(request.cdb));
  const bool vital_product_data = cdb::evpd::get(request.cdb) != 0;
  if (!vital_product_data && page != 0) return std::unexpected(scsi::invalid_cdb_field(2));
  if (!scsi::is_logical_unit_0(request.lun)) return scsi::data_reply(absent_unit_data());
  if (!vital_product_data) return scsi::data_reply(standard_data(drive));
  const auto body = page_body(drive, page);
  if (!body) return std::unexpected(scsi::invalid_cdb_field(2));
  return scsi::data_reply(vpd_data(page, *body));
}

}  // namespace emulator::mmc

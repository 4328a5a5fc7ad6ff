#include "driver/mmc/commands/inquiry.h"

#include "driver/mmc/command.h"
#include "driver/mmc/commands/inquiry_layout.h"

namespace driver::mmc {

std::expected<InquiryData, DriveError> inquiry(Device& device) {
  constexpr std::size_t length = 36;
  Request request{.cdb = make_cdb(operation_code::inquiry), .expected_bytes = length};
  inquiry_cdb::allocation_length::set(request.cdb, length);
  const auto reply = read_reply(device, request, length);
  if (!reply) return std::unexpected(reply.error());
  namespace data = standard_inquiry_data;
  const base::Bytes bytes = *reply;
  // The texts stand at bytes 8 to 15, 16 to 31 and 32 to 35 (Standard INQUIRY data).
  return InquiryData{
      .peripheral_qualifier = static_cast<std::uint8_t>(data::peripheral_qualifier::get(bytes)),
      .peripheral_device_type = static_cast<std::uint8_t>(data::peripheral_device_type::get(bytes)),
      .is_removable = data::rmb::get(bytes) == 1,
      .vendor = text_field(bytes.subspan(8, 8)),
      .product = text_field(bytes.subspan(16, 16)),
      .revision = text_field(bytes.subspan(32, 4)),
  };
}

}  // namespace driver::mmc

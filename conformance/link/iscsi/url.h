// iscsi://host[:port]/target-name/lun, as libiscsi writes it.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "conformance/link/iscsi/connection.h"

namespace conformance::link::iscsi {

struct Url {
  Address address;
  std::string target_name;
  std::uint8_t lun{};
};

[[nodiscard]] bool is_iscsi_url(std::string_view text);
[[nodiscard]] std::expected<Url, std::string> parse_url(std::string_view text);

// The LUN field's eight bytes. SAM-5, Peripheral device addressing.
[[nodiscard]] constexpr std::uint64_t lun_field(std::uint8_t lun) { return std::uint64_t{lun} << 48; }

}  // namespace conformance::link::iscsi

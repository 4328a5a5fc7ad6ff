#include "conformance/link/iscsi/url.h"

#include <fmt/format.h>

#include <charconv>

namespace conformance::link::iscsi {
namespace {

constexpr std::string_view scheme = "iscsi://";

template <typename Number>
bool read_number(std::string_view text, Number& number) {
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && stop == text.data() + text.size();
}

std::expected<Address, std::string> parse_address(std::string_view text) {
  Address address;
  std::string_view port;
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return std::unexpected("a '[' without its ']'");
    address.host = text.substr(1, end - 1);
    port = text.substr(end + 1);
  } else {
    const std::size_t colon = text.find(':');
    address.host = text.substr(0, colon);
    port = colon == std::string_view::npos ? std::string_view() : text.substr(colon);
  }
  if (address.host.empty()) return std::unexpected("it names no host");
  if (!port.empty() && (port.front() != ':' || !read_number(port.substr(1), address.port))) {
    return std::unexpected(fmt::format("\"{}\" is no port", port));
  }
  return address;
}

}  // namespace

bool is_iscsi_url(std::string_view text) { return text.starts_with(scheme); }

std::expected<Url, std::string> parse_url(std::string_view text) {
  const auto wrong = [&](std::string_view why) {
    return std::unexpected(fmt::format("{}: {}; an iSCSI URL is iscsi://host:port/target-name/lun", text, why));
  };
  if (!is_iscsi_url(text)) return wrong("it does not begin with iscsi://");
  const std::string_view rest = text.substr(scheme.size());
  const std::size_t name_at = rest.find('/');
  const std::size_t lun_at = rest.rfind('/');
  if (name_at == std::string_view::npos || lun_at == name_at) return wrong("its path is not target-name/lun");
  const std::string_view authority = rest.substr(0, name_at);
  if (authority.find('@') != std::string_view::npos) return wrong("a user name is of no use: CHAP is not offered");
  auto address = parse_address(authority);
  if (!address) return wrong(address.error());
  Url url{*std::move(address), std::string(rest.substr(name_at + 1, lun_at - name_at - 1)), 0};
  if (url.target_name.empty()) return wrong("its target name is empty");
  if (!read_number(rest.substr(lun_at + 1), url.lun)) return wrong("its LUN is not a number from 0 to 255");
  return url;
}

}  // namespace conformance::link::iscsi

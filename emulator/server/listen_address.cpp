#include "emulator/server/listen_address.h"

#include <fmt/format.h>

#include <charconv>

namespace emulator::server {

std::expected<ListenAddress, std::string> parse_listen_address(std::string_view text) {
  const auto refuse = [&] {
    return std::unexpected(
        fmt::format("'{}' is no address to listen on; write IP:PORT, for example 127.0.0.1:3260", text));
  };
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return refuse();
  std::string_view host = text.substr(0, colon);
  const std::string_view digits = text.substr(colon + 1);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return refuse();
  }
  if (host == "localhost") host = "127.0.0.1";
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (host.empty() || error != std::errc{} || end != digits.data() + digits.size()) return refuse();
  return ListenAddress{.host = std::string(host), .port = port};
}

std::string authority(const std::string& host, std::uint16_t port) {
  return host.find(':') == std::string::npos ? fmt::format("{}:{}", host, port) : fmt::format("[{}]:{}", host, port);
}

}  // namespace emulator::server

// What --listen says.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace emulator::server {

struct ListenAddress {
  std::string host;  // an IP address, without brackets
  std::uint16_t port{};
};

// "127.0.0.1:3260", "[::1]:0"; the error says what is wrong and names the remedy.
[[nodiscard]] std::expected<ListenAddress, std::string> parse_listen_address(std::string_view text);

// Host and port as a URL has them: an IPv6 address in brackets.
[[nodiscard]] std::string authority(const std::string& host, std::uint16_t port);

}  // namespace emulator::server

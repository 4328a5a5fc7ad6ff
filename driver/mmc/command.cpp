#include "driver/mmc/command.h"

#include <fmt/core.h>

#include <array>

namespace driver::mmc {

base::ByteBuffer make_cdb(std::uint8_t operation_code) {
  constexpr std::array<std::size_t, 8> lengths{6,  10, 10, 10,
                                               16, 12, 12, 12};  // by group; 3, 6 and 7 are not used here
  base::ByteBuffer cdb(lengths.at(operation_code >> 5));
  cdb[0] = operation_code;
  return cdb;
}

DriveError malformed(const base::ByteBuffer& cdb, std::string text) {
  return {.kind = DriveError::Kind::malformed, .cdb = cdb, .text = std::move(text)};
}

std::expected<base::ByteBuffer, DriveError> read_reply(Device& device, const Request& request, std::size_t least) {
  auto reply = device.execute(request);
  if (reply && reply->size() < least) {
    return std::unexpected(
        malformed(request.cdb, fmt::format("the drive sent {} bytes where at least {} are due", reply->size(), least)));
  }
  return reply;
}

std::expected<void, DriveError> perform(Device& device, const Request& request) {
  if (auto done = device.execute(request); !done) return std::unexpected(done.error());
  return {};
}

std::string text_field(base::Bytes bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) text += byte >= 0x20 && byte < 0x7F ? static_cast<char>(byte) : '?';
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

}  // namespace driver::mmc

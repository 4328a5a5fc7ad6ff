#include "conformance/preload/kernel/disc_information.h"

#include <algorithm>

namespace conformance::preload::kernel {
namespace {

constexpr std::uint8_t read_disc_information_opcode = 0x51;
constexpr std::uint8_t read_track_information_opcode = 0x52;

// `first_room` bytes tell the length, then as much is asked for, at most `most`.
std::optional<Information> ask_twice(Device& device, base::ByteBuffer cdb, std::uint8_t first_room, std::size_t most) {
  constexpr std::size_t allocation_length_byte = 8;
  cdb[allocation_length_byte] = first_room;
  auto reply = device.packet(cdb, first_room);
  if (!reply) return std::nullopt;
  reply->resize(2);
  const std::size_t told = (std::size_t{(*reply)[0]} << 8 | (*reply)[1]) + 2;
  Information found{.length = std::min(told, most)};
  cdb[allocation_length_byte] = static_cast<std::uint8_t>(found.length);
  auto whole = device.packet(cdb, static_cast<std::uint32_t>(found.length));
  if (!whole) return std::nullopt;
  found.bytes = std::move(*whole);
  found.bytes.resize(most);
  return found;
}

}  // namespace

std::optional<Information> disc_information(Device& device) {
  constexpr std::size_t longest = 34;
  return ask_twice(device, {read_disc_information_opcode, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 2, longest);
}

std::optional<Information> track_information(Device& device, std::uint32_t track) {
  constexpr std::size_t longest = 32;
  constexpr std::uint8_t by_track_number = 1;
  return ask_twice(device,
                   {read_track_information_opcode, by_track_number, 0, 0, static_cast<std::uint8_t>(track >> 8),
                    static_cast<std::uint8_t>(track), 0, 0, 0, 0},
                   8, longest);
}

}  // namespace conformance::preload::kernel

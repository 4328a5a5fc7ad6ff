#include "conformance/preload/program/bsg_major.h"

#include <fmt/core.h>

#include <fstream>
#include <iterator>
#include <string>

namespace conformance::preload::program {
namespace {

// "Character devices:" and what follows, without the block devices.
std::string_view characters_of(std::string_view list) {
  const std::size_t blocks = list.find("Block devices:");
  return blocks == list.npos ? list : list.substr(0, blocks);
}

bool names(std::string_view list, unsigned number) { return list.find(fmt::format("\n{:3} ", number)) != list.npos; }

}  // namespace

unsigned bsg_major_in(std::string_view device_list) {
  // CHRDEV_MAJOR_DYN_END of linux/include/linux/fs.h.
  constexpr unsigned last_dynamic = 234;
  constexpr unsigned first_dynamic = 254;
  const std::string_view characters = characters_of(device_list);
  for (unsigned number = first_dynamic; number >= last_dynamic; --number) {
    if (characters.find(fmt::format("\n{:3} bsg\n", number)) != characters.npos) return number;
  }
  for (unsigned number = first_dynamic; number > last_dynamic; --number) {
    if (!names(characters, number)) return number;
  }
  return last_dynamic;
}

unsigned bsg_major() {
  std::ifstream real("/proc/devices");
  return bsg_major_in(std::string{std::istreambuf_iterator<char>(real), {}});
}

}  // namespace conformance::preload::program

// Commands by name, for people. The names are those of fixtures/registry/operation_codes.json.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "emulator/base/bytes.h"

namespace conformance::link {

struct KnownCommand {
  std::uint8_t operation_code{};
  std::string_view name;
  std::string_view cdb_layout;  // its layout sheet, empty where there is none
};

[[nodiscard]] std::span<const KnownCommand> known_commands();
// Null for an operation code that no standard we know names.
[[nodiscard]] const KnownCommand* find_command(base::Bytes cdb);
// "READ TOC/PMA/ATIP (43 02 00 00 00 00 AA 01 2C 00)"
[[nodiscard]] std::string command_text(base::Bytes cdb);

// How long a CDB with this operation code is. SPC-4, Operation code: the group code; vendor groups get the 16 bytes
// that a transport carries.
[[nodiscard]] std::size_t cdb_length(std::uint8_t operation_code);

// TEST UNIT READY, GET EVENT STATUS NOTIFICATION, REQUEST SENSE: hosts send them at any moment and any number of times.
[[nodiscard]] bool is_noise(base::Bytes cdb);

}  // namespace conformance::link

// What the commands' encoders and decoders share: a CDB of the right length, and a reply of at least a length.
#pragma once

#include <expected>
#include <string>

#include "driver/mmc/device.h"

namespace driver::mmc {

// Zeros but for the operation code, of the length that the code's group says: 6, 10, 16 or 12 bytes (SPC-4, CDB format;
// groups 0, 1 and 2, 4, 5).
[[nodiscard]] base::ByteBuffer make_cdb(std::uint8_t operation_code);

[[nodiscard]] DriveError malformed(const base::ByteBuffer& cdb, std::string text);

// Executes a command that reads, and refuses a reply shorter than `least` bytes: decoders may then look at them.
std::expected<base::ByteBuffer, DriveError> read_reply(Device& device, const Request& request, std::size_t least);

// Executes a command without data-in.
std::expected<void, DriveError> perform(Device& device, const Request& request);

// A fixed-length ASCII field without the blanks at its end; bytes that are no printable ASCII become '?'.
[[nodiscard]] std::string text_field(base::Bytes bytes);

}  // namespace driver::mmc

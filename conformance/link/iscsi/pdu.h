// A PDU as bytes: header and data segment. RFC 7143, iSCSI PDU Formats. Digests are not offered, so none follow.
#pragma once

#include <array>
#include <expected>

#include "conformance/link/iscsi/socket.h"

namespace conformance::link::iscsi {

inline constexpr std::size_t header_bytes = 48;
inline constexpr std::uint32_t no_tag = 0xFFFF'FFFF;

enum class Opcode : std::uint8_t {
  nop_out = 0x00,
  scsi_command = 0x01,
  login_request = 0x03,
  text_request = 0x04,
  scsi_data_out = 0x05,
  logout_request = 0x06,
  nop_in = 0x20,
  scsi_response = 0x21,
  login_response = 0x23,
  text_response = 0x24,
  scsi_data_in = 0x25,
  logout_response = 0x26,
  r2t = 0x31,
  asynchronous_message = 0x32,
  reject = 0x3F,
};

struct Pdu {
  std::array<std::uint8_t, header_bytes> header{};
  base::ByteBuffer data;

  Pdu() = default;
  // With the final bit: no request of ours comes in several parts.
  explicit Pdu(Opcode opcode);
  [[nodiscard]] Opcode opcode() const;
};

// Writes the data segment's length into the header, then header, data and padding.
[[nodiscard]] std::expected<void, LinkError> send(Socket& socket, Pdu& pdu, Deadline deadline);
// `data_limit` is what we declared to accept.
[[nodiscard]] std::expected<Pdu, LinkError> receive(Socket& socket, std::size_t data_limit, Deadline deadline);

}  // namespace conformance::link::iscsi

#include "conformance/link/iscsi/pdu.h"

#include <fmt/format.h>

#include "conformance/link/iscsi/pdu_layout.h"

namespace conformance::link::iscsi {
namespace {

namespace layout = basic_header_pdu;

constexpr std::size_t padding(std::size_t size) { return (4 - size % 4) % 4; }

}  // namespace

Pdu::Pdu(Opcode opcode) {
  layout::opcode::set(header, static_cast<std::uint8_t>(opcode));
  layout::final::set(header, 1);
}

Opcode Pdu::opcode() const { return static_cast<Opcode>(layout::opcode::get(header)); }

std::expected<void, LinkError> send(Socket& socket, Pdu& pdu, Deadline deadline) {
  layout::data_segment_length::set(pdu.header, pdu.data.size());
  base::ByteBuffer bytes(pdu.header.begin(), pdu.header.end());
  bytes.insert(bytes.end(), pdu.data.begin(), pdu.data.end());
  bytes.resize(bytes.size() + padding(pdu.data.size()));
  return socket.send(bytes, deadline);
}

std::expected<Pdu, LinkError> receive(Socket& socket, std::size_t data_limit, Deadline deadline) {
  Pdu pdu;
  if (auto got = socket.receive(pdu.header, deadline); !got) return std::unexpected(got.error());
  const std::size_t size = layout::data_segment_length::get(pdu.header);
  if (size > data_limit) {
    return std::unexpected(LinkError{
        LinkError::Kind::protocol,
        fmt::format("a PDU with {} bytes of data, over the MaxRecvDataSegmentLength of {}", size, data_limit)});
  }
  if (layout::total_ahs_length::get(pdu.header) != 0) {
    return std::unexpected(
        LinkError{LinkError::Kind::protocol, "an additional header segment, which no answer to MMC has"});
  }
  pdu.data.resize(size + padding(size));
  if (auto got = socket.receive(pdu.data, deadline); !got) return std::unexpected(got.error());
  pdu.data.resize(size);
  return pdu;
}

}  // namespace conformance::link::iscsi

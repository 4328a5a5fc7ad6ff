// Cuts the byte stream of a connection into PDUs. RFC 7143, iSCSI PDU Formats.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>

#include "emulator/base/bytes.h"
#include "emulator/iscsi/numbers.h"

namespace emulator::iscsi {

inline constexpr std::size_t basic_header_bytes = 48;
using Header = std::array<std::uint8_t, basic_header_bytes>;

// Which digests follow headers and data. RFC 7143, HeaderDigest and DataDigest; both are off until the login is over.
struct Digests {
  bool header{};
  bool data{};
};

// What came: valid until the reader is asked for the next.
struct Pdu {
  Header header{};
  base::Bytes additional_headers;
  base::Bytes data;  // without padding
  bool data_digest_is_wrong{};

  [[nodiscard]] std::uint8_t opcode() const;
  [[nodiscard]] bool is(Opcode code) const { return opcode() == static_cast<std::uint8_t>(code); }
  [[nodiscard]] bool immediate() const;
  [[nodiscard]] std::uint32_t initiator_task_tag() const;
};

// Why nothing that follows in the stream can be understood, so that the connection has to end.
enum class StreamError : std::uint8_t { data_segment_too_long, additional_header_in_login, header_digest };

class PduReader {
 public:
  // `maximum_data` is what this side has declared as MaxRecvDataSegmentLength; a longer PDU is refused by its header.
  explicit PduReader(std::size_t maximum_data) : maximum_data_(maximum_data) {}

  void set_maximum_data(std::size_t bytes) { maximum_data_ = bytes; }
  void set_digests(Digests digests) { digests_ = digests; }
  void set_takes_additional_headers(bool takes) { takes_additional_headers_ = takes; }

  // Takes bytes from the front of `input` up to the end of a PDU; nothing when the PDU is not complete yet.
  std::expected<std::optional<Pdu>, StreamError> next(base::Bytes& input);

 private:
  std::expected<bool, StreamError> read_header(base::Bytes& input);
  [[nodiscard]] std::size_t header_size() const;
  [[nodiscard]] std::size_t body_size() const;  // data, padding and digest

  std::size_t maximum_data_;
  Digests digests_;
  bool takes_additional_headers_{};
  base::ByteBuffer header_;  // basic header, additional headers, header digest
  base::ByteBuffer body_;    // used when the body comes in more than one piece
  bool header_is_checked_{};
  bool delivered_{};  // the PDU in the buffers has been handed out
};

}  // namespace emulator::iscsi

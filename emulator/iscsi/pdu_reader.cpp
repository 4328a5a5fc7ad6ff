#include "emulator/iscsi/pdu_reader.h"

#include <algorithm>

#include "emulator/base/checksum.h"
#include "emulator/iscsi/request_layout.h"

namespace emulator::iscsi {
namespace {

constexpr std::size_t digest_bytes = 4;

constexpr std::size_t padded(std::size_t size) { return (size + 3) & ~std::size_t{3}; }

// A digest is sent with its least significant byte first. RFC 7143, CRC Examples.
std::uint32_t digest_in(base::Bytes bytes) {
  return static_cast<std::uint32_t>(bytes[0]) | static_cast<std::uint32_t>(bytes[1]) << 8 |
         static_cast<std::uint32_t>(bytes[2]) << 16 | static_cast<std::uint32_t>(bytes[3]) << 24;
}

// Fills `buffer` up to `size` bytes from the front of `input`; whether it is full now.
bool fill(base::ByteBuffer& buffer, std::size_t size, base::Bytes& input) {
  const std::size_t taken = std::min(size - buffer.size(), input.size());
  buffer.insert(buffer.end(), input.begin(), input.begin() + static_cast<std::ptrdiff_t>(taken));
  input = input.subspan(taken);
  return buffer.size() == size;
}

}  // namespace

std::uint8_t Pdu::opcode() const { return static_cast<std::uint8_t>(basic_header_pdu::opcode::get(header)); }

bool Pdu::immediate() const { return basic_header_pdu::immediate::get(header) != 0; }

std::uint32_t Pdu::initiator_task_tag() const {
  return static_cast<std::uint32_t>(basic_header_pdu::initiator_task_tag::get(header));
}

std::size_t PduReader::header_size() const {
  return basic_header_bytes + 4 * basic_header_pdu::total_ahs_length::get(header_) +
         (digests_.header ? digest_bytes : 0);
}

std::size_t PduReader::body_size() const {
  const std::size_t data = basic_header_pdu::data_segment_length::get(header_);
  return padded(data) + (digests_.data && data > 0 ? digest_bytes : 0);
}

std::expected<bool, StreamError> PduReader::read_header(base::Bytes& input) {
  if (header_is_checked_) return true;
  if (header_.size() < basic_header_bytes && !fill(header_, basic_header_bytes, input)) return false;
  // Lengths are judged before anything more is read or kept.
  if (basic_header_pdu::data_segment_length::get(header_) > maximum_data_) {
    return std::unexpected(StreamError::data_segment_too_long);
  }
  if (!takes_additional_headers_ && basic_header_pdu::total_ahs_length::get(header_) != 0) {
    return std::unexpected(StreamError::additional_header_in_login);
  }
  if (!fill(header_, header_size(), input)) return false;
  if (digests_.header) {
    const base::Bytes whole = header_;
    const std::size_t covered = whole.size() - digest_bytes;
    if (base::crc32c(whole.first(covered)) != digest_in(whole.subspan(covered))) {
      return std::unexpected(StreamError::header_digest);
    }
  }
  header_is_checked_ = true;
  return true;
}

std::expected<std::optional<Pdu>, StreamError> PduReader::next(base::Bytes& input) {
  if (delivered_) {
    header_.clear();
    body_.clear();
    header_is_checked_ = delivered_ = false;
  }
  const auto header_complete = read_header(input);
  if (!header_complete) return std::unexpected(header_complete.error());
  if (!*header_complete) return std::nullopt;

  base::Bytes body;
  if (body_.empty() && input.size() >= body_size()) {
    body = input.first(body_size());  // not copied: most bodies come whole
    input = input.subspan(body_size());
  } else {
    if (!fill(body_, body_size(), input)) return std::nullopt;
    body = body_;
  }

  Pdu pdu;
  std::ranges::copy(base::Bytes{header_}.first(basic_header_bytes), pdu.header.begin());
  pdu.additional_headers =
      base::Bytes{header_}.subspan(basic_header_bytes, 4 * basic_header_pdu::total_ahs_length::get(header_));
  const std::size_t data = basic_header_pdu::data_segment_length::get(header_);
  pdu.data = body.first(data);
  if (digests_.data && data > 0) {
    // The padding is covered too. RFC 7143, Header Digest and Data Digest.
    pdu.data_digest_is_wrong = base::crc32c(body.first(padded(data))) != digest_in(body.subspan(padded(data)));
  }
  delivered_ = true;
  return pdu;
}

}  // namespace emulator::iscsi

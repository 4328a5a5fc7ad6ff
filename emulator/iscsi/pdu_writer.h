// PDUs on their way out, as pieces that a socket can gather: a payload is never copied. RFC 7143, iSCSI PDU Formats.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <variant>
#include <vector>

#include "emulator/base/bytes.h"
#include "emulator/iscsi/pdu_reader.h"
#include "emulator/scsi/reply.h"

namespace emulator::iscsi {

// Makes every segment a slice, so that a part of it can go into each of several PDUs.
[[nodiscard]] std::vector<scsi::Slice> as_slices(std::vector<scsi::Segment> segments);
[[nodiscard]] scsi::Slice as_slice(base::ByteBuffer bytes);
// The next `size` bytes from the front of `slices`, which has them.
[[nodiscard]] std::vector<scsi::Slice> take_front(std::deque<scsi::Slice>& slices, std::size_t size);

class PduWriter {
 public:
  void set_digests(Digests digests) { digests_ = digests; }

  // Adds a PDU: fills in the length of its data, pads it and adds the digests.
  void add(Header header, std::vector<scsi::Slice> data = {});

  // Fills `pieces` with what is to be sent next and returns how many; they stay valid until sent() or drop_all().
  [[nodiscard]] std::size_t output(std::span<base::Bytes> pieces) const;
  void sent(std::size_t bytes);
  void drop_all();
  [[nodiscard]] std::size_t pending() const { return pending_; }

 private:
  // A header with its digest, or padding with its digest.
  struct Small {
    std::array<std::uint8_t, basic_header_bytes + 4> bytes{};
    std::size_t size{};
    void append(std::span<const std::uint8_t> more);
  };
  using Piece = std::variant<Small, scsi::Slice>;

  static base::Bytes bytes_of(const Piece& piece);
  void push(Piece piece);

  Digests digests_;
  std::deque<Piece> pieces_;
  std::size_t sent_of_first_{};
  std::size_t pending_{};
};

}  // namespace emulator::iscsi

#include "emulator/iscsi/pdu_writer.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "emulator/base/checksum.h"
#include "emulator/iscsi/request_layout.h"

namespace emulator::iscsi {
namespace {

// What a fill with zeros points at, again and again.
constexpr std::array<std::uint8_t, 64 * 1024> zeros{};

struct AppendSlices {
  std::vector<scsi::Slice>& out;

  void operator()(base::ByteBuffer&& owned) const {
    if (!owned.empty()) out.push_back(as_slice(std::move(owned)));
  }
  void operator()(scsi::Slice&& slice) const {
    if (!slice.bytes.empty()) out.push_back(std::move(slice));
  }
  void operator()(const scsi::Fill& fill) const {
    if (fill.size == 0) return;
    scsi::Slice page{.keep = nullptr, .bytes = zeros};
    if (fill.value != 0) page = as_slice(base::ByteBuffer(std::min(fill.size, zeros.size()), fill.value));
    for (std::size_t left = fill.size; left > 0;) {
      const std::size_t here = std::min(left, page.bytes.size());
      out.push_back({.keep = page.keep, .bytes = page.bytes.first(here)});
      left -= here;
    }
  }
};

std::array<std::uint8_t, 4> wire(std::uint32_t digest) {
  return {static_cast<std::uint8_t>(digest), static_cast<std::uint8_t>(digest >> 8),
          static_cast<std::uint8_t>(digest >> 16), static_cast<std::uint8_t>(digest >> 24)};
}

}  // namespace

scsi::Slice as_slice(base::ByteBuffer bytes) {
  auto keep = std::make_shared<const base::ByteBuffer>(std::move(bytes));
  const base::Bytes view = *keep;
  return {.keep = std::move(keep), .bytes = view};
}

std::vector<scsi::Slice> as_slices(std::vector<scsi::Segment> segments) {
  std::vector<scsi::Slice> slices;
  slices.reserve(segments.size());
  for (scsi::Segment& segment : segments) std::visit(AppendSlices{slices}, std::move(segment));
  return slices;
}

std::vector<scsi::Slice> take_front(std::deque<scsi::Slice>& slices, std::size_t size) {
  std::vector<scsi::Slice> taken;
  while (size > 0) {
    scsi::Slice& first = slices.front();
    const std::size_t here = std::min(size, first.bytes.size());
    taken.push_back({.keep = first.keep, .bytes = first.bytes.first(here)});
    first.bytes = first.bytes.subspan(here);
    if (first.bytes.empty()) slices.pop_front();
    size -= here;
  }
  return taken;
}

void PduWriter::Small::append(std::span<const std::uint8_t> more) {
  std::ranges::copy(more, bytes.begin() + static_cast<std::ptrdiff_t>(size));
  size += more.size();
}

void PduWriter::push(Piece piece) {
  pending_ += bytes_of(piece).size();
  pieces_.push_back(std::move(piece));
}

void PduWriter::add(Header header, std::vector<scsi::Slice> data) {
  std::size_t size = 0;
  for (const scsi::Slice& slice : data) size += slice.bytes.size();
  basic_header_pdu::data_segment_length::set(header, size);

  Small head;
  head.append(header);
  if (digests_.header) head.append(wire(base::crc32c(header)));
  push(head);
  if (size == 0) return;

  Small tail;
  tail.size = (4 - size % 4) % 4;
  if (digests_.data) {
    std::uint32_t digest = 0;
    for (const scsi::Slice& slice : data) digest = base::crc32c(slice.bytes, digest);
    digest = base::crc32c(base::Bytes{tail.bytes}.first(tail.size), digest);
    tail.append(wire(digest));
  }
  for (scsi::Slice& slice : data) push(std::move(slice));
  if (tail.size > 0) push(tail);
}

base::Bytes PduWriter::bytes_of(const Piece& piece) {
  if (const auto* small = std::get_if<Small>(&piece)) return base::Bytes{small->bytes}.first(small->size);
  return std::get<scsi::Slice>(piece).bytes;
}

std::size_t PduWriter::output(std::span<base::Bytes> pieces) const {
  std::size_t count = 0;
  for (auto piece = pieces_.begin(); piece != pieces_.end() && count < pieces.size(); ++piece, ++count) {
    pieces[count] = bytes_of(*piece);
    if (count == 0) pieces[count] = pieces[count].subspan(sent_of_first_);
  }
  return count;
}

void PduWriter::sent(std::size_t bytes) {
  pending_ -= bytes;
  bytes += sent_of_first_;
  while (!pieces_.empty() && bytes >= bytes_of(pieces_.front()).size()) {
    bytes -= bytes_of(pieces_.front()).size();
    pieces_.pop_front();
  }
  sent_of_first_ = bytes;
}

void PduWriter::drop_all() {
  pieces_.clear();
  sent_of_first_ = pending_ = 0;
}

}  // namespace emulator::iscsi

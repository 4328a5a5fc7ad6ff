#include "emulator/media/big_endian.h"

namespace emulator::media {

void FieldWriter::number(std::uint64_t value, std::size_t width) {
  for (std::size_t i = width; i-- > 0;) out_.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

void FieldWriter::bytes(base::Bytes bytes) {
  number(bytes.size(), 4);
  out_.insert(out_.end(), bytes.begin(), bytes.end());
}

void FieldWriter::text(std::string_view text) {
  number(text.size(), 4);
  out_.insert(out_.end(), text.begin(), text.end());
}

std::uint64_t FieldReader::number(std::size_t width) {
  std::uint64_t value = 0;
  for (const std::uint8_t byte : raw(width)) value = value << 8 | byte;
  return value;
}

bool FieldReader::truth() {
  const std::uint64_t value = number(1);
  if (value > 1) failed_ = true;
  return value == 1;
}

base::ByteBuffer FieldReader::bytes() {
  const base::Bytes piece = raw(number(4));
  return {piece.begin(), piece.end()};
}

std::string FieldReader::text() {
  const base::Bytes piece = raw(number(4));
  return {piece.begin(), piece.end()};
}

base::Bytes FieldReader::raw(std::size_t size) {
  if (size > in_.size()) {
    failed_ = true;
    in_ = {};
    return {};
  }
  const base::Bytes piece = in_.first(size);
  in_ = in_.subspan(size);
  return piece;
}

}  // namespace emulator::media

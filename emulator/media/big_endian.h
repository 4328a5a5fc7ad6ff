// Fields one after another in big-endian order: how a disc file's records are laid down and picked up.
#pragma once

#include <string>
#include <string_view>

#include "emulator/base/bytes.h"
#include "emulator/base/units.h"

namespace emulator::media {

class FieldWriter {
 public:
  void number(std::uint64_t value, std::size_t width);
  void address(base::Lba address) { number(address.wire(), 4); }
  void truth(bool value) { number(value ? 1 : 0, 1); }
  void bytes(base::Bytes bytes);  // with its length in four bytes
  void text(std::string_view text);

  [[nodiscard]] const base::ByteBuffer& written() const { return out_; }
  [[nodiscard]] base::ByteBuffer take() { return std::move(out_); }

 private:
  base::ByteBuffer out_;
};

// Reading past the end gives zeros and is remembered; whoever reads asks once, at the end.
class FieldReader {
 public:
  explicit FieldReader(base::Bytes in) : in_(in) {}

  std::uint64_t number(std::size_t width);
  base::Lba address() { return base::Lba::from_wire(number(4)); }
  bool truth();
  base::ByteBuffer bytes();
  std::string text();
  base::Bytes raw(std::size_t size);

  [[nodiscard]] std::size_t left() const { return in_.size(); }
  // All of the input was read, no more than all, and every truth was 0 or 1.
  [[nodiscard]] bool consumed_exactly() const { return !failed_ && in_.empty(); }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  base::Bytes in_;
  bool failed_{};
};

}  // namespace emulator::media

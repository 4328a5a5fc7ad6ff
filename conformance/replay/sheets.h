// The layout sheets of fixtures/layouts: which field a byte belongs to, as data. A third transcription beside the
// emulator's and the driver's, so that a difference is named by neither of the two that differ.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/bytes.h"

namespace conformance::replay {

struct SheetField {
  std::string name;
  std::size_t byte{};
  std::size_t width{};      // in whole bytes; 1 for bits of one byte
  std::uint8_t mask{0xFF};  // the bits of its one byte; all for whole bytes
  [[nodiscard]] bool covers(std::size_t at, std::uint8_t bits) const {
    return at >= byte && at < byte + width && (width > 1 || (mask & bits) != 0);
  }
};

struct Sheet {
  std::size_t length{};
  std::vector<SheetField> fields;
};

class Sheets {
 public:
  // Without sheets every difference is named by its byte.
  Sheets() = default;
  // All *.json of a folder. The error names the file.
  [[nodiscard]] static std::expected<Sheets, std::string> load(const std::filesystem::path& folder);

  [[nodiscard]] const Sheet* find(std::string_view layout) const;
  // The field of `layout` in which byte `at` differs in `bits`; null where the sheet has none.
  [[nodiscard]] const SheetField* field_at(std::string_view layout, std::size_t at, std::uint8_t bits) const;
  // A field's value in bytes that begin with the layout; nothing where sheet, field or bytes are missing.
  [[nodiscard]] std::optional<std::uint64_t> value(std::string_view layout, std::string_view field,
                                                   base::Bytes bytes) const;
  [[nodiscard]] bool empty() const { return sheets_.empty(); }

 private:
  std::map<std::string, Sheet, std::less<>> sheets_;
};

[[nodiscard]] std::optional<std::uint64_t> value_of(const SheetField& field, base::Bytes bytes);

}  // namespace conformance::replay

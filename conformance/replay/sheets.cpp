#include "conformance/replay/sheets.h"

#include <bit>
#include <fstream>
#include <nlohmann/json.hpp>

namespace conformance::replay {
namespace {

using nlohmann::json;

std::optional<SheetField> field_of(const json& value) {
  if (!value.is_object() || !value.contains("name") || !value.contains("byte")) return std::nullopt;
  SheetField field{value["name"].get<std::string>(), value["byte"].get<std::size_t>(), value.value("width", 1U)};
  if (!value.contains("high")) return field;
  const unsigned high = value["high"].get<unsigned>();
  const unsigned low = value.value("low", high);
  if (high > 7 || low > high) return std::nullopt;
  field.mask = static_cast<std::uint8_t>(((1U << (high - low + 1)) - 1) << low);
  return field;
}

std::optional<Sheet> sheet_of(const json& value) {
  if (!value.is_object() || !value.contains("length") || !value.contains("fields")) return std::nullopt;
  Sheet sheet{value["length"].get<std::size_t>(), {}};
  for (const json& item : value["fields"]) {
    auto field = field_of(item);
    if (!field) return std::nullopt;
    sheet.fields.push_back(*std::move(field));
  }
  return sheet;
}

}  // namespace

std::expected<Sheets, std::string> Sheets::load(const std::filesystem::path& folder) try {
  Sheets sheets;
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failure)) {
    if (entry.path().extension() != ".json") continue;
    const json document = json::parse(std::ifstream(entry.path()), nullptr, false);
    if (document.is_discarded() || !document.contains("layouts")) {
      return std::unexpected(entry.path().string() + ": it is no layout sheet");
    }
    for (const auto& [name, value] : document["layouts"].items()) {
      auto sheet = sheet_of(value);
      if (!sheet) return std::unexpected(entry.path().string() + ": the layout " + name + " is malformed");
      sheets.sheets_.emplace(name, *std::move(sheet));
    }
  }
  if (failure) return std::unexpected(folder.string() + ": cannot be read: " + failure.message());
  return sheets;
} catch (const json::exception& error) {
  return std::unexpected(folder.string() + ": a layout sheet is malformed: " + error.what());
}

const Sheet* Sheets::find(std::string_view layout) const {
  const auto found = sheets_.find(layout);
  return found == sheets_.end() ? nullptr : &found->second;
}

const SheetField* Sheets::field_at(std::string_view layout, std::size_t at, std::uint8_t bits) const {
  const Sheet* sheet = find(layout);
  if (sheet == nullptr) return nullptr;
  for (const SheetField& field : sheet->fields) {
    if (field.covers(at, bits)) return &field;
  }
  return nullptr;
}

std::optional<std::uint64_t> value_of(const SheetField& field, base::Bytes bytes) {
  if (field.width > 8 || field.byte + field.width > bytes.size()) return std::nullopt;
  if (field.width == 1) {
    const auto bits = static_cast<std::uint8_t>(bytes[field.byte] & field.mask);
    return static_cast<std::uint64_t>(bits >> std::countr_zero(field.mask));
  }
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < field.width; ++i) value = value << 8 | bytes[field.byte + i];
  return value;
}

std::optional<std::uint64_t> Sheets::value(std::string_view layout, std::string_view name, base::Bytes bytes) const {
  const Sheet* sheet = find(layout);
  if (sheet == nullptr) return std::nullopt;
  for (const SheetField& field : sheet->fields) {
    if (field.name == name) return value_of(field, bytes);
  }
  return std::nullopt;
}

}  // namespace conformance::replay

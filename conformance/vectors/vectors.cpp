#include "conformance/vectors/vectors.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "emulator/base/hex.h"

namespace conformance::vectors {
namespace {

using nlohmann::json;

std::vector<std::filesystem::path> json_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code missing;
  for (const auto& entry : std::filesystem::directory_iterator(folder, missing)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

// Checksums are values of whole functions, not of fields.
bool holds_layouts(const json& family) { return family.at("family") != "checksums"; }

Vector vector_of(const json& item) {
  Vector vector{.id = item.at("id"), .layout = item.at("layout"), .bytes = {}, .fields = {}};
  auto bytes = base::parse_hex(item.at("bytes").get<std::string>());
  if (!bytes) throw std::runtime_error(vector.id + ": " + bytes.error());
  vector.bytes = std::move(*bytes);
  for (const auto& [name, value] : item.at("fields").items()) vector.fields[name] = value.get<std::uint64_t>();
  return vector;
}

base::ByteBuffer bits_of(const json& field, std::size_t length) {
  base::ByteBuffer bits(length);
  const std::size_t byte = field.at("byte");
  if (field.contains("width")) {
    for (std::size_t i = 0; i < field.at("width").get<std::size_t>(); ++i) bits.at(byte + i) = 0xFF;
    return bits;
  }
  for (unsigned bit = field.at("low"); bit <= field.at("high").get<unsigned>(); ++bit) {
    bits.at(byte) = static_cast<std::uint8_t>(bits.at(byte) | 1U << bit);
  }
  return bits;
}

Sheet sheet_of(const json& layout) {
  Sheet sheet;
  for (const json& field : layout.at("fields")) {
    sheet.fields[field.at("name")] = bits_of(field, layout.at("length"));
  }
  return sheet;
}

// Calls `take` with every file's content; nlohmann's exceptions end here.
template <typename Take>
std::expected<void, std::string> for_each_file(const std::filesystem::path& folder, Take take) {
  for (const auto& file : json_files(folder)) {
    try {
      std::ifstream in(file);
      take(json::parse(in));
    } catch (const std::exception& error) {
      return std::unexpected(file.string() + ": " + error.what());
    }
  }
  return {};
}

}  // namespace

std::expected<std::vector<Vector>, std::string> load_vectors(const std::filesystem::path& folder) {
  std::vector<Vector> vectors;
  const auto loaded = for_each_file(folder, [&](const json& family) {
    if (!holds_layouts(family)) return;
    for (const json& item : family.at("vectors")) vectors.push_back(vector_of(item));
  });
  if (!loaded) return std::unexpected(loaded.error());
  if (vectors.empty()) return std::unexpected(folder.string() + ": no vectors");
  return vectors;
}

std::expected<Sheets, std::string> load_sheets(const std::filesystem::path& folder) {
  Sheets sheets;
  const auto loaded = for_each_file(folder, [&](const json& family) {
    for (const auto& [name, layout] : family.at("layouts").items()) sheets[name] = sheet_of(layout);
  });
  if (!loaded) return std::unexpected(loaded.error());
  return sheets;
}

}  // namespace conformance::vectors

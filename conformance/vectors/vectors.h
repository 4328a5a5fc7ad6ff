// The data that judges layouts: vectors (bytes and the values they carry) and layout sheets (where a field stands).
// Their shape is described in fixtures/README.md and checked by scripts/lint_data.
#pragma once

#include <expected>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "emulator/base/bytes.h"

namespace conformance::vectors {

struct Vector {
  std::string id;
  std::string layout;
  base::ByteBuffer bytes;
  std::map<std::string, std::uint64_t, std::less<>> fields;
};

// A field of a sheet as the bits it covers, in as many bytes as the layout has.
struct Sheet {
  std::map<std::string, base::ByteBuffer, std::less<>> fields;
};

using Sheets = std::map<std::string, Sheet, std::less<>>;  // by layout

// All vectors of a folder, in the order of the file names; the error names the file.
[[nodiscard]] std::expected<std::vector<Vector>, std::string> load_vectors(const std::filesystem::path& folder);
[[nodiscard]] std::expected<Sheets, std::string> load_sheets(const std::filesystem::path& folder);

}  // namespace conformance::vectors

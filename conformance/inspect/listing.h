// What an image holds, and the bytes of its files: a reader independent of the one that wrote it.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "conformance/inspect/byte_source.h"
#include "conformance/inspect/judge.h"

namespace conformance::inspect {

struct Entry {
  // From the root, apart by '/': in ISO 9660 with versions ("SUB/FILE.TXT;1"), in Joliet without, in UTF-8.
  std::string path;
  bool is_directory{};
  // A file may have several extents, one after another; an empty one has none.
  struct Extent {
    std::uint32_t first_block{};
    std::uint32_t bytes{};
  };
  std::vector<Extent> extents;
  std::uint64_t size{};                  // bytes
  std::optional<std::int64_t> modified;  // seconds since 1970-01-01 UTC; absent when not recorded
};

enum class Names : std::uint8_t { iso9660, joliet };

// All entries but the root, level by level. The error says why there is none to list. Only the addresses of `options`
// matter.
[[nodiscard]] std::expected<std::vector<Entry>, std::string> list(const ByteSource& source, Names names,
                                                                  const JudgeOptions& options = {});

// The whole of a file; the error names it.
[[nodiscard]] std::expected<base::ByteBuffer, std::string> read_whole(const ByteSource& source, const Entry& entry,
                                                                      const JudgeOptions& options = {});

// Fills `out` with the file's bytes from `offset`; the error names the file.
[[nodiscard]] std::expected<void, std::string> read_part(const ByteSource& source, const Entry& entry,
                                                         std::uint64_t offset, base::MutableBytes out,
                                                         const JudgeOptions& options = {});

}  // namespace conformance::inspect

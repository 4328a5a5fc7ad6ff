// The one place where file systems meet: a tree of names, kinds and sources, scanned from a folder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "driver/image/image.h"

namespace driver::image {

struct Node {
  enum class Kind : std::uint8_t { directory, file };
  Kind kind{};
  std::string name;            // as the source has it: bytes, meant as UTF-8; empty for the root
  std::string source;          // where a file's bytes are, or the folder; a path
  std::uint64_t size{};        // bytes of a file
  std::int64_t modified{};     // seconds since 1970-01-01 UTC
  std::vector<Node> children;  // of a directory, in byte order of their names
};

// An entry of the source that the image does not hold, and why.
struct LeftOut {
  std::string path;  // relative to the root of the tree
  std::string reason;
};

struct Tree {
  Node root;
  std::vector<LeftOut> left_out;
};

struct ScanLimits {
  std::size_t entries{4'000'000};  // links to folders, followed, can make a small tree grow without end
};

// Scans `folder`. Symbolic links are followed, since neither ISO 9660 nor Joliet holds them; links that lead nowhere or
// back into their own path, and special files, are left out and listed. The error names a file or folder that cannot be
// read: it is found here and not in the middle of a burn.
[[nodiscard]] std::expected<Tree, ImageError> scan_tree(const std::filesystem::path& folder,
                                                        const ScanLimits& limits = {});

}  // namespace driver::image

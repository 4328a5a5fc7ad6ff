// Where every entry of a tree stands in a volume that knows eight levels, and under which names.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "driver/image/tree.h"

namespace driver::image {

// The root is level 1. ECMA-119, Depth of the directory hierarchy; Joliet images keep to it too, so that one placement
// serves both.
inline constexpr unsigned deepest_level = 8;

struct PlacedEntry {
  const Node* node{};
  bool is_hoisted{};           // its source is not in the source of the directory that holds it
  std::string iso9660_name;    // without version, without the dot of a name that has no extension
  std::u16string joliet_name;  // UCS-2, without version
  std::size_t index{};         // of the directory in Placement::directories, or of the file in Placement::files
};

struct PlacedDirectory {
  std::size_t parent{};  // index; the root's is its own
  unsigned level{1};
  std::string path;          // of the source, relative to the root of the tree
  std::string iso9660_path;  // in the volume, without the leading slash; empty for the root
  std::string joliet_path;
  std::int64_t modified{};
  std::vector<PlacedEntry> entries;
};

struct Placement {
  std::string source;                        // the folder that the tree was scanned from, for messages
  std::vector<PlacedDirectory> directories;  // the root first, parents before children
  std::vector<const Node*> files;
};

// A directory below level 8 is hoisted: it becomes a child of the directory that stands at level 7 above it. Names
// are cut to what ISO 9660 level 2 and Joliet hold and numbered where they would meet. The tree must outlive the
// result.
[[nodiscard]] Placement place(const Tree& tree);

// An entry whose place or name differs from its source, for people who look for it on the disc.
struct NameChange {
  std::string path;     // of the source
  std::string iso9660;  // path in the ISO 9660 hierarchy, with version
  std::string joliet;   // path in the Joliet hierarchy
  bool is_directory{};
};
// Every entry whose Joliet path is not its own path, or whose ISO 9660 path differs in more than letter case and the
// version; in the order of the directories.
[[nodiscard]] std::vector<NameChange> name_changes(const Placement& placement);
// All of them, changed or not.
[[nodiscard]] std::vector<NameChange> all_names(const Placement& placement);

}  // namespace driver::image

#include "driver/image/placement.h"

#include <algorithm>
#include <utility>

#include "driver/image/iso9660/identifier.h"
#include "driver/image/joliet/identifier.h"
#include "driver/image/names.h"

namespace driver::image {
namespace {

std::string join(const std::string& folder, const std::string& name) {
  return folder.empty() ? name : folder + "/" + name;
}

// Adds the children of `node`, which stands at `index`, and what lies below them.
void place_children(const Node& node, std::size_t index, Placement& placement) {
  const std::string path = placement.directories[index].path;
  for (const Node& child : node.children) {
    PlacedEntry entry{.node = &child};
    if (child.kind == Node::Kind::file) {
      entry.index = placement.files.size();
      placement.files.push_back(&child);
      placement.directories[index].entries.push_back(std::move(entry));
      continue;
    }
    const bool is_too_deep = placement.directories[index].level == deepest_level;
    const std::size_t home = is_too_deep ? placement.directories[index].parent : index;
    entry.index = placement.directories.size();
    entry.is_hoisted = is_too_deep;
    placement.directories.push_back({.parent = home,
                                     .level = placement.directories[home].level + 1,
                                     .path = join(path, child.name),
                                     .modified = child.modified});
    const std::size_t own_index = entry.index;
    placement.directories[home].entries.push_back(std::move(entry));
    place_children(child, own_index, placement);
  }
}

// Hoisted directories come last, so that they never take a name from a directory's own children.
void order_entries(PlacedDirectory& directory) {
  std::vector<PlacedEntry> ordered;
  ordered.reserve(directory.entries.size());
  for (const bool hoisted : {false, true}) {
    for (PlacedEntry& entry : directory.entries) {
      if (entry.is_hoisted == hoisted) ordered.push_back(std::move(entry));
    }
  }
  directory.entries = std::move(ordered);
}

void name_entries(PlacedDirectory& directory) {
  NameSet<std::string> iso9660_names{iso9660::longest_name};
  NameSet<std::u16string> joliet_names{joliet::longest_name};
  for (PlacedEntry& entry : directory.entries) {
    entry.iso9660_name = iso9660_names.take(iso9660::wanted_name(*entry.node), "_");
    entry.joliet_name = joliet_names.take(joliet::wanted_name(*entry.node), u"~");
  }
}

NameChange name_of(const Placement& placement, const PlacedDirectory& directory, const PlacedEntry& entry) {
  const bool is_directory = entry.node->kind == Node::Kind::directory;
  return {.path = is_directory ? placement.directories[entry.index].path : join(directory.path, entry.node->name),
          .iso9660 = join(directory.iso9660_path, iso9660::identifier(entry.iso9660_name, is_directory)),
          .joliet = join(directory.joliet_path, utf8(entry.joliet_name)),
          .is_directory = is_directory};
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

// "A/B.;1" and "A/B.C;1" as a reader shows them that hides versions and empty extensions, in lower case.
std::string as_shown(std::string iso9660) {
  if (iso9660.ends_with(";1")) iso9660.resize(iso9660.size() - 2);
  if (iso9660.ends_with('.')) iso9660.pop_back();
  return lower(std::move(iso9660));
}

}  // namespace

Placement place(const Tree& tree) {
  Placement placement{.source = tree.root.source};
  placement.directories.push_back({.modified = tree.root.modified});
  place_children(tree.root, 0, placement);
  for (PlacedDirectory& directory : placement.directories) {
    order_entries(directory);
    name_entries(directory);
    for (const PlacedEntry& entry : directory.entries) {
      if (entry.node->kind != Node::Kind::directory) continue;
      PlacedDirectory& child = placement.directories[entry.index];
      child.iso9660_path = join(directory.iso9660_path, entry.iso9660_name);
      child.joliet_path = join(directory.joliet_path, utf8(entry.joliet_name));
    }
  }
  return placement;
}

std::vector<NameChange> all_names(const Placement& placement) {
  std::vector<NameChange> names;
  for (const PlacedDirectory& directory : placement.directories) {
    for (const PlacedEntry& entry : directory.entries) names.push_back(name_of(placement, directory, entry));
  }
  return names;
}

std::vector<NameChange> name_changes(const Placement& placement) {
  std::vector<NameChange> names = all_names(placement);
  std::erase_if(names, [](const NameChange& name) {
    return name.joliet == name.path && as_shown(name.iso9660) == lower(name.path);
  });
  return names;
}

}  // namespace driver::image

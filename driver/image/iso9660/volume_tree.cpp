#include "driver/image/iso9660/volume_tree.h"

#include <algorithm>
#include <utility>

#include "driver/image/iso9660/identifier.h"
#include "driver/image/joliet/identifier.h"

namespace driver::image::iso9660 {
namespace {

constexpr std::size_t block_size = 2048;

bool is_directory(const PlacedEntry& entry) { return entry.node->kind == Node::Kind::directory; }

base::ByteBuffer iso9660_identifier(const PlacedEntry& entry) {
  const std::string text = identifier(entry.iso9660_name, is_directory(entry));
  return {text.begin(), text.end()};
}

// Name first, then extension, the shorter filled up with spaces. Every d-character and the dot lie above the space,
// and the dot below every d-character, so that comparing the bytes does the same.
bool iso9660_before(const PlacedEntry& left, const PlacedEntry& right) {
  return left.iso9660_name < right.iso9660_name;
}

base::ByteBuffer joliet_identifier(const PlacedEntry& entry) {
  return joliet::identifier(entry.joliet_name, is_directory(entry));
}

// The whole name by its code points, the shorter filled up with zeros; the dot is a character like any other, as the
// path table has it and as other programs read it. Joliet Specification, Sort Ordering.
bool joliet_before(const PlacedEntry& left, const PlacedEntry& right) { return left.joliet_name < right.joliet_name; }

// Directory records do not cross the end of a block. ECMA-119, Directory extent.
void add_record_size(std::size_t& size, std::size_t record) {
  const std::size_t left = block_size - size % block_size;
  size += (record > left ? left : 0) + record;
}

void append_record(base::ByteBuffer& out, const DirectoryRecord& record) {
  const base::ByteBuffer bytes = encode(record);
  const std::size_t left = block_size - out.size() % block_size;
  if (bytes.size() > left) out.resize(out.size() + left);
  out.insert(out.end(), bytes.begin(), bytes.end());
}

void fill_block(base::ByteBuffer& out) { out.resize((out.size() + block_size - 1) / block_size * block_size); }

}  // namespace

Flavour iso9660_flavour() { return {iso9660_identifier, iso9660_before}; }
Flavour joliet_flavour() { return {joliet_identifier, joliet_before}; }

VolumeTree::VolumeTree(const Placement& placement, const Flavour& flavour)
    : placement_(placement), flavour_(flavour), volume_index_(placement.directories.size()) {
  add_directory(0, 0, {0});
  // Level by level, parents in their own order: the order of the path table. ECMA-119, Order of Path Table Records.
  for (std::size_t index = 0; index < directories_.size(); ++index) {
    for (std::size_t i = 0; i < directories_[index].entries.size();
         ++i) {  // by number: the vector of directories grows
      const PlacedEntry& entry = *directories_[index].entries[i];
      if (is_directory(entry)) add_directory(entry.index, index, flavour_.identifier(entry));
    }
  }
}

void VolumeTree::add_directory(std::size_t placed, std::size_t parent, base::ByteBuffer identifier) {
  VolumeDirectory directory{.placed = placed, .parent = parent, .identifier = std::move(identifier)};
  for (const PlacedEntry& entry : placement_.directories[placed].entries) directory.entries.push_back(&entry);
  std::ranges::sort(directory.entries,
                    [&](const PlacedEntry* left, const PlacedEntry* right) { return flavour_.before(*left, *right); });
  std::size_t size = 2 * encoded_size(1);  // the records of the directory itself and of its parent
  for (const PlacedEntry* entry : directory.entries) {
    add_record_size(size, encoded_size(flavour_.identifier(*entry).size()));
  }
  directory.size = static_cast<std::uint32_t>((size + block_size - 1) / block_size * block_size);
  volume_index_[placed] = directories_.size();
  directories_.push_back(std::move(directory));
}

std::uint32_t VolumeTree::path_table_size() const {
  std::size_t size = 0;
  for (const VolumeDirectory& directory : directories_) {
    size += 8 + directory.identifier.size() + directory.identifier.size() % 2;
  }
  return static_cast<std::uint32_t>(size);
}

std::uint32_t VolumeTree::place_directories(std::uint32_t block) {
  for (VolumeDirectory& directory : directories_) {
    directory.block = block;
    block += directory.size / block_size;
  }
  return block;
}

base::ByteBuffer VolumeTree::path_table(bool most_significant_first) const {
  base::ByteBuffer table;
  for (const VolumeDirectory& directory : directories_) {
    const std::size_t length = directory.identifier.size();
    base::ByteBuffer record(8 + length + length % 2);
    record[0] = static_cast<std::uint8_t>(length);
    const auto parent = static_cast<std::uint16_t>(directory.parent + 1);  // directories are numbered from 1
    if (most_significant_first) {
      put_big_32(record, 3, directory.block);
      record[6] = static_cast<std::uint8_t>(parent >> 8);
      record[7] = static_cast<std::uint8_t>(parent & 0xFF);
    } else {
      put_little_32(record, 3, directory.block);
      record[6] = static_cast<std::uint8_t>(parent & 0xFF);
      record[7] = static_cast<std::uint8_t>(parent >> 8);
    }
    put_bytes(record, 9, directory.identifier);
    table.insert(table.end(), record.begin(), record.end());
  }
  return table;
}

DirectoryRecord VolumeTree::record(const VolumeDirectory& directory, base::ByteBuffer identifier) const {
  return {.identifier = std::move(identifier),
          .extent = directory.block,
          .size = directory.size,
          .modified = placement_.directories[directory.placed].modified,
          .is_directory = true};
}

void VolumeTree::append_extent(const VolumeDirectory& directory, const std::vector<FileExtentOnDisc>& files,
                               base::ByteBuffer& out) const {
  append_record(out, record(directory, {0}));                       // the directory itself
  append_record(out, record(directories_[directory.parent], {1}));  // its parent
  for (const PlacedEntry* entry : directory.entries) {
    if (is_directory(*entry)) {
      append_record(out, record(directories_[volume_index_[entry->index]], flavour_.identifier(*entry)));
      continue;
    }
    append_record(out, {.identifier = flavour_.identifier(*entry),
                        .extent = files[entry->index].block,
                        .size = files[entry->index].size,
                        .modified = entry->node->modified});
  }
  fill_block(out);
}

void VolumeTree::append_directory_extents(const std::vector<FileExtentOnDisc>& files, base::ByteBuffer& out) const {
  for (const VolumeDirectory& directory : directories_) append_extent(directory, files, out);
}

DirectoryRecord VolumeTree::root_record() const { return record(directories_.front(), {0}); }

}  // namespace driver::image::iso9660

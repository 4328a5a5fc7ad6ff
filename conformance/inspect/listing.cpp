#include "conformance/inspect/listing.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "conformance/inspect/iso9660/volume.h"

namespace conformance::inspect {
namespace {

iso9660::ReadOptions read_options(const JudgeOptions& options) {
  return {.first_address = options.first_address, .session_start = options.session_start, .limits = {}};
}

std::string name_of(const iso9660::Record& record, iso9660::HierarchyKind kind) {
  std::u16string text = iso9660::units(record.identifier, kind);
  if (kind == iso9660::HierarchyKind::joliet && !record.is_directory())
    text.resize(std::min(text.size(), text.rfind(u';')));
  return iso9660::utf8(text);
}

// The entries of one directory, without itself and its parent.
std::expected<void, std::string> list_directory(const iso9660::Directory& directory, iso9660::HierarchyKind kind,
                                                std::vector<Entry>& entries) {
  bool continues = false;
  for (std::size_t i = 2; i < directory.records.size(); ++i) {
    const iso9660::Record& record = directory.records[i];
    const std::string name = name_of(record, kind);
    const std::string path = directory.path.empty() ? name : directory.path + "/" + name;
    if (record.is_interleaved()) return std::unexpected(fmt::format("{}: recorded in interleaved mode", path));
    if (!continues)
      entries.push_back({.path = path, .is_directory = record.is_directory(), .modified = record.modified});
    Entry& entry = entries.back();
    if (!record.is_directory() && record.size != 0) {
      entry.extents.push_back({record.extent + record.attribute_blocks, record.size});
      entry.size += record.size;
    }
    continues = record.continues();
  }
  return {};
}

}  // namespace

std::expected<std::vector<Entry>, std::string> list(const ByteSource& source, Names names,
                                                    const JudgeOptions& options) {
  Findings unused{0};
  const auto volume = iso9660::read_volume(source, read_options(options), unused);
  if (!volume) return std::unexpected(volume.error());
  const auto kind = names == Names::joliet ? iso9660::HierarchyKind::joliet : iso9660::HierarchyKind::iso9660;
  const auto hierarchy = std::ranges::find(volume->hierarchies, kind, &iso9660::Hierarchy::kind);
  if (hierarchy == volume->hierarchies.end()) return std::unexpected("the image has no Joliet hierarchy");
  std::vector<Entry> entries;
  for (const iso9660::Directory& directory : hierarchy->directories) {
    if (auto listed = list_directory(directory, kind, entries); !listed) return std::unexpected(listed.error());
  }
  return entries;
}

std::expected<void, std::string> read_part(const ByteSource& source, const Entry& entry, std::uint64_t offset,
                                           base::MutableBytes out, const JudgeOptions& options) {
  for (const Entry::Extent& extent : entry.extents) {
    if (out.empty()) break;
    if (offset >= extent.bytes) {
      offset -= extent.bytes;
      continue;
    }
    const base::MutableBytes part = out.first(std::min<std::size_t>(out.size(), extent.bytes - offset));
    const std::uint64_t begin = iso9660::byte_of(extent.first_block, read_options(options));
    if (begin > source.size() || !source.read(begin + offset, part)) {
      return std::unexpected(
          fmt::format("{}: its extent at block {} lies outside the image", entry.path, extent.first_block));
    }
    out = out.subspan(part.size());
    offset = 0;
  }
  if (!out.empty()) return std::unexpected(fmt::format("{}: {} bytes past its end", entry.path, out.size()));
  return {};
}

std::expected<base::ByteBuffer, std::string> read_whole(const ByteSource& source, const Entry& entry,
                                                        const JudgeOptions& options) {
  // The sizes are the image's claim; no file is larger than what holds it.
  if (entry.size > source.size()) {
    return std::unexpected(fmt::format("{}: {} bytes are more than the image has", entry.path, entry.size));
  }
  base::ByteBuffer bytes(entry.size);
  if (auto read = read_part(source, entry, 0, bytes, options); !read) return std::unexpected(read.error());
  return bytes;
}

}  // namespace conformance::inspect

// A volume as it lies in an image: its descriptors and the directories they lead to.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "conformance/inspect/byte_source.h"
#include "conformance/inspect/finding.h"
#include "conformance/inspect/iso9660/descriptor.h"
#include "conformance/inspect/iso9660/record.h"
#include "conformance/inspect/iso9660/text.h"

namespace conformance::inspect::iso9660 {

// What a hostile image may cost.
struct Limits {
  std::size_t descriptors{64};
  std::size_t directories{200'000};
  std::uint64_t directory_bytes{std::uint64_t{2} << 30};  // of all directory extents of one hierarchy
  unsigned levels{250};  // no path of 240 bytes has more; Joliet permits more than eight
};

struct ReadOptions {
  // The address of the image's first block: 0 for a whole disc, its start for the image of a later session.
  std::uint32_t first_address{};
  // Where the session begins whose volume is read; its descriptors are 16 blocks further.
  std::uint32_t session_start{};
  Limits limits;
};

struct Directory {
  std::size_t parent{};  // index; the root's is its own
  unsigned level{1};
  std::string path;             // identifiers in UTF-8, apart by '/'; empty for the root
  Record self;                  // as its parent records it; the root as the descriptor does
  std::vector<Record> records;  // of its extent, itself and its parent included
};

struct Hierarchy {
  HierarchyKind kind{};
  Descriptor descriptor;
  std::vector<Directory> directories;  // the root first, level by level
};

struct Volume {
  std::vector<Hierarchy> hierarchies;  // ISO 9660's first
  std::size_t descriptors{};           // blocks that the descriptors take
};

// The byte of the image at which block `address` begins; for an address before the image, one past any image.
[[nodiscard]] std::uint64_t byte_of(std::uint64_t address, const ReadOptions& options);

// Reads what can be read and judges each structure by itself. The error says why there is no volume to judge.
[[nodiscard]] std::expected<Volume, std::string> read_volume(const ByteSource& source, const ReadOptions& options,
                                                             Findings& findings);

}  // namespace conformance::inspect::iso9660

// Every byte of a small volume, changed one at a time: the judge finds it, or the byte is one that no clause binds.
#include <gtest/gtest.h>

#include "conformance/inspect/iso9660/typed_volume.h"
#include "conformance/inspect/judge.h"

namespace conformance::inspect {
namespace {

using iso9660::TypedVolume;

bool is_found(const base::ByteBuffer& image) {
  const auto judgement = judge(MemorySource{image});
  // A supplementary volume may have another character set than Joliet's; then it is not judged, and said to be so.
  return !judgement || judgement->is_broken() || !judgement->has_joliet;
}

// Byte positions of a descriptor whose value is free within their characters.
bool is_free_in_descriptor(std::size_t position) {
  const bool is_text = (position >= 9 && position <= 72) || (position >= 191 && position <= 813);
  const bool is_date = position >= 814 && position <= 881;
  const bool is_application_use = position >= 884 && position <= 1395;
  return is_text || is_date || is_application_use;
}

// Of the directory records: the dates, the letters of a file's identifier, the hidden flag.
bool is_free_in_record(std::size_t position) {
  const bool is_date = position >= 19 && position <= 25;
  // A record said to be longer takes what follows for System Use, which no clause binds.
  return position == 1 || is_date || position == 26 || position >= 34;
}

// The byte position within its record of a byte position of a directory's block.
std::size_t position_in_record(const base::ByteBuffer& image, std::size_t block, std::size_t position) {
  std::size_t at = 1;
  while (image[TypedVolume::at(block, at)] != 0 && at + image[TypedVolume::at(block, at)] <= position) {
    at += image[TypedVolume::at(block, at)];
  }
  return image[TypedVolume::at(block, at)] == 0 ? 0 : position - at + 1;
}

bool is_free(const base::ByteBuffer& image, std::size_t block, std::size_t position) {
  if (block == 16 || block == 17)
    return is_free_in_descriptor(position) || (position > 156 && is_free_in_record(position - 156));
  if (block >= 23 && block <= 26) return is_free_in_record(position_in_record(image, block, position));
  return false;
}

TEST(Judge, every_changed_byte_is_found_but_for_those_no_clause_binds) {
  const TypedVolume volume;
  std::size_t found = 0;
  for (std::size_t block = 16; block <= 26; ++block) {
    for (std::size_t position = 1; position <= 2048; ++position) {
      // Behind a path table of 22 or 24 bytes nothing is said about the block.
      if (block >= 19 && block <= 22 && position > (block <= 20 ? 22U : 24U)) break;
      base::ByteBuffer image = volume.bytes();
      for (const std::uint8_t change : {0xFF, 0x01, 0x80}) {
        image[TypedVolume::at(block, position)] = volume.bytes()[TypedVolume::at(block, position)] ^ change;
        if (is_found(image)) {
          ++found;
        } else {
          EXPECT_TRUE(is_free(volume.bytes(), block, position))
              << "block " << block << ", byte position " << position << ", change " << int{change};
        }
      }
    }
  }
  EXPECT_GT(found, 37'000U);
}

}  // namespace
}  // namespace conformance::inspect

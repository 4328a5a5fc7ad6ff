#include "conformance/inspect/patched_volume.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "conformance/inspect/iso9660/typed_volume.h"
#include "emulator/base/prng.h"

namespace conformance::inspect {
namespace {

namespace fs = std::filesystem;

base::ByteBuffer content_of(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

TEST(PatchedVolume, without_patches_is_the_typed_volume) { EXPECT_EQ(contradiction_in({}), ""); }

TEST(PatchedVolume, every_file_of_the_corpus_contradicts_nothing) {
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator{fs::path{BURNBENCH_SOURCE_DIR} / "fixtures/corpus/iso"}) {
    EXPECT_EQ(contradiction_in(content_of(entry.path())), "") << entry.path();
    ++files;
  }
  EXPECT_GE(files, 10U);
}

// Patches where the volume has bytes, since most of it is zeros that nothing reads.
TEST(PatchedVolume, seeded_mutations_contradict_nothing) {
  constexpr std::uint64_t seed = 20'261'125;
  base::Prng chance{seed};
  const base::ByteBuffer volume = iso9660::TypedVolume{}.bytes();
  const std::size_t first = iso9660::TypedVolume::at(16, 1), end = iso9660::TypedVolume::at(27, 1);
  std::vector<std::size_t> used;
  for (std::size_t byte = first; byte < end; ++byte) {
    if (volume[byte] != 0) used.push_back(byte - first);
  }
  for (int round = 0; round < 4'000; ++round) {
    base::ByteBuffer patches;
    for (std::uint64_t count = 1 + chance.below(6); count > 0; --count) {
      const std::size_t offset = (used[chance.below(used.size())] + chance.below(3)) % (end - first);
      patches.insert(patches.end(), {static_cast<std::uint8_t>(offset >> 8), static_cast<std::uint8_t>(offset),
                                     static_cast<std::uint8_t>(chance.next())});
    }
    ASSERT_EQ(contradiction_in(patches), "")
        << "seed " << seed << ", round " << round << ": " << base::format_hex(patches);
  }
}

}  // namespace
}  // namespace conformance::inspect

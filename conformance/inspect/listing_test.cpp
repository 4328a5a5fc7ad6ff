#include "conformance/inspect/listing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/inspect/iso9660/typed_volume.h"

namespace conformance::inspect {
namespace {

using iso9660::narrow;
using iso9660::TypedVolume;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> lines(const std::vector<Entry>& entries) {
  std::vector<std::string> text;
  for (const Entry& entry : entries)
    text.push_back(entry.path + (entry.is_directory ? "/" : " " + std::to_string(entry.size)));
  return text;
}

TEST(List, both_hierarchies_by_their_own_names) {
  const TypedVolume volume;
  const MemorySource source{volume.bytes()};
  EXPECT_THAT(lines(*list(source, Names::iso9660)), ElementsAre("A.TXT;1 5", "SUB/", "SUB/B.;1 2049"));
  EXPECT_THAT(lines(*list(source, Names::joliet)), ElementsAre("a.txt 5", "sub/", "sub/b 2049"));
}

TEST(List, entry_has_extent_and_time) {
  const TypedVolume volume;
  const auto entries = list(MemorySource{volume.bytes()}, Names::joliet);
  ASSERT_EQ(entries->at(2).extents.size(), 1U);
  EXPECT_EQ(entries->at(2).extents[0].first_block, 28U);
  EXPECT_EQ(entries->at(2).extents[0].bytes, 2049U);
  EXPECT_EQ(entries->at(2).modified, 1'767'323'045);
}

TEST(List, offset_from_utc_is_taken_into_account) {
  TypedVolume volume;
  volume.put(23, 1 + 68 + 24, "04");  // A.TXT recorded an hour east of Greenwich
  EXPECT_EQ(list(MemorySource{volume.bytes()}, Names::iso9660)->at(0).modified, 1'767'323'045 - 3'600);
}

TEST(List, without_joliet_says_so) {
  TypedVolume volume;
  volume.put(17, 89, "00 00 00");
  EXPECT_EQ(list(MemorySource{volume.bytes()}, Names::joliet).error(), "the image has no Joliet hierarchy");
}

TEST(List, surrogates_of_other_programs_become_one_character) {
  TypedVolume volume;
  volume.put_directory(26, {TypedVolume::record(26, 2048, 2, {0}), TypedVolume::record(25, 2048, 2, {1}),
                            TypedVolume::record(28, 2049, 0, {0xD8, 0x3D, 0xDC, 0xBF, 0xD8, 0x3D, 0, ';', 0, '1'})});
  EXPECT_EQ(list(MemorySource{volume.bytes()}, Names::joliet)->at(2).path, "sub/💿\uFFFD");
}

TEST(Read, whole_file_and_any_part_of_it) {
  const TypedVolume volume;
  const MemorySource source{volume.bytes()};
  const auto entries = list(source, Names::joliet);
  EXPECT_EQ(read_whole(source, entries->at(0)), narrow("hello"));
  EXPECT_EQ(read_whole(source, entries->at(2)), base::ByteBuffer(2049, 'b'));
  base::ByteBuffer part(3);
  ASSERT_TRUE(read_part(source, entries->at(0), 2, part));
  EXPECT_EQ(part, narrow("llo"));
  EXPECT_THAT(read_part(source, entries->at(0), 3, part).error(), HasSubstr("a.txt: 1 bytes past its end"));
}

TEST(Read, file_of_several_sections_is_their_bytes_in_order) {
  TypedVolume volume;
  volume.put_directory(
      24, {TypedVolume::record(24, 2048, 2, {0}), TypedVolume::record(23, 2048, 2, {1}),
           TypedVolume::record(28, 2048, 0x80, narrow("B.;1")), TypedVolume::record(27, 5, 0, narrow("B.;1"))});
  const MemorySource source{volume.bytes()};
  const auto entries = list(source, Names::iso9660);
  ASSERT_EQ(entries->size(), 3U);
  EXPECT_EQ(entries->at(2).size, 2053U);
  base::ByteBuffer part(7);
  ASSERT_TRUE(read_part(source, entries->at(2), 2046, part));
  EXPECT_EQ(part, narrow("bbhello"));
}

TEST(Read, extent_outside_the_image_is_an_error) {
  const TypedVolume volume;
  base::ByteBuffer cut = volume.bytes();
  cut.resize(28 * 2048);
  const MemorySource source{cut};
  const auto entries = list(source, Names::joliet);
  EXPECT_THAT(read_whole(source, entries->at(2)).error(), HasSubstr("sub/b: its extent at block 28 lies outside"));
}

TEST(Read, interleaved_files_are_refused) {
  TypedVolume volume;
  volume.put(24, 1 + 68 + 26, "01 01");
  EXPECT_THAT(list(MemorySource{volume.bytes()}, Names::iso9660).error(),
              HasSubstr("SUB/B.;1: recorded in interleaved"));
}

}  // namespace
}  // namespace conformance::inspect

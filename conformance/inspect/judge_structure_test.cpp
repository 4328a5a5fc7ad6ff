// Violations that take more than one byte, and what is permitted although it looks like one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/inspect/iso9660/typed_volume.h"
#include "conformance/inspect/judge.h"

namespace conformance::inspect {
namespace {

using base::ByteBuffer;
using iso9660::narrow;
using iso9660::TypedVolume;
using iso9660::wide;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Judgement judged(const TypedVolume& volume, const JudgeOptions& options = {}) {
  auto judgement = judge(MemorySource{volume.bytes()}, options);
  EXPECT_TRUE(judgement) << judgement.error();
  return judgement ? *judgement : Judgement{};
}

std::vector<std::string> broken(const TypedVolume& volume, const JudgeOptions& options = {}) {
  std::vector<std::string> names;
  for (const Finding& finding : judged(volume, options).findings) {
    if (finding.level == Level::required) names.push_back(finding.clause);
  }
  return names;
}

ByteBuffer file(std::string_view identifier, std::uint8_t flags = 0) {
  return TypedVolume::record(27, 5, flags, narrow(identifier));
}

// The ISO 9660 root with these records behind itself, its parent and before SUB.
std::vector<std::string> broken_by(const std::vector<ByteBuffer>& records) {
  std::vector<ByteBuffer> all{TypedVolume::record(23, 2048, 2, {0}), TypedVolume::record(23, 2048, 2, {1})};
  all.insert(all.end(), records.begin(), records.end());
  all.push_back(TypedVolume::record(24, 2048, 2, narrow("SUB")));
  TypedVolume volume;
  volume.put_directory(23, all);
  return broken(volume);
}

// The same in Joliet's root.
std::vector<std::string> broken_by_joliet(const std::vector<std::string>& files) {
  std::vector<ByteBuffer> all{TypedVolume::record(25, 2048, 2, {0}), TypedVolume::record(25, 2048, 2, {1})};
  for (const std::string& name : files) all.push_back(TypedVolume::record(27, 5, 0, wide(name + ";1")));
  all.push_back(TypedVolume::record(26, 2048, 2, wide("sub")));
  TypedVolume volume;
  volume.put_directory(25, all);
  return broken(volume);
}

TEST(RecordOrder, name_then_extension_then_version_downwards) {
  EXPECT_THAT(broken_by({file("A.;1"), file("A.B;1"), file("A.C;2"), file("A.C;1"), file("A0.;1"), file("AB.;1")}),
              IsEmpty());
  EXPECT_THAT(broken_by({file("A.C;1"), file("A.C;2")}), ElementsAre("ECMA-119, Order of Directory Records"));
  EXPECT_THAT(broken_by({file("A0.;1"), file("A.B;1")}), ElementsAre("ECMA-119, Order of Directory Records"));
  EXPECT_THAT(broken_by({file("B.A;1"), file("A.B;1")}), ElementsAre("ECMA-119, Order of Directory Records"));
  EXPECT_THAT(broken_by({file("A.C;9"), file("A.C;10")}), ElementsAre("ECMA-119, Order of Directory Records"));
}

TEST(RecordOrder, one_identifier_twice_is_found) {
  EXPECT_THAT(broken_by({file("A.;1"), file("A.;1")}), ElementsAre("ECMA-119, Order of Directory Records"));
}

TEST(RecordOrder, sections_of_one_file_and_an_associated_file_share_an_identifier) {
  EXPECT_THAT(broken_by({file("A.;1", 0x80), file("A.;1", 0x80), file("A.;1")}), IsEmpty());
  EXPECT_THAT(broken_by({file("A.;1", 0x04), file("A.;1")}), IsEmpty());
}

TEST(RecordOrder, file_that_goes_on_without_another_section_is_found) {
  EXPECT_THAT(broken_by({file("A.;1", 0x80), file("B.;1")}), ElementsAre("ECMA-119, File Flags"));
}

TEST(RecordOrder, joliet_may_compare_the_whole_name_or_its_parts) {
  EXPECT_THAT(broken_by_joliet({"a b.c", "a.c"}), IsEmpty());
  EXPECT_THAT(broken_by_joliet({"a.c", "a b.c"}), IsEmpty());
  EXPECT_THAT(broken_by_joliet({"b", "a"}), ElementsAre("ECMA-119, Order of Directory Records"));
}

TEST(Identifiers, of_a_file_have_name_dot_extension_and_version) {
  EXPECT_THAT(broken_by({file("A")}),
              ElementsAre("ECMA-119, File Identifier format", "ECMA-119, File Identifier format"));
  EXPECT_THAT(broken_by({file("A.;0")}), ElementsAre("ECMA-119, File Identifier format"));
  EXPECT_THAT(broken_by({file("A.;32767")}), IsEmpty());
  EXPECT_THAT(broken_by({file("A.;32768")}), ElementsAre("ECMA-119, File Identifier format"));
  EXPECT_THAT(broken_by({file(".;1")}), ElementsAre("ECMA-119, File Identifier format"));
  EXPECT_THAT(broken_by({file(".A;1")}), IsEmpty());
  EXPECT_THAT(broken_by({file("A.B.C;1")}), ElementsAre("ECMA-119, File Identifier"));
}

TEST(Identifiers, of_a_file_have_at_most_30_characters_besides_the_separators) {
  EXPECT_THAT(broken_by({file(std::string(27, 'A') + ".TXT;1")}), IsEmpty());
  EXPECT_THAT(broken_by({file(std::string(28, 'A') + ".TXT;1")}), ElementsAre("ECMA-119, File Identifier format"));
}

TEST(Identifiers, of_joliet_have_at_most_64_characters) {
  EXPECT_THAT(broken_by_joliet({std::string(64, 'a')}), IsEmpty());
  EXPECT_THAT(broken_by_joliet({std::string(65, 'a')}), ElementsAre("ECMA-119, File Identifier format"));
}

TEST(Identifiers, of_joliet_are_whole_characters) {
  TypedVolume volume;
  volume.put_directory(26, {TypedVolume::record(26, 2048, 2, {0}), TypedVolume::record(25, 2048, 2, {1}),
                            TypedVolume::record(28, 2049, 0, narrow("abc"))});
  EXPECT_THAT(broken(volume), ElementsAre("Joliet Specification, Wide Character Byte Ordering"));
}

TEST(Identifiers, of_joliet_without_a_version_are_noted_once) {
  TypedVolume volume;
  volume.put_directory(25, {TypedVolume::record(25, 2048, 2, {0}), TypedVolume::record(25, 2048, 2, {1}),
                            TypedVolume::record(27, 5, 0, wide("a")), TypedVolume::record(27, 5, 0, wide("b")),
                            TypedVolume::record(26, 2048, 2, wide("sub"))});
  const Judgement judgement = judged(volume);
  ASSERT_EQ(judgement.findings.size(), 1U);
  EXPECT_EQ(judgement.findings[0].level, Level::observed);
  EXPECT_EQ(judgement.findings[0].times, 2U);
  EXPECT_FALSE(judgement.is_broken());
}

TEST(ReservedRecords, parent_of_joliet_that_names_the_directory_itself_is_noted) {
  TypedVolume volume;
  volume.put_directory(26, {TypedVolume::record(26, 2048, 2, {0}), TypedVolume::record(26, 2048, 2, {1}),
                            TypedVolume::record(28, 2049, 0, wide("b;1"))});
  const Judgement judgement = judged(volume);
  ASSERT_EQ(judgement.findings.size(), 1U);
  EXPECT_EQ(judgement.findings[0].clause, "ECMA-119, Identification of directories");
  EXPECT_FALSE(judgement.is_broken());
}

TEST(ReservedRecords, parent_of_iso9660_that_names_another_is_found) {
  TypedVolume volume;
  volume.put_directory(24, {TypedVolume::record(24, 2048, 2, {0}), TypedVolume::record(24, 2048, 2, {1}),
                            TypedVolume::record(28, 2049, 0, narrow("B.;1"))});
  EXPECT_THAT(broken(volume), ElementsAre("ECMA-119, Identification of directories"));
}

TEST(ReservedRecords, missing_ones_are_found) {
  TypedVolume volume;
  volume.put_directory(24, {});
  EXPECT_THAT(broken(volume),
              ElementsAre("ECMA-119, Reserved Directory Identifiers", "ECMA-119, Reserved Directory Identifiers"));
}

// A chain of folders below the ISO 9660 root, from block 30 on: level 2 is the first.
TypedVolume chain_of(std::uint32_t levels) {
  TypedVolume volume;
  volume.resize_blocks(30 + levels);
  ByteBuffer little = iso9660::hex_bytes("01 00 17 00 00 00 01 00 00 00"),
             big = iso9660::hex_bytes("01 00 00 00 00 17 00 01 00 00");
  for (std::uint32_t level = 2; level <= levels; ++level) {
    const std::uint32_t own = 28 + level, parent = level == 2 ? 23 : own - 1;
    const auto block = static_cast<std::uint8_t>(own), number = static_cast<std::uint8_t>(level - 1);
    little.insert(little.end(), {1, 0, block, 0, 0, 0, number, 0, 'D', 0});
    big.insert(big.end(), {1, 0, 0, 0, 0, block, 0, number, 'D', 0});
    std::vector<ByteBuffer> records{TypedVolume::record(own, 2048, 2, {0}), TypedVolume::record(parent, 2048, 2, {1})};
    if (level < levels) records.push_back(TypedVolume::record(own + 1, 2048, 2, narrow("D")));
    volume.put_directory(own, records);
  }
  volume.put_directory(23, {TypedVolume::record(23, 2048, 2, {0}), TypedVolume::record(23, 2048, 2, {1}),
                            TypedVolume::record(30, 2048, 2, narrow("D"))});
  volume.put(19, 1, little).put(20, 1, big);
  volume.put(16, 133, TypedVolume::both_32(static_cast<std::uint32_t>(little.size())));
  return volume;
}

TEST(Depth, eight_levels_are_permitted_and_nine_are_not) {
  EXPECT_THAT(broken(chain_of(8)), IsEmpty());
  EXPECT_THAT(broken(chain_of(9)), ElementsAre("ECMA-119, Depth of the directory hierarchy"));
}

TEST(Depth, directory_that_holds_its_parent_ends_the_walk) {
  TypedVolume volume;
  volume.put_directory(24, {TypedVolume::record(24, 2048, 2, {0}), TypedVolume::record(23, 2048, 2, {1}),
                            TypedVolume::record(23, 2048, 2, narrow("UP"))});
  EXPECT_THAT(broken(volume), ElementsAre("ECMA-119, Directory Hierarchy"));
}

TEST(PathTables, records_of_one_parent_are_in_order_of_their_identifiers) {
  TypedVolume volume;
  volume.resize_blocks(31);
  volume.put_directory(
      23, {TypedVolume::record(23, 2048, 2, {0}), TypedVolume::record(23, 2048, 2, {1}),
           TypedVolume::record(30, 2048, 2, narrow("D")), TypedVolume::record(24, 2048, 2, narrow("SUB"))});
  volume.put_directory(30, {TypedVolume::record(30, 2048, 2, {0}), TypedVolume::record(23, 2048, 2, {1})});
  volume.put(16, 133, TypedVolume::both_32(32));
  volume.put(19, 1,
             "01 00 17 00 00 00 01 00 00 00  03 00 18 00 00 00 01 00 53 55 42 00  01 00 1E 00 00 00 01 00 44 00");
  volume.put(20, 1,
             "01 00 00 00 00 17 00 01 00 00  03 00 00 00 00 18 00 01 53 55 42 00  01 00 00 00 00 1E 00 01 44 00");
  EXPECT_THAT(broken(volume), ElementsAre("ECMA-119, Order of Path Table Records"));
  volume.put(19, 1,
             "01 00 17 00 00 00 01 00 00 00  01 00 1E 00 00 00 01 00 44 00  03 00 18 00 00 00 01 00 53 55 42 00");
  volume.put(20, 1,
             "01 00 00 00 00 17 00 01 00 00  01 00 00 00 00 1E 00 01 44 00  03 00 00 00 00 18 00 01 53 55 42 00");
  EXPECT_THAT(broken(volume), IsEmpty());
}

TEST(PathTables, optional_ones_are_judged_where_they_are) {
  TypedVolume volume;
  volume.resize_blocks(31);
  volume.put(30, 1, "01 00 17 00 00 00 01 00 00 00  03 00 18 00 00 00 01 00 53 55 42 00").put(16, 145, "1E 00 00 00");
  EXPECT_THAT(broken(volume), IsEmpty());
  volume.put(30, 3, "18");
  EXPECT_THAT(broken(volume), ElementsAre("ECMA-119, Path Table"));
}

TEST(Space, file_on_a_directory_or_past_the_volume_is_found) {
  EXPECT_THAT(broken_by({TypedVolume::record(26, 5, 0, narrow("A.;1"))}),
              ElementsAre("ECMA-119, Arrangement of the Data Area"));
  EXPECT_THAT(broken_by({TypedVolume::record(29, 2048, 0, narrow("A.;1"))}), IsEmpty());
  EXPECT_THAT(broken_by({TypedVolume::record(29, 2049, 0, narrow("A.;1"))}),
              ElementsAre("ECMA-119, Location of Extent"));
  EXPECT_THAT(broken_by({TypedVolume::record(15, 1, 0, narrow("A.;1"))}), ElementsAre("ECMA-119, Location of Extent"));
}

TEST(Space, empty_file_may_have_any_address) {
  EXPECT_THAT(broken_by({TypedVolume::record(0, 0, 0, narrow("A.;1"))}), IsEmpty());
}

TEST(Space, image_shorter_than_its_volume_is_found) {
  const TypedVolume volume;
  ByteBuffer cut = volume.bytes();
  cut.resize(29 * 2048);
  const auto judgement = judge(MemorySource{cut});
  ASSERT_TRUE(judgement);
  ASSERT_EQ(judgement->findings.size(), 1U);
  EXPECT_EQ(judgement->findings[0].clause, "ECMA-119, Volume Space Size");
}

TEST(Space, path_table_outside_the_image_is_found) {
  TypedVolume volume;
  volume.put(16, 141, "FF FF FF FF");
  EXPECT_THAT(broken(volume), Contains("ECMA-119, Path Table"));
}

TEST(Sessions, image_of_a_later_one_is_judged_by_its_own_addresses) {
  // The typed volume says 0 where its session begins; as the image of a session at 100 its extents lie elsewhere.
  EXPECT_THAT(broken(TypedVolume{}, {.first_address = 100, .session_start = 100}),
              Contains("ECMA-119, Location of Extent"));
}

TEST(Sessions, second_one_within_a_whole_disc_is_found_by_its_start) {
  const TypedVolume volume;
  ByteBuffer disc(std::size_t{100} * 2048);
  // Directories of the first session are at the addresses the descriptors give, those descriptors at 116.
  std::ranges::copy(volume.bytes(), disc.begin());
  std::ranges::copy(base::Bytes{volume.bytes()}.subspan(16 * 2048, 3 * 2048), disc.begin() + 66 * 2048);
  std::ranges::fill(base::MutableBytes{disc}.subspan(16 * 2048, 3 * 2048), std::uint8_t{0});
  const auto judgement = judge(MemorySource{disc}, {.session_start = 50});
  ASSERT_TRUE(judgement) << judgement.error();
  EXPECT_THAT(judgement->findings, IsEmpty());
  EXPECT_FALSE(judge(MemorySource{disc}));
}

TEST(Findings, beyond_the_most_are_counted) {
  std::vector<ByteBuffer> files;
  for (int i = 0; i < 20; ++i) files.push_back(file("A.;1"));
  TypedVolume volume;
  std::vector<ByteBuffer> records{TypedVolume::record(23, 2048, 2, {0}), TypedVolume::record(23, 2048, 2, {1})};
  records.insert(records.end(), files.begin(), files.end());
  records.push_back(TypedVolume::record(24, 2048, 2, narrow("SUB")));
  volume.put_directory(23, records);
  const Judgement judgement = judged(volume, {.most_findings = 5});
  EXPECT_EQ(judgement.findings.size(), 5U);
  EXPECT_EQ(judgement.left_off, 14U);
}

}  // namespace
}  // namespace conformance::inspect

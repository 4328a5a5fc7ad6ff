#include "conformance/inspect/judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/inspect/iso9660/typed_volume.h"

namespace conformance::inspect {
namespace {

using iso9660::TypedVolume;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Judgement judged(const base::ByteBuffer& image, const JudgeOptions& options = {}) {
  auto judgement = judge(MemorySource{image}, options);
  EXPECT_TRUE(judgement) << judgement.error();
  return judgement ? *judgement : Judgement{};
}

std::vector<std::string> clauses(const Judgement& judgement) {
  std::vector<std::string> names;
  for (const Finding& finding : judgement.findings) names.push_back(finding.clause);
  return names;
}

TEST(Judge, typed_volume_breaks_nothing) {
  const Judgement judgement = judged(TypedVolume{}.bytes());
  EXPECT_THAT(clauses(judgement), IsEmpty());
  EXPECT_FALSE(judgement.is_broken());
  EXPECT_TRUE(judgement.has_joliet);
  EXPECT_EQ(judgement.directories, 2U);
  EXPECT_EQ(judgement.files, 2U);
}

TEST(Judge, what_is_no_image_is_an_error) {
  EXPECT_THAT(judge(MemorySource{{}}).error(), HasSubstr("no primary volume descriptor"));
  EXPECT_THAT(judge(MemorySource{base::ByteBuffer(100'000)}).error(), HasSubstr("name an ISO 9660 image"));
  EXPECT_THAT(judge_file("/nowhere/image.iso").error(), HasSubstr("name a readable image file"));
  EXPECT_THAT(judge_file("/dev/null").error(), HasSubstr("not a file"));
}

TEST(Judge, blocks_of_another_size_are_an_error) {
  TypedVolume volume;
  volume.put(16, 129, "00 02 02 00");
  EXPECT_THAT(judge(MemorySource{volume.bytes()}).error(), HasSubstr("logical blocks of 512 bytes"));
}

TEST(Judge, finding_names_clause_place_and_values) {
  TypedVolume volume;
  volume.put(23, 1 + 34 + 34 + 2, "1C");  // the least significant byte of A.TXT's extent
  const Judgement judgement = judged(volume.bytes());
  ASSERT_EQ(judgement.findings.size(), 1U);
  const Finding& finding = judgement.findings[0];
  EXPECT_EQ(finding.level, Level::required);
  EXPECT_EQ(finding.clause, "ECMA-119, Location of Extent");
  EXPECT_EQ(finding.where, "ISO 9660 hierarchy, byte 47174 of the image");
  EXPECT_EQ(finding.text, "the two byte orders say 28 and 27");
  EXPECT_TRUE(judgement.is_broken());
}

// One byte each, and the clause that it breaks.
struct Corruption {
  std::size_t block, position;
  const char* byte;
  const char* clause;
};
const Corruption corruptions[] = {
    {16, 1, "04", "ECMA-119, Volume Descriptor Type"},
    {16, 7, "02", "ECMA-119, Volume Descriptor Version"},
    {16, 8, "01", "ECMA-119, Unused Field"},
    {16, 9, "61", "ECMA-119, System Identifier"},
    {16, 41, "2D", "ECMA-119, Volume Identifier"},
    {16, 80, "01", "ECMA-119, Unused Field"},
    {16, 84, "01", "ECMA-119, Volume Space Size"},
    {16, 89, "25", "ECMA-119, Unused Field"},
    {16, 121, "02", "ECMA-119, Volume Set Size"},
    {16, 128, "02", "ECMA-119, Volume Sequence Number"},
    {16, 132, "01", "ECMA-119, Logical Block Size"},
    {16, 133, "17", "ECMA-119, Path Table Size"},
    {16, 141, "14", "ECMA-119, Arrangement of the Data Area"},
    {16, 145, "13", "ECMA-119, Arrangement of the Data Area"},
    {16, 152, "13", "ECMA-119, Path Table"},
    {16, 153, "01", "ECMA-119, Path Table"},
    {16, 157, "24", "ECMA-119, Directory Record for Root Directory"},
    {16, 182, "00", "ECMA-119, Directory Record for Root Directory"},
    {16, 190, "01", "ECMA-119, Reserved Directory Identifiers"},
    {16, 318, "2D", "ECMA-119, Volume Set Identifier"},
    {16, 446, "40", "ECMA-119, Publisher Identifier"},
    {16, 574, "40", "ECMA-119, Data Preparer Identifier"},
    {16, 575, "00", "ECMA-119, Application Identifier"},
    {16, 703, "2F", "ECMA-119, Copyright File Identifier"},
    {16, 776, "2F", "ECMA-119, Abstract File Identifier"},
    {16, 813, "2F", "ECMA-119, Bibliographic File Identifier"},
    {16, 814, "20", "ECMA-119, Volume Creation Date and Time"},
    {16, 847, "64", "ECMA-119, Volume Modification Date and Time"},
    {16, 852, "35", "ECMA-119, Volume Expiration Date and Time"},
    {16, 873, "33", "ECMA-119, Volume Effective Date and Time"},
    {16, 882, "02", "ECMA-119, File Structure Version"},
    {16, 883, "01", "ECMA-119, Reserved for future standardization"},
    {16, 2048, "01", "ECMA-119, Reserved for future standardization"},
    {17, 8, "01", "Joliet Specification, SVD Volume Flags Field"},
    {17, 42, "2A", "ECMA-119, Volume Identifier"},
    {17, 92, "25", "ECMA-119, Escape Sequences"},
    {18, 1, "03", "ECMA-119, Volume Descriptor Set"},
    {18, 2048, "01", "ECMA-119, Volume Descriptor Set Terminator"},
    {19, 1, "02", "ECMA-119, Path Table"},
    {19, 3, "18", "ECMA-119, Path Table"},
    {19, 10, "01", "ECMA-119, Padding Field"},
    {19, 12, "01", "ECMA-119, Path Table Record"},
    {19, 17, "02", "ECMA-119, Parent Directory Number"},
    {19, 19, "54", "ECMA-119, Path Table Record"},
    {20, 6, "18", "ECMA-119, Path Table"},
    {22, 24, "63", "ECMA-119, Path Table"},
    {23, 33, "02", "ECMA-119, Length of File Identifier"},
    {23, 35, "20", "ECMA-119, Directory"},
    {23, 68, "00", "ECMA-119, Reserved Directory Identifiers"},
    {23, 69, "21", "ECMA-119, Directory"},
    {24, 69, "25", "ECMA-119, Padding Field"},
    {23, 69, "29", "ECMA-119, Length of Directory Record"},
    {23, 70, "01", "ECMA-119, Extended Attribute Record Version"},
    {23, 78, "1C", "ECMA-119, Location of Extent"},
    {23, 79, "06", "ECMA-119, Data Length"},
    {23, 88, "0D", "ECMA-119, Recording Date and Time"},
    {23, 90, "18", "ECMA-119, Recording Date and Time"},
    {23, 93, "35", "ECMA-119, Recording Date and Time"},
    {23, 94, "20", "ECMA-119, File Flags"},
    {23, 94, "80", "ECMA-119, File Flags"},
    {23, 95, "01", "ECMA-119, File Unit Size"},
    {23, 96, "01", "ECMA-119, File Unit Size"},
    {23, 97, "02", "ECMA-119, Volume Sequence Number"},
    {23, 102, "61", "ECMA-119, File Identifier"},
    {23, 103, "5F", "ECMA-119, File Identifier format"},
    {23, 107, "3A", "ECMA-119, File Identifier format"},
    {23, 108, "30", "ECMA-119, File Identifier format"},
    {23, 102, "5A", "ECMA-119, Order of Directory Records"},
    {23, 134, "22", "ECMA-119, File Flags"},
    {23, 142, "73", "ECMA-119, Directory Identifier"},
    {23, 2048, "01", "ECMA-119, Directory"},
    {24, 3, "17", "ECMA-119, Location of Extent"},
    {24, 106, "01", "ECMA-119, Padding Field"},
    {26, 103, "2A", "ECMA-119, File Identifier"},
};

TEST(Judge, every_typed_corruption_of_one_byte_is_found_with_its_clause) {
  for (const Corruption& corruption : corruptions) {
    TypedVolume volume;
    const std::uint8_t before = volume.bytes()[TypedVolume::at(corruption.block, corruption.position)];
    ASSERT_NE(base::format_hex(base::Bytes{&before, 1}), corruption.byte)
        << corruption.block << ":" << corruption.position;
    volume.put(corruption.block, corruption.position, corruption.byte);
    const auto judgement = judge(MemorySource{volume.bytes()});
    if (!judgement) {
      EXPECT_STREQ(corruption.clause, "ECMA-119, Volume Descriptor Type") << judgement.error();
      continue;
    }
    EXPECT_TRUE(judgement->is_broken());
    EXPECT_THAT(clauses(*judgement), Contains(corruption.clause)) << corruption.block << ":" << corruption.position;
  }
}

}  // namespace
}  // namespace conformance::inspect

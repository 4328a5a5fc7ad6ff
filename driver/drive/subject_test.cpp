#include "driver/drive/subject.h"

#include <gtest/gtest.h>

#include "driver/mmc/scripted_drive.h"

namespace driver::drive {
namespace {

constexpr std::string_view identity =
    "05 80 06 02 5B 00 00 02 42 55 52 4E 42 4E 43 48 42 44 20 57 52 49 54 45 52 20 20 20 20 20 20 20 30 2E 30 31";

TEST(TraceSubject, names_drive_medium_and_status) {
  mmc::ScriptedDrive drive;
  drive.script.answers("12 00 00 00 24 00", identity)
      .refuses("00 00 00 00 00 00", mmc::power_on)
      .answers("00 00 00 00 00 00")
      .answers("46 00 00 00 00 00 00 00 08 00", "00 00 00 04 00 00 00 41")
      .answers("46 00 00 00 00 00 00 00 08 00", "00 00 00 04 00 00 00 41")
      .answers("51 00 00 00 00 00 00 00 22 00",
               "00 20 01 01 02 02 02 A0 00 00 00 00 12 34 56 78 00 03 2D 19 00 4F 3B 4A 00 00 00 00 00 00 00 00 00 00");
  const auto subject = trace_subject(drive.device);
  ASSERT_TRUE(subject) << describe(subject.error());
  EXPECT_EQ(subject->vendor, "BURNBNCH");
  EXPECT_EQ(subject->product, "BD WRITER");
  EXPECT_EQ(subject->profile, 0x41);
  EXPECT_EQ(subject->medium, "bd-r");
  EXPECT_EQ(subject->state, "appendable");
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

// conformance/trace/README.md: the names that bbdrive disc new takes, which bbcheck and bbrun write, too.
TEST(TraceSubject, medium_is_called_as_on_command_lines) {
  for (const auto& [profile, name] :
       {std::pair{"00 08", "cd-rom"}, std::pair{"00 09", "cd-r"}, std::pair{"00 14", "dvd-rw"},
        std::pair{"00 16", "dvd-r-dl"}, std::pair{"00 1B", "dvd+r"}, std::pair{"00 2B", "dvd+r-dl"},
        std::pair{"00 42", "bd-r"}, std::pair{"00 43", "bd-re"}}) {
    mmc::ScriptedDrive drive;
    const std::string header = std::string("00 00 00 04 00 00 ") + profile;
    drive.script.answers("12 00 00 00 24 00", identity)
        .answers("00 00 00 00 00 00")
        .answers("46 00 00 00 00 00 00 00 08 00", header)
        .answers("46 00 00 00 00 00 00 00 08 00", header)
        .refuses("51 00 00 00 00 00 00 00 22 00", mmc::invalid_field);
    const auto subject = trace_subject(drive.device);
    ASSERT_TRUE(subject) << describe(subject.error());
    EXPECT_EQ(subject->medium, name);
  }
}

TEST(TraceSubject, drive_without_a_medium_is_absent) {
  mmc::ScriptedDrive drive;
  drive.script.answers("12 00 00 00 24 00", identity)
      .refuses("00 00 00 00 00 00", mmc::no_medium)
      .answers("46 00 00 00 00 00 00 00 08 00", "00 00 00 04 00 00 00 00")
      .answers("46 00 00 00 00 00 00 00 08 00", "00 00 00 04 00 00 00 00");
  const auto subject = trace_subject(drive.device);
  ASSERT_TRUE(subject);
  EXPECT_FALSE(subject->medium);
  EXPECT_EQ(subject->state, "absent");
}

}  // namespace
}  // namespace driver::drive

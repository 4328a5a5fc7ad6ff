#include "driver/mmc/commands/format_unit.h"

#include <gtest/gtest.h>

#include "driver/mmc/scripted_drive.h"

namespace driver::mmc {
namespace {

constexpr auto ready = "00 00 00 00 00 00";

// The list that goes out for a request, and the wait behind it. MMC-6, FORMAT UNIT command.
void expect_list(const FormatRequest& wanted, const std::string& list) {
  ScriptedDrive drive;
  drive.script.takes("04 11 00 00 00 00", list).answers(ready);
  EXPECT_TRUE(format_unit(drive.device, wanted));
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(FormatUnit, every_kind_of_format_has_its_list) {
  expect_list({.blocks = base::BlockCount{11'826'176}, .type = format_type::full},
              "00 02 00 08 00 B4 74 00 00 00 00 00");
  expect_list({.blocks = base::BlockCount{12'088'320},
               .type = format_type::bd_re_with_spare_areas,
               .certification = Certification::full},
              "00 02 00 08 00 B8 74 00 C2 00 00 00");
  expect_list({.blocks = base::BlockCount{12'219'392}, .type = format_type::bd_re_without_spare_areas},
              "00 02 00 08 00 BA 74 00 C4 00 00 00");
  expect_list({.blocks = base::BlockCount{2'295'104}, .type = format_type::dvd_plus_rw_basic},
              "00 02 00 08 00 23 05 40 98 00 00 00");
  expect_list({.blocks = base::BlockCount{2'236'704}, .type = format_type::full, .keeps_defects = true},
              "00 A2 00 08 00 22 21 20 00 00 00 00");
  expect_list({.blocks = base::BlockCount{2'297'888}, .type = format_type::dvd_rw_quick, .parameter = 0x10},
              "00 02 00 08 00 23 10 20 54 00 00 10");
}

TEST(FormatUnit, a_refusal_is_the_answer) {
  ScriptedDrive drive;
  drive.script.refuses("04 11 00 00 00 00", invalid_field);
  const auto refused = format_unit(drive.device, {.blocks = base::BlockCount{16}});
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(SenseKey::illegal_request));
}

}  // namespace
}  // namespace driver::mmc

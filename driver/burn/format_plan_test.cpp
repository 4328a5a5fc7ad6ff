#include "driver/burn/format_plan.h"

#include <gtest/gtest.h>

#include "driver/burn/test_burns.h"

namespace driver::burn {
namespace {

using mmc::Certification;
using mmc::FormatRequest;
using testing::blank_disc;
using testing::formatted_disc;
using testing::unformatted_disc;

namespace number = mmc::profile_number;

constexpr std::int64_t size = 10'016;

FormatRequest bd_re(std::int64_t less, Certification certification = Certification::unsaid) {
  return {.blocks = base::BlockCount{size - less}, .type = 0x30, .certification = certification};
}

std::string refusal(const drive::Facts& facts, const FormatOptions& options = {}) {
  const auto planned = plan_format(facts, options);
  return planned ? "planned" : planned.error().text;
}

TEST(PlanFormat, bd_re_has_spare_areas_of_every_size_that_the_drive_lists) {
  const drive::Facts disc = unformatted_disc(number::bd_re, size);
  EXPECT_EQ(plan_format(disc, {}), bd_re(96));
  EXPECT_EQ(plan_format(disc, {.spare = Spare::least}), bd_re(32));
  EXPECT_EQ(plan_format(disc, {.spare = Spare::most}), bd_re(160));
  EXPECT_EQ(plan_format(disc, {.spare = Spare::none}), (FormatRequest{.blocks = base::BlockCount{size}, .type = 0x31}));
  EXPECT_EQ(plan_format(disc, {.is_full = true}), bd_re(96, Certification::full));
  EXPECT_EQ(plan_format(formatted_disc(number::bd_re, size), {}), bd_re(96)) << "again";
  EXPECT_EQ(first_format(disc), bd_re(96));
}

TEST(PlanFormat, dvd_ram_has_a_spare_area_or_none) {
  const drive::Facts disc = formatted_disc(number::dvd_ram, size);
  const auto wanted = [](std::int64_t less, bool keeps_defects) {
    return FormatRequest{.blocks = base::BlockCount{size - less}, .type = 0x00, .keeps_defects = keeps_defects};
  };
  EXPECT_EQ(plan_format(disc, {}), wanted(96, true));
  EXPECT_EQ(plan_format(disc, {.is_full = true}), wanted(96, false));
  EXPECT_EQ(plan_format(disc, {.spare = Spare::none}), wanted(0, true));
  EXPECT_EQ(plan_format(disc, {.spare = Spare::least}), wanted(0, true));
  EXPECT_EQ(refusal(disc, {.spare = Spare::most}), "a DVD-RAM has one usual spare area, or none; leave --spare out");
}

TEST(PlanFormat, dvd_plus_rw_has_one_format) {
  const drive::Facts disc = unformatted_disc(number::dvd_plus_rw, size);
  EXPECT_EQ(plan_format(disc, {}), (FormatRequest{.blocks = base::BlockCount{size}, .type = 0x26}));
  EXPECT_EQ(refusal(disc, {.spare = Spare::none}), "a DVD+RW has no spare areas; leave --spare out");
  EXPECT_EQ(refusal(disc, {.is_full = true}),
            "the drive formats a DVD+RW to its end in the background by itself; leave --full out");
}

TEST(PlanFormat, dvd_rw_is_formatted_quickly_or_as_a_whole_in_either_form) {
  for (const std::uint16_t profile : {number::dvd_rw_sequential, number::dvd_rw_restricted_overwrite}) {
    const drive::Facts disc = unformatted_disc(profile, size);
    EXPECT_EQ(plan_format(disc, {}),
              (FormatRequest{.blocks = base::BlockCount{size}, .type = 0x15, .parameter = 0x10}));
    EXPECT_EQ(plan_format(disc, {.is_full = true}),
              (FormatRequest{.blocks = base::BlockCount{size}, .type = 0x00, .parameter = 0x800}));
    EXPECT_EQ(refusal(disc, {.spare = Spare::none}), "a DVD-RW has no spare areas; leave --spare out");
  }
}

TEST(PlanFormat, what_cannot_be_is_refused_with_a_remedy) {
  EXPECT_EQ(refusal(unformatted_disc(number::bd_re, size), {.spare = Spare::none, .is_full = true}),
            "a format without spare areas certifies nothing; leave --full out");
  drive::Facts silent = unformatted_disc(number::bd_re, size);
  silent.format_capacities.reset();
  EXPECT_EQ(refusal(silent), "the drive lists no format with spare areas; leave the option out or use another drive");
  EXPECT_EQ(refusal(blank_disc(number::cd_r, size)),
            "CD-R is not formatted by this program; insert a BD-RE, a DVD+RW, a DVD-RW or a DVD-RAM");
  drive::Facts none;
  EXPECT_EQ(refusal(none), "no medium; insert a rewritable disc");
  none.presence = drive::MediumPresence::absent_tray_open;
  EXPECT_EQ(refusal(none), "the tray is open; insert a rewritable disc and close it");
}

TEST(CheckBlanking, some_are_blanked_some_formatted_and_most_are_for_good) {
  const auto answer = [](std::uint16_t profile) {
    const auto allowed = check_blanking(blank_disc(profile, size));
    return allowed ? "blanked" : allowed.error().text;
  };
  for (const std::uint16_t profile : {0x0A, 0x13, 0x14}) EXPECT_EQ(answer(profile), "blanked");
  EXPECT_EQ(answer(number::bd_re), "BD-RE is not blanked, it is overwritten or formatted; use \"bbburn format\"");
  EXPECT_EQ(answer(number::dvd_plus_rw),
            "DVD+RW is not blanked, it is overwritten or formatted; use \"bbburn format\"");
  EXPECT_EQ(answer(number::dvd_ram), "DVD-RAM is not blanked, it is overwritten or formatted; use \"bbburn format\"");
  EXPECT_EQ(answer(number::bd_r_srm), "BD-R cannot be blanked; insert a CD-RW or a DVD-RW");
}

}  // namespace
}  // namespace driver::burn

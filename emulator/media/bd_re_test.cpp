#include "emulator/media/bd_re.h"

#include <gtest/gtest.h>

#include "emulator/media/disc_fixture.h"

namespace emulator::media {
namespace {

constexpr std::int64_t capacity = 12'219'392;
constexpr std::int64_t default_capacity = 11'826'176;

Format with(std::int64_t blocks, std::uint8_t type, std::uint8_t sub_type = 0, std::uint32_t parameter = 0) {
  return {.capacity = base::BlockCount{blocks}, .type = type, .sub_type = sub_type, .parameter = parameter};
}

class BdReTest : public DiscTest {
 protected:
  void SetUp() override { insert_blank("bd-re"); }
  [[nodiscard]] std::string format(const Format& wanted) {
    const auto epoch = medium_->format(wanted);
    if (epoch && !medium_->flush(*epoch)) return "flush failed";
    return outcome(epoch);
  }
};

// MMC-6, READ DISC INFORMATION command and READ TRACK INFORMATION command: nothing is there before FORMAT UNIT.
TEST_F(BdReTest, a_disc_as_sold_is_not_formatted) {
  EXPECT_EQ(state(), "blank | s1 empty 1-1 | t1 s1 0+12219392 free 12219392 blank");
  EXPECT_TRUE(layout().is_erasable);
  EXPECT_FALSE(layout().is_overwritable);
  EXPECT_EQ(medium_->last_readable(), base::Lba{0});
  EXPECT_EQ(read(0, 1), "5/30/10");
  EXPECT_EQ(write(0, 32), "5/30/10");
  EXPECT_EQ(medium_->profile_number(), ProfileNumber::bd_re);
  EXPECT_EQ(medium_->ecc_block(), base::BlockCount{32});
}

// Disc information, TOC and lead-out as a real formatted BD-RE has them (Pioneer BDR-209D).
TEST_F(BdReTest, a_formatted_disc_is_one_complete_track_without_a_next_writable_address) {
  ASSERT_EQ(format(with(default_capacity, 0x00)), "good");
  EXPECT_EQ(state(), "complete | s1 complete 1-1 lead-out 11826176 | t1 s1 0+11826176 last 11826175 closed");
  EXPECT_TRUE(layout().is_overwritable);
  EXPECT_EQ(layout().formatted_capacity, base::BlockCount{default_capacity});
  EXPECT_EQ(layout().tracks.front().packet_size, 32U);
  EXPECT_EQ(medium_->last_readable(), base::Lba{default_capacity - 1});
}

// READ FORMAT CAPACITIES as a real drive lists them with a BD-RE (LG BE06LU10).
TEST_F(BdReTest, formats_are_those_of_a_real_drive) {
  const std::vector<Format> listed{with(11'826'176, 0x00, 0, 0x3000), with(11'826'176, 0x30, 0, 0x3000),
                                   with(11'564'032, 0x30, 0, 0x5000), with(12'088'320, 0x30, 0, 0x1000),
                                   with(12'219'392, 0x31, 0, 0x800)};
  EXPECT_EQ(medium_->formats(), listed);
  ASSERT_EQ(format(listed.back()), "good");
  EXPECT_EQ(medium_->formats(), listed) << "a formatted disc can be formatted again";
}

// MMC-6, FORMAT UNIT command, Format Types 00h, 30h and 31h.
TEST_F(BdReTest, every_listed_format_and_any_size_between_them_is_taken) {
  for (const Format& listed : medium_->formats()) {
    EXPECT_EQ(format(listed), "good") << int{listed.type};
    EXPECT_EQ(layout().formatted_capacity, listed.capacity);
  }
  for (const std::uint8_t sub_type : {0, 1, 2, 3}) {
    EXPECT_EQ(format(with(12'000'000, 0x30, sub_type)), "good") << int{sub_type};
    EXPECT_EQ(medium_->last_readable(), base::Lba{11'999'999});
  }
}

// Checklist 91.
TEST_F(BdReTest, other_formats_are_refused_and_change_nothing) {
  ASSERT_EQ(format(with(default_capacity, 0x30)), "good");
  ASSERT_EQ(write(0, 32), "good");
  const std::string before = state();
  struct Case {
    Format wanted;
    std::uint16_t byte;
  };
  const Case cases[] = {
      {with(default_capacity, 0x26), 8},
      {with(default_capacity, 0x32), 8},
      {with(default_capacity, 0x00, 1), 8},
      {with(capacity, 0x31, 1), 8},
      {with(default_capacity + 1, 0x30), 4},
      {with(11'564'032 - 32, 0x30), 4},
      {with(12'088'320 + 32, 0x30), 4},
      {with(default_capacity, 0x31), 4},
      {with(0, 0x30), 4},
      {with(0xFFFF'FFFF, 0x30), 4},
      {with(default_capacity, 0x30, 0, 1), 9},
      {with(default_capacity, 0x00, 0, 0x5000), 9},
  };
  for (const auto& [wanted, byte] : cases) {
    const auto refused = medium_->format(wanted);
    ASSERT_FALSE(refused) << int{wanted.type};
    EXPECT_EQ(text_of(refused.error()), "5/26/00");
    EXPECT_EQ(refused.error().field->byte, byte) << int{wanted.type} << " of " << wanted.capacity.value;
  }
  EXPECT_EQ(state(), before);
  EXPECT_TRUE(holds(0, 32));
}

// More layers: the default spares as BD-R has them (23652352 blocks of two layers, 47305728 of three).
TEST_F(BdReTest, discs_of_two_and_three_layers_have_more_of_everything) {
  medium_.reset();
  std::filesystem::remove(file());
  insert_blank("bd-re-dl");
  EXPECT_EQ(medium_->formats(), (std::vector{with(23'652'352, 0x00, 0, 0x6000), with(23'652'352, 0x30, 0, 0x6000),
                                             with(23'128'064, 0x30, 0, 0xA000), with(24'176'640, 0x30, 0, 0x2000),
                                             with(24'438'784, 0x31, 0, 0x800)}));
  ASSERT_EQ(format(with(23'652'352, 0x00)), "good");
  EXPECT_EQ(write(23'652'351, 1), "good");
  EXPECT_EQ(write(23'652'352, 1), "5/21/00");
  medium_.reset();
  std::filesystem::remove(file());
  insert_blank("bd-re-tl");
  EXPECT_EQ(medium_->formats().front(), with(47'305'728, 0x00, 0, 0xC000));
  ASSERT_EQ(format(with(48'878'592, 0x31)), "good");
  EXPECT_EQ(write(48'878'591, 1), "good");
  EXPECT_TRUE(holds(48'878'591, 1));
}

TEST_F(BdReTest, certification_takes_the_time_of_the_blocks_that_it_touches) {
  EXPECT_EQ(medium_->certified_by(with(default_capacity, 0x00)), base::BlockCount{0});
  EXPECT_EQ(medium_->certified_by(with(default_capacity, 0x30, 0)), base::BlockCount{0});
  EXPECT_EQ(medium_->certified_by(with(default_capacity, 0x30, 1)), base::BlockCount{0});
  EXPECT_EQ(medium_->certified_by(with(default_capacity, 0x30, 2)), base::BlockCount{2 * default_capacity});
  EXPECT_EQ(medium_->certified_by(with(default_capacity, 0x30, 3)), base::BlockCount{default_capacity / 8});
  Format uncertified = with(default_capacity, 0x30, 2);
  uncertified.without_certification = true;
  EXPECT_EQ(medium_->certified_by(uncertified), base::BlockCount{0});
}

// CLOSE TRACK/SESSION, RESERVE TRACK and SEND CUE SHEET are not for a disc without open tracks. MMC-6, Random Writable.
TEST_F(BdReTest, there_is_nothing_to_close_or_to_reserve) {
  ASSERT_EQ(format(with(default_capacity, 0x00)), "good");
  for (const std::uint8_t function : {0, 1, 2, 3, 4, 5, 6, 7}) EXPECT_EQ(close(function, 1), "5/24/00");
  EXPECT_EQ(reserve(32), "5/30/05");
  EXPECT_EQ(outcome(medium_->send_cue_sheet({}, parameters_)), "5/30/05");
  parameters_.test_write = true;
  EXPECT_EQ(write(0, 32), "5/26/02");
  EXPECT_TRUE(holds_zeros(0, 32));
}

}  // namespace
}  // namespace emulator::media

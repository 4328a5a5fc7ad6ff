#include "emulator/media/dvd_plus_rw.h"

#include <gtest/gtest.h>

#include "emulator/media/disc_fixture.h"

namespace emulator::media {
namespace {

constexpr std::int64_t capacity = 2'295'104;
constexpr Format start{.capacity = base::BlockCount{0xFFFF'FFFF}, .type = 0x26};
constexpr Format restart{.capacity = base::BlockCount{0xFFFF'FFFF}, .type = 0x26, .parameter = 1};

class DvdPlusRwTest : public DiscTest {
 protected:
  void SetUp() override { insert_blank("dvd+rw"); }
  [[nodiscard]] std::string format(const Format& wanted) {
    const auto epoch = medium_->format(wanted);
    if (epoch && !medium_->flush(*epoch)) return "flush failed";
    return outcome(epoch);
  }
  [[nodiscard]] BackgroundFormat status() const { return layout().background_format; }
  [[nodiscard]] std::int64_t done() const { return medium_->background_format().value().done.value; }
};

// Track and capacity as three real drives tell them of a DVD+RW that was never formatted.
// Checklist 135.
TEST_F(DvdPlusRwTest, a_disc_as_sold_was_never_formatted) {
  EXPECT_EQ(state(), "blank | s1 empty 1-1 | t1 s1 0+2295104 free 2295104 blank");
  EXPECT_EQ(status(), BackgroundFormat::none);
  EXPECT_EQ(medium_->background_format(), std::nullopt);
  EXPECT_EQ(medium_->last_readable(), base::Lba{0});
  EXPECT_EQ(medium_->formats(), (std::vector<Format>{{.capacity = base::BlockCount{capacity}, .type = 0x26}}));
  EXPECT_EQ(write(0, 16), "5/30/10");
  EXPECT_EQ(read(0, 1), "5/30/10");
  EXPECT_EQ(close(0), "5/30/10");
  EXPECT_EQ(close(2), "5/30/10") << "as on an ASUS DRW-1608P2";
}

// MMC-6, FORMAT UNIT command, Format Type 26h: all of the disc can be used while the format goes on.
TEST_F(DvdPlusRwTest, a_format_begins_and_the_whole_disc_is_there) {
  ASSERT_EQ(format(start), "good");
  EXPECT_EQ(status(), BackgroundFormat::running);
  EXPECT_EQ(done(), 0);
  EXPECT_EQ(state(), "complete | s1 complete 1-1 lead-out 2295104 | t1 s1 0+2295104 last 2295103 closed");
  EXPECT_EQ(medium_->last_readable(), base::Lba{capacity - 1});
  EXPECT_TRUE(holds_zeros(capacity - 16, 16));
  EXPECT_EQ(write(1600, 16), "good");
  EXPECT_TRUE(holds(1600, 16));
}

TEST_F(DvdPlusRwTest, time_and_writes_move_the_frontier) {
  ASSERT_EQ(format(start), "good");
  medium_->format_next(base::BlockCount{1600});
  EXPECT_EQ(done(), 1600);
  ASSERT_EQ(write(1600, 32), "good");
  EXPECT_EQ(done(), 1632);
  ASSERT_EQ(write(1640, 2), "good") << "its ECC block, 1632 to 1647, is formatted by it";
  EXPECT_EQ(done(), 1648);
  medium_->format_next(base::BlockCount{capacity});
  EXPECT_EQ(status(), BackgroundFormat::complete);
  EXPECT_EQ(done(), capacity);
}

// MMC-6, CLOSE TRACK/SESSION command, close functions 0, 2 and 3 of DVD+RW.
// Checklist 123.
TEST_F(DvdPlusRwTest, closing_suspends_and_restarting_goes_on) {
  for (const std::uint8_t function : {0, 2, 3}) {
    ASSERT_EQ(format(start), "good");
    ASSERT_EQ(write(0, 16, 1), "good");
    medium_->format_next(base::BlockCount{160});
    EXPECT_EQ(close(function), "good");
    EXPECT_EQ(status(), BackgroundFormat::suspended) << int{function};
    medium_->format_next(base::BlockCount{160});
    EXPECT_EQ(done(), 176) << "nothing goes on while it is suspended";
    EXPECT_EQ(close(function), "good") << "suspended already";
    ASSERT_EQ(write(capacity - 16, 16, 2), "good") << "beyond what is formatted";
    ASSERT_EQ(format(restart), "good");
    EXPECT_EQ(status(), BackgroundFormat::running);
    EXPECT_EQ(done(), 176);
    EXPECT_TRUE(holds(0, 16, 1));
    EXPECT_TRUE(holds(capacity - 16, 16, 2));
    EXPECT_EQ(close(0), "good");
  }
  for (const std::uint8_t function : {1, 4, 5, 6, 7}) EXPECT_EQ(close(function, 1), "5/24/00") << int{function};
}

// Checklist 89.
TEST_F(DvdPlusRwTest, a_format_by_the_state) {
  EXPECT_EQ(format(restart), "good") << "never formatted: there is nothing to go on with, it begins";
  EXPECT_EQ(status(), BackgroundFormat::running);
  EXPECT_EQ(format(start), "2/04/04");
  EXPECT_EQ(format(restart), "2/04/04");
  ASSERT_EQ(write(0, 16), "good");
  medium_->format_next(base::BlockCount{capacity});
  EXPECT_EQ(format(restart), "good") << "complete: nothing is left";
  EXPECT_EQ(status(), BackgroundFormat::complete);
  EXPECT_TRUE(holds(0, 16));
  EXPECT_EQ(format(start), "good") << "anew";
  EXPECT_EQ(status(), BackgroundFormat::running);
  EXPECT_EQ(done(), 0);
  EXPECT_TRUE(holds_zeros(0, 16));
}

// dvd+rw-format -lead-out sends 00 02 00 08 00 00 00 00 98 00 00 01.
TEST_F(DvdPlusRwTest, who_goes_on_with_a_format_need_not_say_how_large) {
  ASSERT_EQ(format(start), "good");
  medium_->format_next(base::BlockCount{1600});
  ASSERT_EQ(close(0), "good");
  EXPECT_EQ(format({.capacity = base::BlockCount{0}, .type = 0x26, .parameter = 1}), "good");
  EXPECT_EQ(status(), BackgroundFormat::running);
  EXPECT_EQ(done(), 1600);
}

TEST_F(DvdPlusRwTest, other_formats_are_refused) {
  struct Case {
    Format wanted;
    std::uint16_t byte;
  };
  const Case cases[] = {
      {{.capacity = base::BlockCount{capacity}, .type = 0x00}, 8},
      {{.capacity = base::BlockCount{capacity}, .type = 0x26, .sub_type = 1}, 8},
      {{.capacity = base::BlockCount{capacity - 16}, .type = 0x26}, 4},
      {{.capacity = base::BlockCount{0}, .type = 0x26}, 4},
      {{.capacity = base::BlockCount{capacity}, .type = 0x26, .parameter = 2}, 11},
  };
  for (const auto& [wanted, byte] : cases) {
    const auto refused = medium_->format(wanted);
    ASSERT_FALSE(refused);
    EXPECT_EQ(text_of(refused.error()), "5/26/00");
    EXPECT_EQ(refused.error().field->byte, byte);
  }
  EXPECT_EQ(layout().status, DiscStatus::blank);
  EXPECT_EQ(format({.capacity = base::BlockCount{capacity}, .type = 0x26}), "good");
}

// A disc that leaves in the middle, or whose drive loses power, comes back suspended. MMC-6, READ DISC INFORMATION.
TEST_F(DvdPlusRwTest, a_disc_that_is_taken_out_comes_back_suspended) {
  ASSERT_EQ(format(start), "good");
  medium_->format_next(base::BlockCount{1600});
  ASSERT_EQ(synchronize(), "good");
  medium_->format_next(base::BlockCount{1600});
  reload();
  EXPECT_EQ(status(), BackgroundFormat::suspended);
  EXPECT_EQ(done(), 1600) << "as far as the last durable step knew";
  ASSERT_EQ(format(restart), "good");
  medium_->format_next(base::BlockCount{capacity});
  ASSERT_EQ(synchronize(), "good");
  reload();
  EXPECT_EQ(status(), BackgroundFormat::complete);
}

TEST_F(DvdPlusRwTest, suspending_stops_it) {
  ASSERT_EQ(format(start), "good");
  medium_->suspend_format();
  EXPECT_EQ(status(), BackgroundFormat::suspended);
  medium_->format_next(base::BlockCount{1600});
  EXPECT_EQ(done(), 0);
}

TEST_F(DvdPlusRwTest, a_host_that_writes_all_of_it_completes_the_format) {
  ASSERT_EQ(format(start), "good");
  medium_->format_next(base::BlockCount{capacity - 32});
  ASSERT_EQ(write(capacity - 32, 32), "good");
  EXPECT_EQ(status(), BackgroundFormat::complete);
}

TEST_F(DvdPlusRwTest, a_disc_can_be_made_formatted) {
  medium_.reset();
  std::filesystem::remove(file());
  ASSERT_TRUE(create_disc(file(), "dvd+rw", {.profiles = media_profiles(), .is_formatted = true}));
  reload();
  EXPECT_EQ(status(), BackgroundFormat::complete);
  EXPECT_EQ(medium_->last_readable(), base::Lba{capacity - 1});
}

}  // namespace
}  // namespace emulator::media

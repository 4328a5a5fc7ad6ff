#include "emulator/media/dvd_minus_rw.h"

#include <gtest/gtest.h>

#include "emulator/media/disc_fixture.h"

namespace emulator::media {
namespace {

constexpr std::int64_t capacity = 2'297'888;
constexpr std::uint8_t next_session_allowed = 3;
const std::string blank_state = "blank | s1 empty 1-1 | t1 s1 0+2297888 nwa 0 free 2297888 invisible";

class DvdMinusRwTest : public DiscTest {
 protected:
  void SetUp() override {
    insert_blank("dvd-rw");
    parameters_ = {.write_type = WriteType::packet, .multi_session = next_session_allowed};
  }
  [[nodiscard]] std::string format(std::uint8_t type, std::int64_t blocks, std::uint32_t parameter = 0x10) {
    const auto epoch = medium_->format({.capacity = base::BlockCount{blocks}, .type = type, .parameter = parameter});
    if (epoch && !medium_->flush(*epoch)) return "flush failed";
    return outcome(epoch);
  }
};

// --- sequential recording

// MMC-6, READ TRACK INFORMATION; a real DVD-RW after a full blanking (ASUS DRW-1608P2).
TEST_F(DvdMinusRwTest, disc_as_sold_is_blank_and_written_incrementally) {
  EXPECT_EQ(state(), blank_state);
  EXPECT_EQ(medium_->profile_number(), ProfileNumber::dvd_minus_rw_sequential);
  EXPECT_TRUE(layout().is_erasable);
  EXPECT_TRUE(layout().tracks.front().is_packet);
  EXPECT_EQ(layout().last_possible_lead_out, base::Lba{2'298'496});
  ASSERT_EQ(write(0, 16), "good");
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(next_writable(), 93'952);
}

// MMC-6, BLANK command.
TEST_F(DvdMinusRwTest, full_blanking_makes_it_as_new) {
  ASSERT_EQ(write(0, 64), "good");
  parameters_.multi_session = 0;
  ASSERT_EQ(close(2), "good");
  ASSERT_EQ(layout().status, DiscStatus::complete);
  const BlankJob whole{.type = BlankingType::disc};
  EXPECT_EQ(medium_->blanked_by(whole), base::BlockCount{capacity});
  ASSERT_EQ(blank(BlankingType::disc), "good");
  EXPECT_EQ(state(), blank_state);
  EXPECT_FALSE(layout().is_at_once_only);
  EXPECT_EQ(read(0, 1), "5/21/00");
  ASSERT_EQ(write(0, 32, 2), "good");
  ASSERT_EQ(synchronize(), "good");
  reload();
  EXPECT_TRUE(holds(0, 32, 2));
}

// The Incremental Streaming Writable feature is not current then (AOPEN DUW1608/ARR): a whole disc at once is possible.
TEST_F(DvdMinusRwTest, minimal_blanking_leaves_a_disc_for_writing_at_once) {
  ASSERT_EQ(write(0, 64), "good");
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(medium_->blanked_by({.type = BlankingType::minimal}), base::BlockCount{});
  ASSERT_EQ(blank(BlankingType::minimal), "good");
  reload();
  EXPECT_EQ(state(), blank_state);
  EXPECT_TRUE(layout().is_at_once_only);
  EXPECT_EQ(write(0, 16), "5/64/00");
  EXPECT_EQ(reserve(16), "5/64/00");
  parameters_ = {.write_type = WriteType::session_at_once};
  ASSERT_EQ(reserve(32), "good");
  ASSERT_EQ(write(0, 32), "good");
  ASSERT_EQ(synchronize(), "good");
  EXPECT_EQ(layout().status, DiscStatus::complete);
  ASSERT_EQ(blank(BlankingType::disc), "good");
  EXPECT_FALSE(layout().is_at_once_only);
}

TEST_F(DvdMinusRwTest, last_border_is_opened_again_or_blanked) {
  ASSERT_EQ(write(0, 32), "good");
  ASSERT_EQ(close(2), "good");
  ASSERT_EQ(write(93'952, 32, 2), "good");
  ASSERT_EQ(close(2), "good");
  ASSERT_EQ(blank(BlankingType::last_session), "good");
  EXPECT_EQ(next_writable(), 93'952);
  EXPECT_EQ(read(93'952, 1), "5/21/00");
  ASSERT_EQ(blank(BlankingType::unclose_last_session), "good");
  EXPECT_EQ(next_writable(), 32);
  ASSERT_EQ(reserve(16), "good");
  ASSERT_EQ(blank(BlankingType::unreserve_track), "good");
  EXPECT_EQ(next_writable(), 32);
  EXPECT_TRUE(holds(0, 32));
  EXPECT_EQ(blank(BlankingType::track, 1), "5/24/00") << "of CD-RW alone";
  EXPECT_EQ(blank(static_cast<BlankingType>(7)), "5/24/00");
}

TEST_F(DvdMinusRwTest, simulated_burn_is_forgotten_by_blanking) {
  parameters_.test_write = true;
  ASSERT_EQ(write(0, 16), "good");
  ASSERT_EQ(blank(BlankingType::disc), "good");
  EXPECT_EQ(next_writable(), 0);
}

// --- restricted overwrite

// MMC-6, Formattable Capacity Descriptors of DVD-RW, as real drives list them (ASUS DRW-1608P2).
TEST_F(DvdMinusRwTest, formats_of_a_blank_disc) {
  const std::vector<Format> formats = medium_->formats();
  ASSERT_EQ(formats.size(), 3U);
  EXPECT_EQ(formats[0], (Format{.capacity = base::BlockCount{capacity}, .type = 0x00, .parameter = 0x800}));
  EXPECT_EQ(formats[1], (Format{.capacity = base::BlockCount{capacity}, .type = 0x10, .parameter = 0x10}));
  EXPECT_EQ(formats[2], (Format{.capacity = base::BlockCount{capacity}, .type = 0x15, .parameter = 0x10}));
  EXPECT_EQ(medium_->certified_by(formats[1]), base::BlockCount{capacity});
  EXPECT_EQ(medium_->certified_by(formats[2]), base::BlockCount{});
}

TEST_F(DvdMinusRwTest, full_format_makes_every_block_of_zeros) {
  for (const std::uint8_t type : {0x00, 0x10}) {
    ASSERT_EQ(write(0, 16), "good");
    ASSERT_EQ(format(type, capacity, type == 0 ? 0x800 : 0x10), "good");
    EXPECT_EQ(medium_->profile_number(), ProfileNumber::dvd_minus_rw_restricted_overwrite);
    EXPECT_EQ(state(), "complete | s1 complete 1-1 lead-out 2297888 | t1 s1 0+2297888 last 2297887 closed");
    EXPECT_EQ(layout().formatted_capacity, base::BlockCount{capacity});
    EXPECT_TRUE(layout().is_overwritable);
    EXPECT_TRUE(layout().tracks.front().is_fixed_packet);
    EXPECT_EQ(medium_->last_readable(), base::Lba{capacity - 1});
    EXPECT_TRUE(holds_zeros(0, 16));
    EXPECT_TRUE(holds_zeros(capacity - 16, 16));
    EXPECT_EQ(read(capacity, 1), "5/21/00");
    ASSERT_EQ(blank(BlankingType::disc), "good");
    EXPECT_EQ(state(), blank_state);
  }
}

TEST_F(DvdMinusRwTest, overwriting_takes_whole_ecc_blocks_in_any_order) {
  ASSERT_EQ(format(0x00, 640, 0x800), "good");
  ASSERT_EQ(write(320, 32), "good");
  ASSERT_EQ(write(0, 16), "good");
  ASSERT_EQ(write(320, 16, 2), "good");
  ASSERT_EQ(synchronize(), "good");
  reload();
  EXPECT_TRUE(holds(0, 16));
  EXPECT_TRUE(holds(320, 16, 2));
  EXPECT_TRUE(holds(336, 16));
  EXPECT_TRUE(holds_zeros(16, 304));
  EXPECT_EQ(write(8, 16), "5/21/02");
  EXPECT_EQ(write(0, 8), "5/21/02");
  EXPECT_EQ(write(640, 16), "5/21/00");
  EXPECT_EQ(write(624, 32), "5/21/00");
  EXPECT_EQ(write(-16, 16), "5/21/00");
}

// Quick format: nothing is formatted, and the format grows with what is written behind it.
TEST_F(DvdMinusRwTest, quick_format_is_intermediate_until_it_is_closed) {
  ASSERT_EQ(format(0x15, 0), "good");
  EXPECT_EQ(state(), "appendable | s1 incomplete 1-1 | t1 s1 0+2297888 nwa 0 free 2297888");
  EXPECT_TRUE(layout().is_intermediate);
  EXPECT_EQ(layout().formatted_capacity, std::nullopt);
  EXPECT_EQ(read(0, 1), "5/21/00");
  EXPECT_EQ(close(2), "5/2C/04") << "nothing to close";
  EXPECT_EQ(write(16, 16), "5/21/02");
  ASSERT_EQ(write(0, 32), "good");
  EXPECT_EQ(next_writable(), 32);
  ASSERT_EQ(write(16, 32, 2), "good") << "over its end";
  EXPECT_EQ(next_writable(), 48);
  EXPECT_EQ(medium_->last_readable(), base::Lba{47});
  ASSERT_EQ(synchronize(), "good");
  reload();
  EXPECT_TRUE(layout().is_intermediate);
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(state(), "complete | s1 complete 1-1 lead-out 48 | t1 s1 0+48 last 47 closed");
  EXPECT_TRUE(holds(0, 16));
  EXPECT_TRUE(holds(16, 32, 2));
  EXPECT_EQ(write(48, 16), "5/21/00");
  EXPECT_EQ(close(2), "good") << "closed already";
}

// Checklist 90.
TEST_F(DvdMinusRwTest, last_border_grows) {
  ASSERT_EQ(format(0x15, 0), "good");
  ASSERT_EQ(write(0, 32), "good");
  ASSERT_EQ(close(2), "good");
  const std::vector<Format> formats = medium_->formats();
  ASSERT_EQ(formats.size(), 4U);
  EXPECT_EQ(formats[2], (Format{.capacity = base::BlockCount{capacity - 32}, .type = 0x13, .parameter = 0x10}));
  EXPECT_EQ(format(0x13, capacity), "5/26/00");
  ASSERT_EQ(format(0x13, 64), "good");
  EXPECT_EQ(state(), "appendable | s1 incomplete 1-1 | t1 s1 0+96 nwa 32 free 64 last 31");
  ASSERT_EQ(format(0x13, 0), "good") << "as much as there is";
  EXPECT_EQ(layout().tracks.front().free_blocks, base::BlockCount{capacity - 32});
  EXPECT_TRUE(holds(0, 32));
  ASSERT_EQ(write(32, 16, 2), "good");
  ASSERT_EQ(close(2), "good");
  EXPECT_EQ(medium_->last_readable(), base::Lba{47});
}

TEST_F(DvdMinusRwTest, finalized_disc_is_overwritten_and_does_not_grow) {
  ASSERT_EQ(format(0x15, 0), "good");
  ASSERT_EQ(write(0, 32), "good");
  ASSERT_EQ(close(3), "good");
  reload();
  EXPECT_EQ(medium_->formats().size(), 3U);
  EXPECT_EQ(format(0x13, 0), "5/26/00");
  EXPECT_EQ(write(0, 16, 2), "good");
  for (const std::uint8_t function : {0, 1, 4, 5, 6, 7}) EXPECT_EQ(close(function, 1), "5/24/00") << int{function};
}

TEST_F(DvdMinusRwTest, formats_that_are_not_offered_are_invalid_fields) {
  EXPECT_EQ(format(0x13, 0), "5/26/00") << "there is no border to grow";
  EXPECT_EQ(format(0x26, capacity), "5/26/00");
  EXPECT_EQ(format(0x00, capacity + 16, 0x800), "5/26/00");
  EXPECT_EQ(format(0x00, 0, 0x800), "5/26/00");
  EXPECT_EQ(format(0x10, 24), "5/26/00");
  EXPECT_EQ(format(0x10, 32, 0x20), "5/26/00");
  EXPECT_EQ(state(), blank_state);
}

// There is one way to write on it, which no write type of the mode page changes; libburn leaves the page at session at
// once.
TEST_F(DvdMinusRwTest, formatted_disc_is_overwritten_whatever_write_type_is_selected) {
  ASSERT_EQ(format(0x15, 0), "good");
  for (const WriteType type : {WriteType::packet, WriteType::track_at_once, WriteType::session_at_once}) {
    parameters_.write_type = type;
    EXPECT_EQ(write(0, 16), "good");
  }
}

TEST_F(DvdMinusRwTest, formatted_disc_takes_no_reservation_and_no_test) {
  ASSERT_EQ(format(0x15, 0), "good");
  EXPECT_EQ(reserve(16), "5/72/05");
  parameters_ = {.write_type = WriteType::packet, .test_write = true};
  EXPECT_EQ(write(0, 16), "5/26/02");
}

TEST_F(DvdMinusRwTest, formatted_disc_is_blanked_as_a_whole) {
  ASSERT_EQ(format(0x15, 0), "good");
  ASSERT_EQ(write(0, 32), "good");
  EXPECT_EQ(blank(BlankingType::last_session), "5/24/00");
  ASSERT_EQ(blank(BlankingType::minimal), "good");
  reload();
  EXPECT_EQ(state(), blank_state);
  EXPECT_TRUE(layout().is_at_once_only);
  ASSERT_EQ(format(0x15, 0), "good");
  EXPECT_FALSE(layout().is_at_once_only);
}

}  // namespace
}  // namespace emulator::media

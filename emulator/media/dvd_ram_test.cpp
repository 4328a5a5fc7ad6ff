#include "emulator/media/dvd_ram.h"

#include <gtest/gtest.h>

#include "emulator/media/disc_fixture.h"

namespace emulator::media {
namespace {

constexpr std::int64_t capacity = 2'295'072;
constexpr std::int64_t usual = 2'236'704;

Format with(std::int64_t blocks, std::uint8_t type, std::uint32_t parameter = 0x800) {
  return {.capacity = base::BlockCount{blocks}, .type = type, .parameter = parameter};
}

class DvdRamTest : public DiscTest {
 protected:
  void SetUp() override { insert_blank("dvd-ram"); }
  [[nodiscard]] std::string format(const Format& wanted) {
    const auto epoch = medium_->format(wanted);
    if (epoch && !medium_->flush(*epoch)) return "flush failed";
    return outcome(epoch);
  }
  [[nodiscard]] std::string protect(bool is_protected) {
    const auto epoch = medium_->set_write_protection(is_protected);
    if (epoch && !medium_->flush(*epoch)) return "flush failed";
    return outcome(epoch);
  }
};

// Disc information and capacity as a real drive tells them (TSSTcorp SH-S182M).
TEST_F(DvdRamTest, a_disc_as_sold_is_formatted) {
  EXPECT_EQ(state(), "other | s1 complete 1-1 lead-out 2236704 | t1 s1 0+2236704 last 2236703 closed");
  EXPECT_TRUE(layout().is_overwritable);
  EXPECT_EQ(medium_->last_readable(), base::Lba{usual - 1});
  EXPECT_EQ(layout().background_format, BackgroundFormat::none);
  EXPECT_TRUE(holds_zeros(usual - 16, 16));
  EXPECT_EQ(write(usual - 1, 1), "good");
  EXPECT_EQ(write(usual, 1), "5/21/00");
}

// READ FORMAT CAPACITIES and spare areas of the same report.
TEST_F(DvdRamTest, formats_and_spare_areas_are_those_of_a_real_drive) {
  EXPECT_EQ(medium_->formats(),
            (std::vector{with(2'236'704, 0x00), with(2'295'072, 0x00), with(2'226'976, 0x01), with(2'217'248, 0x01)}));
  EXPECT_EQ(layout().spares.value().free, base::BlockCount{12'800});
  EXPECT_EQ(layout().supplementary_spares.value().free, base::BlockCount{58'368});
}

// MMC-6, FORMAT UNIT command, Format Types 00h and 01h.
TEST_F(DvdRamTest, a_full_format_leaves_zeros_and_a_spare_area_expansion_leaves_the_data) {
  ASSERT_EQ(write(0, 16, 1), "good");
  ASSERT_EQ(write(usual - 16, 16, 2), "good");
  ASSERT_EQ(format(with(2'226'976, 0x01)), "good");
  EXPECT_TRUE(holds(0, 16, 1));
  EXPECT_EQ(medium_->last_readable(), base::Lba{2'226'975});
  EXPECT_EQ(read(usual - 16, 16), "5/21/00") << "the spare area has them";
  EXPECT_EQ(layout().supplementary_spares.value().allocated, base::BlockCount{58'368 + 9'728});
  ASSERT_EQ(format(with(2'295'072, 0x00)), "good");
  EXPECT_TRUE(holds_zeros(0, 16));
  EXPECT_TRUE(holds_zeros(usual - 16, 16));
  EXPECT_EQ(layout().supplementary_spares.value().allocated, base::BlockCount{0});
  ASSERT_EQ(write(capacity - 1, 1, 3), "good");
  reload();
  EXPECT_EQ(medium_->last_readable(), base::Lba{capacity - 1});
}

TEST_F(DvdRamTest, other_formats_are_refused) {
  struct Case {
    Format wanted;
    std::uint16_t byte;
  };
  const Case cases[] = {
      {with(usual, 0x26), 8},          {{.capacity = base::BlockCount{usual}, .sub_type = 1}, 8},
      {with(usual, 0x00, 0x400), 9},   {with(usual - 16, 0x00), 4},
      {with(usual, 0x01), 4},          {with(capacity + 16, 0x00), 4},
      {with(0xFFFF'FFFF, 0x00, 0), 4}, {with(0, 0x00), 4},
  };
  for (const auto& [wanted, byte] : cases) {
    const auto refused = medium_->format(wanted);
    ASSERT_FALSE(refused) << wanted.capacity.value;
    EXPECT_EQ(text_of(refused.error()), "5/26/00");
    EXPECT_EQ(refused.error().field->byte, byte) << wanted.capacity.value;
  }
  EXPECT_EQ(medium_->last_readable(), base::Lba{usual - 1});
}

TEST_F(DvdRamTest, certification_takes_time_unless_the_host_leaves_it_out) {
  Format full = with(usual, 0x00);
  EXPECT_EQ(medium_->certified_by(full), base::BlockCount{2 * usual});
  full.without_certification = true;
  EXPECT_EQ(medium_->certified_by(full), base::BlockCount{0});
  EXPECT_EQ(medium_->certified_by(with(2'226'976, 0x01)), base::BlockCount{0});
  EXPECT_TRUE(medium_->keeps_defect_lists());
}

// MMC-6, DVD-RAM: a host writes 2 KiB, the ECC block of 16 is read, modified and written.
// Checklist 136.
TEST_F(DvdRamTest, parts_of_an_ecc_block_are_written) {
  ASSERT_EQ(write(16, 16, 1), "good");
  ASSERT_EQ(write(17, 1, 2), "good");
  EXPECT_TRUE(holds(16, 1, 1));
  EXPECT_TRUE(holds(17, 1, 2));
  EXPECT_TRUE(holds(18, 14, 1));
  ASSERT_EQ(write(47, 1, 3), "good");
  EXPECT_TRUE(holds_zeros(32, 15));
}

// MMC-6, Write Protect feature: persistent write protection stays on the disc until a host takes it back.
TEST_F(DvdRamTest, a_protected_disc_is_read_and_takes_nothing) {
  ASSERT_EQ(write(0, 16, 1), "good");
  ASSERT_EQ(protect(true), "good");
  EXPECT_EQ(write(0, 16, 2), "7/27/04");
  EXPECT_EQ(format(with(usual, 0x00)), "7/27/04");
  EXPECT_TRUE(holds(0, 16, 1));
  reload();
  EXPECT_TRUE(medium_->is_write_protected());
  EXPECT_EQ(write(0, 16, 2), "7/27/04");
  ASSERT_EQ(protect(false), "good");
  EXPECT_EQ(write(0, 16, 2), "good");
  reload();
  EXPECT_FALSE(medium_->is_write_protected());
}

TEST_F(DvdRamTest, close_and_reserve_are_for_other_discs) {
  for (const std::uint8_t function : {0, 1, 2, 3, 6}) EXPECT_EQ(close(function, 1), "5/24/00");
  EXPECT_EQ(reserve(16), "5/30/05");
}

TEST_F(DvdRamTest, a_disc_can_be_made_unformatted) {
  medium_.reset();
  std::filesystem::remove(file());
  ASSERT_TRUE(create_disc(file(), "dvd-ram", {.profiles = media_profiles(), .is_formatted = false}));
  reload();
  EXPECT_EQ(state(), "blank | s1 empty 1-1 | t1 s1 0+2295072 free 2295072 blank");
  EXPECT_EQ(medium_->formats(), (std::vector{with(2'236'704, 0x00), with(2'295'072, 0x00)}));
  EXPECT_EQ(write(0, 16), "5/30/10");
  EXPECT_EQ(format(with(2'226'976, 0x01)), "5/26/00") << "there is no spare area to expand";
}

TEST(WriteProtection, other_discs_have_none) {
  class Disc : public DiscTest {
   public:
    void TestBody() override {}
    void make(std::string_view name) { insert_blank(name); }
    Medium& medium() { return *medium_; }
  };
  for (const char* name : {"bd-re", "bd-r", "dvd+rw"}) {
    Disc disc;
    disc.make(name);
    EXPECT_EQ(outcome(disc.medium().set_write_protection(true)), "5/30/05") << name;
    EXPECT_FALSE(disc.medium().is_write_protected());
  }
}

}  // namespace
}  // namespace emulator::media

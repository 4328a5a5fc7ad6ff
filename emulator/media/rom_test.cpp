#include "emulator/media/rom.h"

#include <gtest/gtest.h>

#include <fstream>

#include "emulator/media/disc_fixture.h"

namespace emulator::media {
namespace {

class RomTest : public DiscTest {
 protected:
  // A file of that many bytes that begins like an ISO 9660 volume; the rest is a hole.
  void make_image(std::uintmax_t bytes) {
    std::ofstream out{file(), std::ios::binary};
    out.seekp(16 * 2048);
    out << "\x01"
        << "CD001";
    out.close();
    std::filesystem::resize_file(file(), bytes);
  }
  void insert_image(std::int64_t blocks, std::optional<ProfileNumber> is = {}) {
    make_image(static_cast<std::uintmax_t>(blocks * 2048));
    auto opened = open_medium(file(), {.image_is = is});
    ASSERT_TRUE(opened) << opened.error().message;
    medium_ = *std::move(opened);
  }
};

TEST_F(RomTest, size_decides_which_rom_an_image_is) {
  struct Case {
    std::int64_t blocks;
    ProfileNumber profile;
  };
  for (const Case& each :
       {Case{17, ProfileNumber::cd_rom}, Case{360'000, ProfileNumber::cd_rom}, Case{360'001, ProfileNumber::dvd_rom},
        Case{4'173'824, ProfileNumber::dvd_rom}, Case{4'173'825, ProfileNumber::bd_rom}}) {
    insert_image(each.blocks);
    EXPECT_EQ(medium_->profile_number(), each.profile) << each.blocks;
    EXPECT_EQ(medium_->identity().name, rom_name(each.profile));
  }
}

TEST_F(RomTest, every_rom_is_found_by_its_name) {
  for (const ProfileNumber rom : {ProfileNumber::cd_rom, ProfileNumber::dvd_rom, ProfileNumber::bd_rom}) {
    EXPECT_EQ(rom_named(rom_name(rom)), rom);
  }
  EXPECT_EQ(rom_named("bd-r"), std::nullopt);
  EXPECT_EQ(rom_named(""), std::nullopt) << "as the name of what is no ROM";
}

TEST_F(RomTest, an_image_is_what_the_user_says) {
  insert_image(100, ProfileNumber::bd_rom);
  EXPECT_EQ(medium_->profile_number(), ProfileNumber::bd_rom);
  EXPECT_EQ(medium_->ecc_block(), base::BlockCount{32});
}

TEST_F(RomTest, image_is_one_complete_session_with_one_track) {
  insert_image(100);
  EXPECT_EQ(state(), "complete | s1 complete 1-1 lead-out 100 | t1 s1 0+100 last 99 closed");
  EXPECT_EQ(medium_->last_readable(), base::Lba{99});
  EXPECT_EQ(layout().last_possible_lead_out, std::nullopt);
}

TEST_F(RomTest, read_gives_the_images_bytes) {
  insert_image(100);
  const auto sector = medium_->read({base::Lba{16}, base::BlockCount{1}});
  ASSERT_TRUE(sector);
  const base::ByteBuffer bytes = scsi::gather(*sector);
  ASSERT_EQ(bytes.size(), 2048U);
  EXPECT_EQ((std::string{bytes.begin() + 1, bytes.begin() + 6}), "CD001");
  EXPECT_TRUE(holds_zeros(17, 83));
}

TEST_F(RomTest, a_slice_outlives_the_medium) {
  insert_image(100);
  const auto sector = medium_->read({base::Lba{16}, base::BlockCount{1}});
  ASSERT_TRUE(sector);
  medium_.reset();
  std::filesystem::remove(file());
  EXPECT_EQ(scsi::gather(*sector)[1], 'C');
}

TEST_F(RomTest, blocks_of_an_image_that_was_cut_short_are_unrecovered_read_errors) {
  insert_image(100);
  std::filesystem::resize_file(file(), 50 * 2048);
  EXPECT_EQ(read(49, 1), "good");
  EXPECT_EQ(read(50, 1), "3/11/00");
  EXPECT_EQ(read(99, 1), "3/11/00");
  EXPECT_EQ(read(100, 1), "5/21/00");
  const auto across = medium_->read({base::Lba{40}, base::BlockCount{20}});
  ASSERT_FALSE(across);
  EXPECT_EQ(across.error().information, base::Lba{50});
}

TEST_F(RomTest, a_last_block_that_the_image_does_not_fill_ends_in_zeros) {
  make_image(17 * 2048 + 1);
  auto opened = open_medium(file());
  ASSERT_TRUE(opened);
  medium_ = *std::move(opened);
  EXPECT_EQ(medium_->last_readable(), base::Lba{17});
  EXPECT_TRUE(holds_zeros(17, 1));
}

TEST_F(RomTest, read_past_the_end_is_out_of_range) {
  insert_image(100);
  EXPECT_EQ(read(99, 1), "good");
  EXPECT_EQ(read(99, 2), "5/21/00");
  EXPECT_EQ(read(100, 1), "5/21/00");
  EXPECT_EQ(read(-1, 1), "5/21/00");
  EXPECT_EQ(read(0xFFFF'FFFF, 1), "5/21/00");
  EXPECT_EQ(read(100, 0), "good");
}

TEST_F(RomTest, the_information_of_a_refused_read_is_its_first_block_outside) {
  insert_image(100);
  for (const auto& [first, outside] : {std::pair{98, 100}, std::pair{200, 200}, std::pair{-150, -150}}) {
    EXPECT_EQ(medium_->read({base::Lba{first}, base::BlockCount{5}}).error().information, base::Lba{outside});
  }
}

// MMC-6, WRITE (10), CLOSE TRACK/SESSION, RESERVE TRACK and SEND CUE SHEET on read-only media.
TEST_F(RomTest, everything_that_records_is_refused) {
  insert_image(100);
  EXPECT_EQ(write(0, 1), "5/30/05");
  EXPECT_EQ(write(100, 1), "5/30/05");
  EXPECT_EQ(close(2), "5/30/05");
  EXPECT_EQ(reserve(16), "5/30/05");
  EXPECT_EQ(outcome(medium_->send_cue_sheet({}, parameters_)), "5/30/05");
}

TEST_F(RomTest, synchronize_has_nothing_to_do) {
  insert_image(100);
  EXPECT_EQ(synchronize(), "good");
}

TEST_F(RomTest, image_is_opened_for_reading_only) {
  make_image(17 * 2048);
  std::filesystem::permissions(file(), std::filesystem::perms::owner_read);
  EXPECT_TRUE(open_medium(file()));
}

TEST_F(RomTest, a_disc_file_can_hold_a_rom) {
  make_image(17 * 2048 + 1);
  for (const ProfileNumber profile : {ProfileNumber::cd_rom, ProfileNumber::dvd_rom, ProfileNumber::bd_rom}) {
    const auto disc = folder_ / (std::string{rom_name(profile)} + ".bbd");
    ASSERT_TRUE(create_rom(disc, profile, file()));
    const auto verified = verify_disc(disc);
    ASSERT_TRUE(verified);
    EXPECT_FALSE(*verified) << (*verified)->detail;
    auto opened = open_medium(disc);
    ASSERT_TRUE(opened) << opened.error().message;
    const auto shared = open_medium(disc);
    EXPECT_TRUE(shared) << "nobody writes it, so many may read";
    medium_ = *std::move(opened);
    EXPECT_EQ(medium_->profile_number(), profile);
    EXPECT_EQ(state(), "complete | s1 complete 1-1 lead-out 18 | t1 s1 0+18 last 17 closed");
    EXPECT_EQ(scsi::gather(*medium_->read({base::Lba{16}, base::BlockCount{1}}))[1], 'C');
    EXPECT_TRUE(holds_zeros(17, 1));
    EXPECT_EQ(read(18, 1), "5/21/00");
    EXPECT_EQ(write(0, 1), "5/30/05");
  }
}

// What the addresses of a CD and of a DVD cannot say would end the drive that is asked for them.
TEST_F(RomTest, an_image_larger_than_the_disc_is_refused) {
  struct Case {
    std::int64_t most;
    ProfileNumber rom;
  };
  for (const auto& [most, rom] : {Case{449'849, ProfileNumber::cd_rom}, Case{4'173'824, ProfileNumber::dvd_rom},
                                  Case{62'500'864, ProfileNumber::bd_rom}}) {
    make_image(static_cast<std::uintmax_t>(most * 2048));
    EXPECT_TRUE(open_medium(file(), {.image_is = rom})) << most;
    make_image(static_cast<std::uintmax_t>(most * 2048 + 1));
    const auto opened = open_medium(file(), {.image_is = rom});
    ASSERT_FALSE(opened) << most;
    EXPECT_EQ(opened.error().kind, MediaError::Kind::not_a_medium);
    const auto made = create_rom(folder_ / "rom.bbd", rom, file());
    ASSERT_FALSE(made) << most;
    EXPECT_EQ(made.error().kind, MediaError::Kind::not_a_medium);
  }
  EXPECT_FALSE(open_medium(file())) << "larger than every disc";
}

TEST_F(RomTest, an_empty_image_makes_no_rom) {
  make_image(0);
  const auto made = create_rom(folder_ / "rom.bbd", ProfileNumber::cd_rom, file());
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, MediaError::Kind::not_a_medium);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "rom.bbd"));
}

}  // namespace
}  // namespace emulator::media

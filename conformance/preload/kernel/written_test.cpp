// How far a disc is written (Linux drivers/cdrom/cdrom.c, cdrom_get_last_written and cdrom_get_next_writable). MMC-6,
// READ DISC INFORMATION command and READ TRACK INFORMATION command.
#include "conformance/preload/kernel/blocks.h"

#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;

constexpr std::uint8_t disc_information = 0x51;
constexpr std::uint8_t track_information = 0x52;

// A disc whose last session has the one track 2, and what the drive says of a track, byte 0 to 31.
struct Disc : FakeDevice {
  Disc() { drive->always(disc_information, FakeDrive::good_with("00 20 00 01 01 02 02 00 00 00 00 00")); }
  void say(std::string_view track) { drive->always(track_information, FakeDrive::good_with(track)); }
};

// cdrom_get_disc_info and cdrom_get_track_info.
TEST(LastWritten, lengths_are_asked_first) {
  Disc disc;
  disc.say("00 2E 02 01 00 04 01 02 00 00 10 00 00 00 20 00 00 00 00 00 00 00 00 00 00 00 20 00 00 00 2A BC");
  EXPECT_EQ(last_written(*disc.device).value(), 0x2ABC);
  EXPECT_EQ(disc.drive->take_log(),
            (std::vector<std::string>{"51 00 00 00 00 00 00 00 02 00", "51 00 00 00 00 00 00 00 22 00",
                                      "52 01 00 00 00 02 00 00 08 00", "52 01 00 00 00 02 00 00 20 00"}));
}

TEST(LastWritten, is_the_end_of_the_track_where_the_drive_names_no_address) {
  Disc disc;
  disc.say("00 1E 02 01 00 04 01 00 00 00 10 00 00 00 20 00 00 00 00 00 00 00 00 00 00 00 20 00 00 00 2A BC");
  EXPECT_EQ(last_written(*disc.device).value(), 0x3000) << "LRA_V is clear";
  disc.say("00 1A 02 01 00 04 01 02 00 00 10 00 00 00 20 00 00 00 00 00 00 00 00 00 00 00 20 00 00 00 2A BC");
  EXPECT_EQ(last_written(*disc.device).value(), 0x3000) << "the address lies behind the data length";
  disc.say("00 1E 02 01 00 04 01 00 00 00 10 00 00 00 20 00 00 00 00 10 00 00 00 00 00 00 20 00 00 00 00 00");
  EXPECT_EQ(last_written(*disc.device).value(), 0x3000 - 0x10 - 7) << "free blocks, and seven of a packet";
}

TEST(LastWritten, blank_track_gives_way_to_the_one_before) {
  Disc disc;
  disc.drive->next(track_information, FakeDrive::good_with("00 1E 02 01 00 04 41 00"));
  disc.drive->next(track_information, FakeDrive::good_with("00 1E 02 01 00 04 41 00"));
  disc.say("00 1E 01 01 00 04 01 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00 00 01 23");
  EXPECT_EQ(last_written(*disc.device).value(), 0x123);
  EXPECT_EQ(disc.drive->take_log().back(), "52 01 00 00 00 01 00 00 20 00");
}

TEST(LastWritten, falls_back_to_the_lead_out_by_minutes) {
  for (const char* why : {"no disc information", "short disc information", "no track information",
                          "short track information", "blank first track"}) {
    Disc disc;
    disc.say("00 1E 02 01 00 04 01 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00 00 01 23");
    const std::string_view reason(why);
    if (reason == "no disc information") disc.drive->always(disc_information, FakeDrive::refused(0x05, 0x20, 0x00));
    if (reason == "short disc information")
      disc.drive->always(disc_information, FakeDrive::good_with("00 04 00 01 01"));
    if (reason == "no track information") disc.drive->always(track_information, FakeDrive::refused(0x05, 0x24, 0x00));
    if (reason == "short track information") disc.say("00 04 02 01 00 04");
    if (reason == "blank first track") {
      disc.drive->always(disc_information, FakeDrive::good_with("00 20 00 01 01 01 01 00 00 00 00 00"));
      disc.say("00 1E 01 01 00 04 41 00");
    }
    EXPECT_EQ(last_written(*disc.device).value(), 100) << why;
    EXPECT_EQ(disc.drive->take_log().back(), "43 02 00 00 00 00 AA 00 0C 00") << why;
  }
}

TEST(LastWritten, without_a_table_of_contents_either_is_its_errno) {
  Disc disc;
  disc.drive->always(disc_information, FakeDrive::no_medium());
  disc.drive->always(0x43, FakeDrive::no_medium());
  EXPECT_EQ(last_written(*disc.device).error(), ENOMEDIUM);
  EXPECT_EQ(next_writable(*disc.device).error(), ENOMEDIUM);
}

TEST(NextWritable, is_the_last_tracks) {
  Disc disc;
  disc.say("00 1E 02 01 00 04 01 01 00 00 10 00 00 00 20 00 00 00 00 00 00 00 00 00 00 00 20 00 00 00 2A BC");
  EXPECT_EQ(next_writable(*disc.device).value(), 0x2000);
}

TEST(NextWritable, is_seven_blocks_after_the_last_written_where_the_drive_names_none) {
  Disc disc;
  disc.say("00 1E 02 01 00 04 01 02 00 00 10 00 00 00 20 00 00 00 00 00 00 00 00 00 00 00 20 00 00 00 2A BC");
  EXPECT_EQ(next_writable(*disc.device).value(), 0x2ABC + 7);
}

}  // namespace
}  // namespace conformance::preload::kernel

// Linux drivers/cdrom/cdrom.c; the function stands at each claim. MMC-6 clause 5 has the features, the GET
// CONFIGURATION command their header.
#include "conformance/preload/kernel/random_writing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/cdrom.h>

#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* ask_for_mrw = "46 00 00 28 00 00 00 00 10 00";
constexpr const char* ask_for_random_writable = "46 00 00 20 00 00 00 00 18 00";
const std::string header = "00 00 00 20 00 00 00 43 ";
const std::string no_feature = header;
const std::string random_writable = header + "00 20 05 0C 00 00 00 63 00 00 08 00 00 10 01 00";
const std::string mrw_written = header + "00 28 01 04 01 00 00 00";
// READ DISC INFORMATION: 34 bytes; erasable, and the background format's status in byte 7.
std::string disc_information(std::string_view byte_2, std::string_view byte_7) {
  std::string text = "00 20 " + std::string(byte_2) + " 01 01 01 01 " + std::string(byte_7);
  for (int i = 8; i < 34; ++i) text += " 00";
  return text;
}

// A drive whose page 2Ah names what it can write: byte 3 of it.
struct Writer {
  explicit Writer(std::string_view can_write) {
    auto made = std::make_unique<FakeDrive>();
    drive = made.get();
    drive->always(0x5A, FakeDrive::good_with("00 1C 00 00 00 00 00 00 2A 14 3F " + std::string(can_write) +
                                             " F3 F3 29 23 10 8A 01 00 08 00 10 8A 00 00 10 8A 00 00"));
    device = std::make_unique<Device>(std::move(made), Names{}, Address{});
    EXPECT_TRUE(device->attach());
    drive->take_log();
  }
  // Answers of GET CONFIGURATION: to MRW's question, then to that of Random Writable.
  Errno open_with(const std::string& mrw, const std::string& random) {
    drive->next(0x46, FakeDrive::good_with(mrw));
    drive->next(0x46, FakeDrive::good_with(random));
    return open_for_writing(*device);
  }
  Errno open_with_profile(std::uint16_t profile) {
    device->profile = profile;
    return open_with(no_feature, random_writable);
  }
  FakeDrive* drive{};
  std::unique_ptr<Device> device;
};
constexpr std::string_view cds_and_dvds = "17";
constexpr std::string_view also_dvd_ram = "37";

// cdrom_mmc3_profile.
TEST(RandomWriting, profile_is_that_of_get_configuration) {
  Writer made(cds_and_dvds);
  made.drive->next(0x46, FakeDrive::good_with(header));
  learn_profile(*made.device);
  EXPECT_EQ(made.device->profile, 0x43);
  EXPECT_THAT(made.drive->take_log(), ElementsAre("46 00 00 00 00 00 00 00 20 00"));
  made.drive->next(0x46, FakeDrive::refused(0x05, 0x20, 0x00));
  learn_profile(*made.device);
  EXPECT_EQ(made.device->profile, 0xFFFF);
}

// cdrom_is_dvd_rw.
TEST(RandomWriting, is_of_three_profiles) {
  for (const std::uint16_t profile : {0x12, 0x1A, 0x43}) {
    EXPECT_EQ(Writer(cds_and_dvds).open_with_profile(profile), 0) << std::hex << profile;
  }
  for (const std::uint16_t profile : {0x00, 0x08, 0x09, 0x0A, 0x10, 0x11, 0x13, 0x14, 0x1B, 0x40, 0x41, 0x42, 0xFFFF}) {
    EXPECT_EQ(Writer(cds_and_dvds).open_with_profile(profile), EROFS) << std::hex << profile;
  }
}

// cdrom_is_random_writable, and cdrom_open: "if (!CDROM_CAN(CDC_RAM))".
TEST(RandomWriting, needs_the_feature_of_its_name) {
  Writer made(cds_and_dvds);
  made.device->profile = 0x43;
  EXPECT_EQ(made.open_with(no_feature, header + "00 21 05 0C 00 00 00 63 00 00 08 00 00 10 01 00"), EROFS);
  EXPECT_FALSE(made.device->can(CDC_RAM));
  EXPECT_EQ(made.open_with(no_feature, random_writable), 0);
  EXPECT_TRUE(made.device->can(CDC_RAM));
  EXPECT_FALSE(made.device->can(CDC_MRW));
  EXPECT_FALSE(made.device->can(CDC_MRW_W));
  EXPECT_THAT(made.drive->take_log(),
              ElementsAre(ask_for_mrw, ask_for_random_writable, ask_for_mrw, ask_for_random_writable));
}

TEST(RandomWriting, begins_clean) {
  Writer made(cds_and_dvds);
  made.device->is_written = true;
  made.open_with_profile(0x11);
  EXPECT_TRUE(made.device->is_written);
  made.open_with_profile(0x43);
  EXPECT_FALSE(made.device->is_written);
}

// cdrom_dvdram_open_write: "allow writable open if media info read worked and media is erasable, _or_ if it fails".
TEST(RandomWriting, drive_for_dvd_ram_asks_whether_the_disc_is_erasable) {
  Writer made(also_dvd_ram);
  made.drive->always(0x51, FakeDrive::good_with(disc_information("1E", "00")));
  EXPECT_EQ(made.open_with_profile(0x11), 0) << "whatever the profile";
  made.drive->always(0x51, FakeDrive::good_with(disc_information("0E", "00")));
  EXPECT_EQ(made.open_with_profile(0x12), EROFS);
  made.drive->always(0x51, FakeDrive::good_with("00 00"));
  EXPECT_EQ(made.open_with_profile(0x12), 0);
  made.drive->always(0x51, FakeDrive::refused(0x05, 0x20, 0x00));
  EXPECT_EQ(made.open_with_profile(0x12), 0);
}

// cdrom_is_mrw, cdrom_mrw_probe_pc, cdrom_mrw_open_write and cdrom_mrw_set_lba_space.
TEST(RandomWriting, mount_rainier_disc_is_written_in_its_own_address_space) {
  Writer made(cds_and_dvds);
  const std::string page = "00 0E 00 00 00 00 00 00 83 06 00 01 00 00 00 00";
  made.drive->next(0x5A, FakeDrive::good_with(page));
  made.drive->next(0x5A, FakeDrive::good_with(page));
  made.drive->always(0x51, FakeDrive::good_with(disc_information("1E", "03")));
  EXPECT_EQ(made.open_with(mrw_written, random_writable), 0);
  EXPECT_TRUE(made.device->can(CDC_MRW));
  EXPECT_TRUE(made.device->can(CDC_MRW_W));
  EXPECT_THAT(made.drive->take_log(), ElementsAre(ask_for_mrw, "5A 00 03 00 00 00 00 00 10 00", ask_for_random_writable,
                                                  "5A 00 03 00 00 00 00 00 10 00", "55 10 00 00 00 00 00 00 10 00",
                                                  "51 00 00 00 00 00 00 00 02 00", "51 00 00 00 00 00 00 00 22 00"));
}

TEST(RandomWriting, older_page_of_mount_rainier_is_tried_too) {
  Writer made(cds_and_dvds);
  made.drive->always(0x5A, FakeDrive::refused(0x05, 0x24, 0x00));
  EXPECT_EQ(made.open_with(mrw_written, random_writable), EROFS);
  EXPECT_FALSE(made.device->can(CDC_MRW_W));
  EXPECT_THAT(made.drive->take_log(), ElementsAre(ask_for_mrw, "5A 00 03 00 00 00 00 00 10 00",
                                                  "5A 00 2C 00 00 00 00 00 10 00", ask_for_random_writable));
}

// cdrom_mrw_open_write: "mrw_status".
TEST(RandomWriting, mount_rainier_disc_is_written_where_its_format_allows) {
  constexpr std::tuple<const char*, const char*, Errno> cases[]{
      {"1E", "00", EROFS}, {"1E", "02", 0}, {"1E", "03", 0}, {"0E", "03", EROFS}};
  for (const auto& [erasable, status, error] : cases) {
    Writer made(cds_and_dvds);
    made.drive->always(0x51, FakeDrive::good_with(disc_information(erasable, status)));
    EXPECT_EQ(made.open_with(mrw_written, random_writable), error) << erasable << ' ' << status;
  }
}

// cdrom_mrw_bgformat.
TEST(RandomWriting, stopped_format_of_mount_rainier_goes_on) {
  Writer made(cds_and_dvds);
  made.drive->always(0x51, FakeDrive::good_with(disc_information("1E", "01")));
  EXPECT_EQ(made.open_with(mrw_written, random_writable), 0);
  EXPECT_EQ(made.drive->take_log().back(), "04 11 00 00 00 00");
  EXPECT_EQ(made.drive->data_out(), (base::ByteBuffer{0, 2, 0, 8, 0xFF, 0xFF, 0xFF, 0xFF, 0x90, 0, 0, 1}));
  made.drive->always(0x04, FakeDrive::refused(0x05, 0x24, 0x00));
  EXPECT_EQ(made.open_with(mrw_written, random_writable), EROFS);
}

// cdrom_ram_open_write, of drives that can do nothing else.
TEST(RandomWriting, drive_for_random_writing_alone_says_whether_it_is_current) {
  Writer made("00");
  made.device->set_capability(CDC_DVD, false);
  const std::string defects = header + "00 24 05 04 00 00 00 00";
  const auto open = [&](const std::string& management, const std::string& random) {
    made.drive->next(0x46, FakeDrive::good_with(no_feature));
    made.drive->next(0x46, FakeDrive::good_with(random_writable));
    made.drive->next(0x46, FakeDrive::good_with(management));
    made.drive->next(0x46, FakeDrive::good_with(random));
    return open_for_writing(*made.device);
  };
  EXPECT_EQ(open(defects, random_writable), 0);
  EXPECT_EQ(open(defects, header + "00 20 04 0C 00 00 00 63 00 00 08 00 00 10 01 00"), EROFS);
  EXPECT_EQ(open(no_feature, random_writable), EROFS);
}

// cdrom_dvd_rw_close_write.
TEST(RandomWriting, last_close_of_a_written_dvd_plus_rw_closes_its_session) {
  Writer made(cds_and_dvds);
  const auto closed_with = [&](std::uint16_t profile, bool is_written) {
    made.device->profile = profile;
    made.device->is_written = is_written;
    finish_writing(*made.device);
    return made.drive->take_log();
  };
  EXPECT_THAT(closed_with(0x1A, true), ElementsAre("35 00 00 00 00 00 00 00 00 00", "5B 00 00 00 00 00 00 00 00 00",
                                                   "5B 00 02 00 00 00 00 00 00 00"));
  EXPECT_FALSE(made.device->is_written);
  EXPECT_EQ(made.drive->last().timeout, std::chrono::seconds(3000));
  EXPECT_THAT(closed_with(0x1A, false), IsEmpty());
  EXPECT_THAT(closed_with(0x43, true), IsEmpty());
  EXPECT_THAT(closed_with(0x12, true), IsEmpty());
}

}  // namespace
}  // namespace conformance::preload::kernel

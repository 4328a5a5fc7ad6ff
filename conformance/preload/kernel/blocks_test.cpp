// Blocks in other forms (Linux drivers/cdrom/cdrom.c); the function stands at each claim. MMC-6, READ CD command.
#include "conformance/preload/kernel/blocks.h"

#include <linux/cdrom.h>

#include <algorithm>

#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;

constexpr std::uint32_t frame_bytes = CD_FRAMESIZE_RAW;

struct Cd : FakeDevice {
  std::vector<std::string> log() { return drive->take_log(); }
};

// cdrom_read_block.
TEST(Blocks, each_form_has_its_selection_and_length) {
  Cd cd;
  EXPECT_EQ(read_block(*cd.device, 0x01020304, BlockForm::raw)->size(), 2352U);
  EXPECT_EQ(read_block(*cd.device, 16, BlockForm::mode_1)->size(), 2048U);
  EXPECT_EQ(read_block(*cd.device, 16, BlockForm::mode_2)->size(), 2336U);
  EXPECT_EQ(cd.log(),
            (std::vector<std::string>{"BE 00 01 02 03 04 00 00 01 F8 00 00", "BE 08 00 00 00 10 00 00 01 10 00 00",
                                      "BE 00 00 00 00 10 00 00 01 58 00 00"}));
}

// mmc_ioctl_cdrom_read_data: the buffer begins as zeros and is given back whole.
TEST(Blocks, short_block_is_filled_with_zeros) {
  Cd cd;
  cd.drive->next(0xBE, {.data_in = base::ByteBuffer(10, 7)});
  const auto block = read_block(*cd.device, 0, BlockForm::mode_1);
  ASSERT_TRUE(block);
  EXPECT_EQ(std::ranges::count(*block, 7), 10);
  EXPECT_EQ(block->size(), 2048U);
}

// mmc_ioctl_cdrom_read_data: "SCSI-II devices are not required to support READ_CD".
TEST(Blocks, drive_without_read_cd_gets_another_block_length) {
  Cd cd;
  cd.drive->always(0xBE, FakeDrive::refused(0x05, 0x20, 0x00));
  cd.drive->next(0x28, {.data_in = base::ByteBuffer(frame_bytes, 9)});
  const auto block = read_block(*cd.device, 5, BlockForm::raw);
  ASSERT_TRUE(block);
  EXPECT_EQ(*block, base::ByteBuffer(frame_bytes, 9));
  EXPECT_EQ(cd.log(), (std::vector<std::string>{"BE 00 00 00 00 05 00 00 01 F8 00 00", "15 10 00 00 0C 00",
                                                "28 00 00 00 00 05 00 00 01 00", "15 10 00 00 0C 00"}));
  EXPECT_EQ(cd.drive->data_out(), base::parse_hex("00 00 00 08 00 00 00 00 00 00 08 00").value());
  ASSERT_TRUE(read_block(*cd.device, 5, BlockForm::mode_1));
  EXPECT_EQ(cd.log(),
            (std::vector<std::string>{"BE 08 00 00 00 05 00 00 01 10 00 00", "28 00 00 00 00 05 00 00 01 00"}));
}

TEST(Blocks, other_refusals_are_the_errno_of_sr) {
  Cd cd;
  cd.drive->always(0xBE, FakeDrive::refused(0x05, 0x64, 0x00));
  EXPECT_EQ(read_block(*cd.device, 5, BlockForm::raw).error(), EIO);
  cd.drive->always(0xBE, FakeDrive::no_medium());
  EXPECT_EQ(read_block(*cd.device, 5, BlockForm::raw).error(), ENOMEDIUM);
}

// sr_read_cdda_bpc.
TEST(Audio, comes_in_one_command) {
  Cd cd;
  cd.drive->next(0xBE, {.data_in = base::ByteBuffer(75 * frame_bytes, 7)});
  const auto data = read_audio(*cd.device, 0x0100, 75);
  ASSERT_TRUE(data);
  EXPECT_EQ(*data, base::ByteBuffer(75 * frame_bytes, 7));
  EXPECT_EQ(cd.log(), std::vector<std::string>{"BE 04 00 00 01 00 00 00 4B F8 00 00"});
}

// cdrom_read_cdda: "dropping to single frame dma", for good.
TEST(Audio, drive_that_fails_at_many_frames_is_read_one_by_one) {
  Cd cd;
  cd.drive->next(0xBE, FakeDrive::refused(0x03, 0x11, 0x00));
  ASSERT_EQ(read_audio(*cd.device, 10, 2)->size(), 2 * frame_bytes);
  EXPECT_EQ(cd.log(),
            (std::vector<std::string>{"BE 04 00 00 00 0A 00 00 02 F8 00 00", "BE 04 00 00 00 0A 00 00 01 F8 00 00",
                                      "BE 04 00 00 00 0B 00 00 01 F8 00 00"}));
  ASSERT_TRUE(read_audio(*cd.device, 10, 2));
  EXPECT_EQ(cd.log().size(), 2U);
}

// sr_read_cdda_bpc gives EIO whatever the drive said, and nothing is sent again for a unit attention.
TEST(Audio, failure_is_eio) {
  Cd cd;
  cd.drive->always(0xBE, FakeDrive::attention());
  EXPECT_EQ(read_audio(*cd.device, 10, 1).error(), EIO);
  EXPECT_EQ(cd.log().size(), 1U);
  cd.drive->always(0xBE, FakeDrive::no_medium());
  EXPECT_EQ(read_audio(*cd.device, 10, 2).error(), EIO);
  EXPECT_EQ(cd.log().size(), 2U) << "all at once, then the first alone";
}

// cdrom_read_cdda: "dropping to old style cdda" after a hardware error or an aborted command, also for good.
TEST(Audio, transport_that_fails_is_followed_by_the_drivers_own_commands) {
  for (const std::uint8_t key : {std::uint8_t{0x04}, std::uint8_t{0x0B}}) {
    Cd cd;
    cd.drive->next(0xBE, FakeDrive::refused(key, 0x08, 0x03));
    ASSERT_TRUE(read_audio(*cd.device, 10, 1)) << int{key};
    cd.drive->always(0xBE, FakeDrive::no_medium());
    EXPECT_EQ(read_audio(*cd.device, 10, 1).error(), ENOMEDIUM) << int{key};
  }
}

// Linux drivers/scsi/sr_ioctl.c, sr_get_mcn. MMC-6, READ SUB-CHANNEL command, Media Catalog Number data format.
TEST(CatalogNumber, is_thirteen_digits_of_the_sub_channel) {
  Cd cd;
  cd.drive->next(0x42, FakeDrive::good_with("00 15 00 14 02 00 00 00 80 31 32 33 34 35 36 37 38 39 30 31 32 33 00 00"));
  const auto digits = read_catalog_number(*cd.device);
  ASSERT_TRUE(digits);
  EXPECT_EQ(std::string(digits->begin(), digits->end()), "1234567890123");
  EXPECT_EQ(cd.log(), std::vector<std::string>{"42 00 40 02 00 00 00 00 18 00"});
  cd.drive->next(0x42, FakeDrive::refused(0x05, 0x24, 0x00));
  EXPECT_EQ(read_catalog_number(*cd.device).error(), EIO);
}

}  // namespace
}  // namespace conformance::preload::kernel

// The block layer's requests (Linux block/ioctl.c); the function stands at each claim.
#include <fcntl.h>
#include <linux/blkpg.h>
#include <linux/blkzoned.h>
#include <linux/fs.h>
#include <linux/hdreg.h>

#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;

FakeFile sr_file(int flags = O_RDONLY | O_NONBLOCK) { return {wire::Driver::sr, flags}; }

// blkdev_ioctl.
TEST(BlockIoctl, sizes_follow_read_capacity) {
  auto sr = sr_file();
  EXPECT_EQ(FakeFile::value_of<std::uint64_t>(sr.ask(BLKGETSIZE64)), 204'800U);
  EXPECT_EQ(FakeFile::value_of<std::uint64_t>(sr.ask(BLKGETSIZE)), 400U);
  EXPECT_EQ(FakeFile::value_of<int>(sr.ask(BLKSSZGET)), 2048);
  EXPECT_EQ(FakeFile::value_of<int>(sr.ask(BLKPBSZGET)), 2048);
  EXPECT_EQ(FakeFile::value_of<int>(sr.ask(BLKIOMIN)), 2048);
  EXPECT_EQ(FakeFile::value_of<int>(sr.ask(BLKBSZGET)), 4096);
}

// drivers/scsi/sr.c, sr_probe.
TEST(BlockIoctl, empty_drive_has_the_size_of_the_largest_cd) {
  auto drive = std::make_unique<FakeDrive>();
  drive->always(0x00, FakeDrive::no_medium());
  Device device(std::move(drive), {}, {});
  ASSERT_TRUE(device.attach());
  OpenFile file(device, wire::Driver::sr, O_RDONLY | O_NONBLOCK);
  EXPECT_EQ(FakeFile::value_of<std::uint64_t>(control(file, {.request = BLKGETSIZE64})), 1'073'741'312U);
  EXPECT_EQ(FakeFile::value_of<std::uint64_t>(control(file, {.request = BLKGETSIZE})), 2'097'151U);
  EXPECT_EQ(FakeFile::value_of<int>(control(file, {.request = BLKBSZGET})), 2048);
}

// blkdev_common_ioctl.
TEST(BlockIoctl, nature_of_the_device) {
  auto sr = sr_file();
  EXPECT_EQ(FakeFile::value_of<std::uint16_t>(sr.ask(BLKSECTGET)), 2048);
  EXPECT_EQ(FakeFile::value_of<std::uint16_t>(sr.ask(BLKROTATIONAL)), 1);
  for (const unsigned long request : {BLKIOOPT, BLKALIGNOFF, BLKDISCARDZEROES, BLKROGET}) {
    EXPECT_EQ(FakeFile::value_of<int>(sr.ask(request)), 0) << request;
  }
  EXPECT_EQ(FakeFile::value_of<int>(sr.ask(BLKGETZONESZ)), 0);
  EXPECT_EQ(FakeFile::value_of<int>(sr.ask(BLKGETNRZONES)), 0);
  EXPECT_EQ(FakeFile::error_of(sr.ask(BLKREPORTZONE)), ENOTTY);
  EXPECT_EQ(FakeFile::error_of(sr.ask(HDIO_GETGEO)), ENOTTY) << "blkdev_getgeo: sr has no geometry";
}

// blkdev_roset, and BLKRASET in blkdev_common_ioctl.
TEST(BlockIoctl, settings_are_kept_for_the_device) {
  auto sr = sr_file();
  OpenFile other(*sr.device, wire::Driver::sr, O_RDONLY);
  EXPECT_EQ(FakeFile::value_of<std::int64_t>(sr.ask(BLKRAGET)), 256);
  ASSERT_TRUE(sr.ask(BLKRASET, 70));
  EXPECT_EQ(FakeFile::value_of<std::int64_t>(control(other, {.request = BLKFRAGET})), 64) << "in whole pages";
  ASSERT_TRUE(sr.ask_with(BLKROSET, 5));
  EXPECT_EQ(FakeFile::value_of<int>(control(other, {.request = BLKROGET})), 1);
}

// set_blocksize of block/bdev.c.
TEST(BlockIoctl, cache_blocks_are_powers_of_two_from_the_drives_to_a_page) {
  auto sr = sr_file();
  for (const int good : {2048, 4096}) EXPECT_TRUE(sr.ask_with(BLKBSZSET, good)) << good;
  for (const int bad : {0, 512, 1024, 3072, 8192, -4096}) {
    EXPECT_EQ(FakeFile::error_of(sr.ask_with(BLKBSZSET, bad)), EINVAL) << bad;
  }
}

TEST(BlockIoctl, changes_need_privileges) {
  auto sr = sr_file();
  const std::int32_t value = 2048;
  const auto bytes = answer_with(value)->bytes;
  for (const unsigned long request :
       std::initializer_list<unsigned long>{BLKFLSBUF, BLKROSET, BLKRASET, BLKFRASET, BLKBSZSET, BLKRRPART, BLKPG}) {
    EXPECT_EQ(FakeFile::error_of(control(sr.file, {.request = request, .bytes = bytes})), EACCES) << request;
  }
  EXPECT_TRUE(sr.ask(BLKFLSBUF));
}

// disk_scan_partitions of block/genhd.c, blkpg_do_ioctl.
TEST(BlockIoctl, disc_has_no_partitions) {
  auto sr = sr_file();
  EXPECT_EQ(FakeFile::error_of(sr.ask(BLKRRPART)), EINVAL);
  EXPECT_EQ(FakeFile::error_of(sr.ask(BLKPG)), EINVAL);
}

// blk_ioctl_discard, blk_ioctl_secure_erase, blk_ioctl_zeroout.
TEST(BlockIoctl, nothing_is_discarded) {
  auto reader = sr_file();
  auto writer = sr_file(O_RDWR | O_NONBLOCK);
  for (const unsigned long request : {BLKDISCARD, BLKSECDISCARD, BLKZEROOUT}) {
    EXPECT_EQ(FakeFile::error_of(reader.ask(request)), EBADF) << request;
  }
  EXPECT_EQ(FakeFile::error_of(writer.ask(BLKDISCARD)), EOPNOTSUPP);
  EXPECT_EQ(FakeFile::error_of(writer.ask(BLKSECDISCARD)), EOPNOTSUPP);
  EXPECT_EQ(FakeFile::error_of(writer.ask(BLKZEROOUT)), EIO);
}

// The block layer answers for itself, whatever became of the drive.
TEST(BlockIoctl, lost_drive_still_has_its_size) {
  auto sr = sr_file();
  sr.drive->sever();
  EXPECT_EQ(FakeFile::value_of<std::uint64_t>(sr.ask(BLKGETSIZE64)), 204'800U);
}

}  // namespace
}  // namespace conformance::preload::kernel

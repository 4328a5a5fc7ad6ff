// Writing the block device (Linux block/fops.c, fs/buffer.c, and drivers/scsi/sr.c behind them); the function stands at
// each claim. What would fail later, when the cache is written, fails at once (Decision 5).
#include "conformance/preload/kernel/block_writing.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "conformance/preload/kernel/block.h"
#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;
using testing::ElementsAre;

struct BlockFile : FakeFile {
  explicit BlockFile(int flags = O_RDWR | O_NONBLOCK) : FakeFile(wire::Driver::sr, flags) {
    device->check_medium();
    drive->take_log();
  }
};

constexpr std::uint64_t disc_bytes = 100 * 2048;

TEST(BlockWriting, whole_blocks_of_the_cache_go_as_they_are) {
  BlockFile made;
  const base::ByteBuffer data(4096, 0xAB);
  EXPECT_EQ(write(made.file, data, 8192).value(), 4096);
  EXPECT_THAT(made.drive->take_log(), ElementsAre("2A 00 00 00 00 04 00 00 02 00"));
  EXPECT_EQ(made.drive->data_out(), data);
  EXPECT_TRUE(made.device->is_written);
}

// block_write_begin: the drive's two blocks before and behind are read first.
TEST(BlockWriting, parts_of_blocks_are_filled_up_from_the_disc) {
  BlockFile made;
  EXPECT_EQ(write(made.file, base::ByteBuffer(4096, 0xAB), 2047).value(), 4096);
  EXPECT_THAT(made.drive->take_log(), ElementsAre("28 00 00 00 00 00 00 00 02 00", "28 00 00 00 00 02 00 00 02 00",
                                                  "2A 00 00 00 00 00 00 00 04 00"));
  base::ByteBuffer wanted(2047, 0);
  wanted.insert(wanted.end(), 4096, 0xAB);
  wanted.insert(wanted.end(), 1, 2);
  wanted.insert(wanted.end(), 2048, 3);
  EXPECT_EQ(made.drive->data_out(), wanted);
}

TEST(BlockWriting, part_of_one_block_reads_it_once) {
  BlockFile made;
  EXPECT_EQ(write(made.file, base::ByteBuffer(2, 0xAB), 2047).value(), 2);
  EXPECT_THAT(made.drive->take_log(), ElementsAre("28 00 00 00 00 00 00 00 02 00", "2A 00 00 00 00 00 00 00 02 00"));
  EXPECT_EQ(write(made.file, base::ByteBuffer(2048, 0xAB), 2048).value(), 2048);
  EXPECT_THAT(made.drive->take_log(), ElementsAre("28 00 00 00 00 00 00 00 02 00", "2A 00 00 00 00 00 00 00 02 00"));
}

TEST(BlockWriting, much_goes_in_commands_of_64_kib) {
  BlockFile made;
  EXPECT_EQ(write(made.file, base::ByteBuffer(40 * 2048), 0).value(), 40 * 2048);
  EXPECT_THAT(made.drive->take_log(), ElementsAre("2A 00 00 00 00 00 00 00 20 00", "2A 00 00 00 00 20 00 00 08 00"));
}

// blkdev_write_iter, in its order.
TEST(BlockWriting, is_refused_behind_the_end_and_cut_there) {
  BlockFile made;
  const base::ByteBuffer data(4096);
  EXPECT_EQ(write(made.file, {}, disc_bytes).value(), 0);
  EXPECT_EQ(write(made.file, data, disc_bytes).error(), ENOSPC);
  EXPECT_EQ(write(made.file, data, disc_bytes - 2048).value(), 2048);
  ASSERT_TRUE(seek(made.file, 0, SEEK_END));
  EXPECT_EQ(write(made.file, data, -1).error(), ENOSPC);
  made.device->is_read_only = 1;
  EXPECT_EQ(write(made.file, {}, 0).error(), EPERM);
}

TEST(BlockWriting, position_moves_with_it) {
  BlockFile made;
  ASSERT_TRUE(seek(made.file, 4096, SEEK_SET));
  EXPECT_EQ(write(made.file, base::ByteBuffer(100), -1).value(), 100);
  EXPECT_EQ(seek(made.file, 0, SEEK_CUR).value(), 4196);
  EXPECT_EQ(write(made.file, base::ByteBuffer(100), 0).value(), 100);
  EXPECT_EQ(seek(made.file, 0, SEEK_CUR).value(), 4196);
}

TEST(BlockWriting, what_came_onto_the_disc_before_a_failure_counts) {
  BlockFile made;
  made.drive->next(0x2A, {});
  made.drive->next(0x2A, FakeDrive::refused(0x03, 0x0C, 0x00));
  made.drive->always(0x2A, FakeDrive::refused(0x03, 0x0C, 0x00));
  EXPECT_EQ(write(made.file, base::ByteBuffer(80 * 2048), 2048).value(), 31 * 2048) << "but for what filled a block up";
  EXPECT_EQ(write(made.file, base::ByteBuffer(4096), 0).error(), EIO);
}

TEST(BlockWriting, block_that_cannot_be_filled_up_is_not_written) {
  BlockFile made;
  made.drive->always(0x28, FakeDrive::refused(0x03, 0x11, 0x00));
  EXPECT_EQ(write(made.file, base::ByteBuffer(10), 0).error(), EIO);
  EXPECT_THAT(made.drive->take_log(), ElementsAre("28 00 00 00 00 00 00 00 02 00"));
}

// blkdev_dio_unaligned, __blkdev_direct_IO_simple.
TEST(BlockWriting, direct_writing_is_of_whole_blocks_alone) {
  BlockFile made(O_RDWR | O_NONBLOCK | O_DIRECT);
  EXPECT_EQ(write(made.file, base::ByteBuffer(2048), 2048).value(), 2048);
  EXPECT_THAT(made.drive->take_log(), ElementsAre("2A 00 00 00 00 01 00 00 01 00"));
  EXPECT_EQ(write(made.file, base::ByteBuffer(2047), 2048).error(), EINVAL);
  EXPECT_EQ(write(made.file, base::ByteBuffer(2048), 2047).error(), EINVAL);
  made.drive->always(0x2A, FakeDrive::refused(0x03, 0x0C, 0x00));
  EXPECT_EQ(write(made.file, base::ByteBuffer(2048), 2048).error(), EIO);
}

// sr_init_command: "if (!cd->writeable)", which get_capabilities finds out once.
TEST(BlockWriting, drive_without_capabilities_is_sent_no_write) {
  auto made = std::make_unique<FakeDrive>();
  FakeDrive& drive = *made;
  drive.always(0x5A, FakeDrive::refused(0x05, 0x20, 0x00));
  Device device(std::move(made), {}, {});
  ASSERT_TRUE(device.attach());
  OpenFile file(device, wire::Driver::sr, O_RDWR | O_NONBLOCK);
  drive.take_log();
  EXPECT_EQ(write(file, base::ByteBuffer(4096), 0).error(), EIO);
  EXPECT_TRUE(drive.take_log().empty());
}

// sr_init_command.
TEST(BlockWriting, changed_medium_and_lost_drive_are_not_written) {
  BlockFile made;
  made.drive->next(0x2A, FakeDrive::attention());
  EXPECT_EQ(write(made.file, base::ByteBuffer(4096), 0).error(), EIO);
  made.drive->take_log();
  EXPECT_EQ(write(made.file, base::ByteBuffer(4096), 0).error(), EIO);
  EXPECT_TRUE(made.drive->take_log().empty());
  BlockFile lost;
  lost.drive->sever();
  EXPECT_EQ(write(lost.file, base::ByteBuffer(4096), 0).error(), EIO);
}

}  // namespace
}  // namespace conformance::preload::kernel

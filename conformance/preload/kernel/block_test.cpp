// The block device as a file (Linux block/fops.c, and drivers/scsi/sr.c behind it); the function stands at each claim.
#include "conformance/preload/kernel/block.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;

// Open, after the look at the medium that opening is.
struct BlockFile : FakeFile {
  explicit BlockFile(int flags = O_RDONLY | O_NONBLOCK) : FakeFile(wire::Driver::sr, flags) {
    device->check_medium();
    drive->take_log();
  }
};

constexpr std::uint64_t disc_bytes = 100 * 2048;

// The page cache reads blocks of 4096 bytes on a disc whose size they fill.
TEST(Block, read_of_parts_of_blocks_is_cut_out) {
  BlockFile made;
  const auto bytes = read_at(made.file, 2047, 2050);
  ASSERT_TRUE(bytes);
  ASSERT_EQ(bytes->size(), 2050U);
  EXPECT_EQ(bytes->front(), 0);
  EXPECT_EQ((*bytes)[1], 1);
  EXPECT_EQ(bytes->back(), 2);
  EXPECT_EQ(made.drive->take_log(), std::vector<std::string>{"28 00 00 00 00 00 00 00 04 00"});
}

// blkdev_read_iter.
TEST(Block, reading_ends_with_the_medium) {
  BlockFile made;
  EXPECT_EQ(read_at(made.file, disc_bytes - 1, 10)->size(), 1U);
  EXPECT_EQ(read_at(made.file, disc_bytes, 10)->size(), 0U);
  EXPECT_EQ(read_at(made.file, disc_bytes + 1, 10)->size(), 0U);
  EXPECT_EQ(read_at(made.file, 0, 0)->size(), 0U);
  made.drive->sever();
  EXPECT_EQ(read_at(made.file, disc_bytes, 10)->size(), 0U) << "nobody asks the drive";
}

TEST(Block, whole_disc_comes_in_commands_of_64_kib) {
  BlockFile made;
  const auto bytes = read_at(made.file, 0, disc_bytes);
  ASSERT_TRUE(bytes);
  EXPECT_EQ(bytes->size(), disc_bytes);
  EXPECT_EQ(made.drive->count_of("28 00 00 00 00 20 00 00 20 00"), 1U);
}

// A page of the cache is whole or not there: the good block beside a bad one of the same page is lost.
TEST(Block, pages_before_a_bad_one_are_read) {
  BlockFile made;
  made.drive->next(0x28, FakeDrive::refused(0x03, 0x11, 0x00));
  made.drive->next(0x28, {.data_in = base::ByteBuffer(4096, 9)});
  made.drive->next(0x28, FakeDrive::refused(0x03, 0x11, 0x00));
  const auto bytes = read_at(made.file, 0, 6 * 2048);
  ASSERT_TRUE(bytes);
  EXPECT_EQ(bytes->size(), 4096U);
  EXPECT_EQ(made.drive->take_log(),
            (std::vector<std::string>{"28 00 00 00 00 00 00 00 06 00", "28 00 00 00 00 00 00 00 02 00",
                                      "28 00 00 00 00 02 00 00 02 00"}));
}

TEST(Block, bad_first_block_is_eio) {
  BlockFile made;
  made.drive->always(0x28, FakeDrive::refused(0x03, 0x11, 0x00));
  EXPECT_EQ(read_at(made.file, 0, 2048).error(), EIO);
}

// drivers/scsi/scsi_error.c, scsi_check_sense, with MAX_RETRIES of drivers/scsi/sr.h.
TEST(Block, read_is_tried_again_where_that_may_help) {
  BlockFile made;
  made.drive->next(0x28, FakeDrive::refused(0x0B, 0x47, 0x00));
  made.drive->next(0x28, FakeDrive::refused(0x03, 0x02, 0x00));
  EXPECT_TRUE(read_at(made.file, 0, 4096));
  made.drive->always(0x28, FakeDrive::refused(0x0B, 0x47, 0x00));
  made.drive->take_log();
  EXPECT_EQ(read_at(made.file, 0, 4096).error(), EIO);
  EXPECT_EQ(made.drive->take_log().size(), 4U);
  made.drive->always(0x28, FakeDrive::refused(0x03, 0x11, 0x00));
  EXPECT_EQ(read_at(made.file, 0, 4096).error(), EIO);
  EXPECT_EQ(made.drive->take_log().size(), 1U) << "an unrecovered read error is final";
}

scsi::Answer failure_at(std::uint8_t key, std::uint8_t block) {
  scsi::Answer answer = FakeDrive::refused(key, 0x11, 0x00);
  answer.sense[0] = 0xF0;
  answer.sense[6] = block;
  return answer;
}

// drivers/scsi/sr.c, sr_done: "READ CAPACITY [may] be up to 75 2K sectors past the last readable block".
TEST(Block, error_near_the_end_is_the_end) {
  BlockFile made;
  for (const auto& [key, block, bytes] :
       {std::tuple{0x03, 99, 98 * 2048}, {0x05, 97, 96 * 2048}, {0x0D, 60, 60 * 2048}}) {
    made.drive->next(0x28, failure_at(static_cast<std::uint8_t>(key), static_cast<std::uint8_t>(block)));
    EXPECT_EQ(read_at(made.file, 0, 4096).error(), EIO);
    EXPECT_EQ(made.device->capacity().bytes, static_cast<std::uint64_t>(bytes)) << "in whole pages";
  }
  EXPECT_EQ(seek(made.file, 0, SEEK_END).value(), 60 * 2048);
  EXPECT_EQ(read_at(made.file, 60 * 2048, 10)->size(), 0U);
}

// mm/filemap.c, filemap_read: "i_size must be checked after we know the pages are Uptodate".
TEST(Block, read_of_what_turns_out_to_be_the_end_is_no_error) {
  BlockFile made;
  made.drive->always(0x28, failure_at(0x03, 98));
  EXPECT_EQ(read_at(made.file, 98 * 2048, 2048)->size(), 0U);
}

// sr_done, and drivers/scsi/scsi_lib.c, scsi_io_completion_nz_result.
TEST(Block, recovered_error_is_none) {
  BlockFile made;
  scsi::Answer answer = FakeDrive::refused(0x01, 0x17, 0x00);
  answer.data_in = base::ByteBuffer(4096, 7);
  made.drive->next(0x28, answer);
  EXPECT_EQ(read_at(made.file, 0, 2048).value(), base::ByteBuffer(2048, 7));
}

// sr_done.
TEST(Block, error_elsewhere_or_of_another_kind_is_no_end) {
  BlockFile made;
  made.drive->next(0x28, failure_at(0x03, 20));
  EXPECT_EQ(read_at(made.file, 0, 4096).error(), EIO);
  made.drive->next(0x28, failure_at(0x02, 99));
  EXPECT_EQ(read_at(made.file, 0, 4096).error(), EIO);
  EXPECT_EQ(made.device->capacity().bytes, disc_bytes);
}

// sr_done compares with what the drive told, not with what is left.
TEST(Block, end_moves_no_further_than_75_blocks_from_the_told_one) {
  BlockFile made;
  for (const std::uint8_t block : {60, 26, 24}) {
    made.drive->next(0x28, failure_at(0x03, block));
    EXPECT_EQ(read_at(made.file, 0, 4096).error(), EIO);
  }
  EXPECT_EQ(made.device->capacity().bytes, 26U * 2048);
}

TEST(Block, lost_drive_is_eio) {
  BlockFile made;
  made.drive->sever();
  EXPECT_EQ(read_at(made.file, 0, 2048).error(), EIO);
}

// sr_init_command: a change that anybody met closes the medium until it is opened again.
TEST(Block, changed_medium_is_not_read_until_the_next_open) {
  BlockFile made;
  made.drive->next(0x28, FakeDrive::attention());
  EXPECT_EQ(read_at(made.file, 0, 2048).error(), EIO);
  made.drive->take_log();
  EXPECT_EQ(read_at(made.file, 0, 2048).error(), EIO);
  EXPECT_TRUE(made.drive->take_log().empty());
  made.device->check_medium();
  EXPECT_TRUE(read_at(made.file, 0, 2048));
}

// block/fops.c, blkdev_dio_unaligned; iscsi_tcp takes memory at any address.
TEST(Block, direct_reading_is_of_whole_blocks) {
  BlockFile made(O_RDONLY | O_NONBLOCK | O_DIRECT);
  EXPECT_TRUE(read_at(made.file, 2048, 4096));
  EXPECT_EQ(read_at(made.file, 2047, 2048).error(), EINVAL);
  EXPECT_EQ(read_at(made.file, 2048, 2047).error(), EINVAL);
  EXPECT_EQ(read_at(made.file, disc_bytes - 2048, 5000)->size(), 2048U) << "cut at the end first";
}

// __blkdev_direct_IO_simple.
TEST(Block, direct_reading_takes_what_it_asks_for_and_all_of_it) {
  BlockFile made(O_RDONLY | O_NONBLOCK | O_DIRECT);
  EXPECT_EQ(read_at(made.file, 2048, 2048)->front(), 1);
  EXPECT_EQ(made.drive->take_log(), std::vector<std::string>{"28 00 00 00 00 01 00 00 01 00"});
  made.drive->next(0x28, scsi::Answer{.data_in = base::ByteBuffer(65536)});
  made.drive->next(0x28, FakeDrive::refused(0x03, 0x11, 0x00));
  EXPECT_EQ(read_at(made.file, 0, 40 * 2048).error(), EIO) << "not even the first 32 blocks";
}

// block/fops.c, blkdev_llseek.
TEST(Block, position_moves_with_reading_and_seeking) {
  BlockFile made;
  ASSERT_TRUE(read_on(made.file, 2048));
  EXPECT_EQ(seek(made.file, 0, SEEK_CUR).value(), 2048);
  EXPECT_EQ(seek(made.file, -1, SEEK_END).value(), static_cast<std::int64_t>(disc_bytes) - 1);
  EXPECT_EQ(read_on(made.file, 10)->size(), 1U);
  EXPECT_EQ(seek(made.file, -1, SEEK_SET).error(), EINVAL);
  EXPECT_EQ(seek(made.file, static_cast<std::int64_t>(disc_bytes) + 1, SEEK_SET).error(), EINVAL);
  EXPECT_EQ(seek(made.file, 0, SEEK_HOLE).error(), EINVAL);
  EXPECT_EQ(seek(made.file, 0, 77).error(), EINVAL);
}

// block/bdev.c, set_init_blocksize.
TEST(Block, cache_has_the_largest_blocks_that_fill_the_disc) {
  EXPECT_EQ(cache_block_bytes({.bytes = disc_bytes, .block_bytes = 2048}), 4096U);
  EXPECT_EQ(cache_block_bytes({.bytes = disc_bytes - 2048, .block_bytes = 2048}), 2048U);
  EXPECT_EQ(cache_block_bytes({.bytes = 0x1FFFFFULL * 512, .block_bytes = 2048}), 2048U);
  EXPECT_EQ(cache_block_bytes({.bytes = 1024 * 3, .block_bytes = 512}), 1024U);
  EXPECT_EQ(cache_block_bytes({.bytes = 0, .block_bytes = 2048}), 4096U);
}

// drivers/scsi/sg.c, sg_open: nonseekable_open takes lseek, pread and pwrite away.
TEST(Block, sg_is_no_file_to_read_from) {
  FakeFile made(wire::Driver::sg, O_RDWR | O_NONBLOCK);
  EXPECT_EQ(seek(made.file, 0, SEEK_SET).error(), ESPIPE);
  EXPECT_EQ(read_at(made.file, 0, 10).error(), ESPIPE);
  EXPECT_EQ(write(made.file, base::ByteBuffer(10), 0).error(), ESPIPE);
  EXPECT_EQ(read_on(made.file, 10).error(), EAGAIN);
  EXPECT_EQ(write(made.file, base::ByteBuffer(10), -1).error(), EIO);
}

}  // namespace
}  // namespace conformance::preload::kernel

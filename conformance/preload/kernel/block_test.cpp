#include "conformance/preload/kernel/block.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;

struct BlockFile : FakeFile {
  BlockFile() : FakeFile(wire::Driver::sr, O_RDONLY | O_NONBLOCK) {}
};

constexpr std::uint64_t disc_bytes = 100 * 2048;

TEST(Block, read_of_parts_of_blocks_is_cut_out) {
  BlockFile made;
  const auto bytes = read(made.file, 2047, 2050);
  ASSERT_TRUE(bytes);
  ASSERT_EQ(bytes->size(), 2050U);
  EXPECT_EQ(bytes->front(), 0);
  EXPECT_EQ((*bytes)[1], 1);
  EXPECT_EQ(bytes->back(), 2);
  EXPECT_EQ(made.drive->take_log().back(), "28 00 00 00 00 00 00 00 03 00");
}

TEST(Block, reading_ends_with_the_medium) {
  BlockFile made;
  EXPECT_EQ(read(made.file, disc_bytes - 1, 10)->size(), 1U);
  EXPECT_EQ(read(made.file, disc_bytes, 10)->size(), 0U);
  EXPECT_EQ(read(made.file, disc_bytes + 1, 10)->size(), 0U);
}

TEST(Block, whole_disc_comes_in_commands_of_64_kib) {
  BlockFile made;
  const auto bytes = read(made.file, 0, disc_bytes);
  ASSERT_TRUE(bytes);
  EXPECT_EQ(bytes->size(), disc_bytes);
  EXPECT_EQ(made.drive->count_of("28 00 00 00 00 20 00 00 20 00"), 1U);
}

TEST(Block, blocks_before_a_bad_one_are_read) {
  BlockFile made;
  made.drive->next(0x28, FakeDrive::refused(0x03, 0x11, 0x00));
  made.drive->next(0x28, {.data_in = base::ByteBuffer(2048, 9)});
  made.drive->next(0x28, FakeDrive::refused(0x03, 0x11, 0x00));
  const auto bytes = read(made.file, 0, 4 * 2048);
  ASSERT_TRUE(bytes);
  EXPECT_EQ(bytes->size(), 2048U);
}

TEST(Block, bad_first_block_is_eio) {
  BlockFile made;
  made.drive->always(0x28, FakeDrive::refused(0x03, 0x11, 0x00));
  EXPECT_EQ(read(made.file, 0, 2048).error(), EIO);
}

TEST(Block, lost_drive_is_eio) {
  BlockFile made;
  made.drive->sever();
  EXPECT_EQ(read(made.file, 0, 2048).error(), EIO);
}

TEST(Block, position_moves_with_reading_and_seeking) {
  BlockFile made;
  ASSERT_TRUE(read_on(made.file, 2048));
  EXPECT_EQ(seek(made.file, 0, SEEK_CUR).value(), 2048);
  EXPECT_EQ(seek(made.file, -1, SEEK_END).value(), static_cast<std::int64_t>(disc_bytes) - 1);
  EXPECT_EQ(read_on(made.file, 10)->size(), 1U);
  EXPECT_EQ(seek(made.file, -1, SEEK_SET).error(), EINVAL);
  EXPECT_EQ(seek(made.file, static_cast<std::int64_t>(disc_bytes) + 1, SEEK_SET).error(), EINVAL);
  EXPECT_EQ(seek(made.file, 0, 77).error(), EINVAL);
}

TEST(Block, sg_is_no_file_to_read_from) {
  FakeFile made(wire::Driver::sg, O_RDWR | O_NONBLOCK);
  EXPECT_EQ(seek(made.file, 0, SEEK_SET).error(), ESPIPE);
  EXPECT_EQ(read(made.file, 0, 10).error(), EAGAIN);
}

}  // namespace
}  // namespace conformance::preload::kernel

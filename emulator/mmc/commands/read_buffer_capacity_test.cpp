#include "emulator/mmc/commands/read_buffer_capacity.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view in_bytes = "5C 00 00 00 00 00 00 00 0C 00";
constexpr std::string_view in_blocks = "5C 01 00 00 00 00 00 00 0C 00";

TEST(ReadBufferCapacity, empty_buffer_is_all_free) {
  TestDrive bench;
  EXPECT_EQ(bench.data(in_bytes), "00 0A 00 00 00 40 00 00 00 40 00 00");
  EXPECT_EQ(bench.data(in_blocks), "00 0A 00 01 00 00 00 00 00 00 08 00");
}

// Checklist 87.
TEST(ReadBufferCapacity, written_data_take_room_until_they_are_on_the_disc) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  ASSERT_EQ(bench.outcome("2A 00 00 00 00 00 00 02 00 00", base::ByteBuffer(1024 * 1024)), "GOOD");
  EXPECT_EQ(bench.data(in_bytes), "00 0A 00 00 00 40 00 00 00 30 00 00");
  EXPECT_EQ(bench.data(in_blocks), "00 0A 00 01 00 00 00 00 00 00 06 00");
  bench.wait(117ms);
  EXPECT_EQ(bench.data(in_bytes), "00 0A 00 00 00 40 00 00 00 40 00 00");
}

}  // namespace
}  // namespace emulator::mmc

#include "emulator/drive/write_buffer.h"

#include <gtest/gtest.h>

namespace emulator::drive {
namespace {

using namespace std::chrono_literals;

// A thousand bytes a second, and room for four thousand.
constexpr BufferedWrite one_second{base::ByteCount{1000}, 1s};

TEST(WriteBuffer, is_empty_at_first) {
  const WriteBuffer buffer{base::ByteCount{4000}};
  EXPECT_EQ(buffer.free(base::Instant{}), base::ByteCount{4000});
  EXPECT_EQ(buffer.drain_time(base::Instant{}), 0s);
}

TEST(WriteBuffer, takes_at_once_what_fits) {
  WriteBuffer buffer{base::ByteCount{4000}};
  for (int i = 0; i < 4; ++i) EXPECT_EQ(buffer.accept(one_second, base::Instant{}), 0s);
  EXPECT_EQ(buffer.free(base::Instant{}), base::ByteCount{0});
  EXPECT_EQ(buffer.drain_time(base::Instant{}), 4s);
}

// Checklist 117.
TEST(WriteBuffer, makes_a_host_wait_for_what_does_not_fit) {
  WriteBuffer buffer{base::ByteCount{4000}};
  for (int i = 0; i < 4; ++i) buffer.accept(one_second, base::Instant{});
  EXPECT_EQ(buffer.accept(one_second, base::Instant{}), 1s);
  EXPECT_EQ(buffer.free(base::Instant{}), base::ByteCount{0});
  EXPECT_EQ(buffer.free(base::Instant{2s}), base::ByteCount{1000});
}

TEST(WriteBuffer, drains_as_time_passes) {
  WriteBuffer buffer{base::ByteCount{4000}};
  for (int i = 0; i < 4; ++i) buffer.accept(one_second, base::Instant{});
  EXPECT_EQ(buffer.free(base::Instant{1500ms}), base::ByteCount{1500});
  EXPECT_EQ(buffer.free(base::Instant{4s}), base::ByteCount{4000});
  EXPECT_EQ(buffer.free(base::Instant{1h}), base::ByteCount{4000});
}

TEST(WriteBuffer, write_larger_than_the_buffer_waits_for_all_but_its_last_part) {
  WriteBuffer buffer{base::ByteCount{4000}};
  EXPECT_EQ(buffer.accept({base::ByteCount{10'000}, 10s}, base::Instant{}), 6s);
}

// 64 MiB, the largest that a profile may name, and 1 MiB at 100 kB/s, the slowest.
TEST(WriteBuffer, slowest_disc_and_largest_buffer_stay_within_range) {
  constexpr base::ByteCount one_write{1024 * 1024};
  constexpr BufferedWrite slow{one_write, base::Duration{std::int64_t{1024} * 1024 * 10'000}};
  WriteBuffer buffer{base::ByteCount{64 * one_write.value}};
  for (int i = 0; i < 64; ++i) EXPECT_EQ(buffer.accept(slow, base::Instant{}), 0s);
  EXPECT_EQ(buffer.accept(slow, base::Instant{}), slow.on_medium);
  EXPECT_EQ(buffer.free(base::Instant{} + slow.on_medium + slow.on_medium), one_write);
}

TEST(WriteBuffer, nothing_changes_nothing) {
  WriteBuffer buffer{base::ByteCount{4000}};
  EXPECT_EQ(buffer.accept({}, base::Instant{}), 0s);
  EXPECT_EQ(buffer.free(base::Instant{}), base::ByteCount{4000});
}

}  // namespace
}  // namespace emulator::drive

#include "emulator/drive/background.h"

#include <gtest/gtest.h>

#include "emulator/scsi/sense_codes.h"

namespace emulator::drive {
namespace {

using namespace std::chrono_literals;

Background ten_seconds() { return {.kind = BackgroundKind::close, .start = base::Instant{5s}, .length = 10s}; }

TEST(Background, progress_counts_in_65536ths) {
  EXPECT_EQ(ten_seconds().progress(base::Instant{5s}).of_65536, 0);
  EXPECT_EQ(ten_seconds().progress(base::Instant{10s}).of_65536, 32768);
  EXPECT_EQ(ten_seconds().progress(base::Instant{15s}).of_65536, 65535);
}

TEST(Background, progress_never_falls_and_never_wraps) {
  std::uint16_t before = 0;
  for (auto at = 4s; at <= 20s; at += 1s) {
    const std::uint16_t progress = ten_seconds().progress(base::Instant{at}).of_65536;
    EXPECT_GE(progress, before);
    before = progress;
  }
}

TEST(Background, whole_day_does_not_overflow) {
  const Background work{.kind = BackgroundKind::format, .start = base::Instant{0s}, .length = 24h};
  EXPECT_EQ(work.progress(base::Instant{12h}).of_65536, 32768);
}

TEST(Background, work_without_length_is_done_at_once) {
  const Background work{.kind = BackgroundKind::synchronize, .start = base::Instant{5s}};
  EXPECT_TRUE(work.is_done(base::Instant{5s}));
}

TEST(Background, ends_at_its_last_moment) {
  EXPECT_FALSE(ten_seconds().is_done(base::Instant{15s} + -1ns));
  EXPECT_TRUE(ten_seconds().is_done(base::Instant{15s}));
}

TEST(Background, as_many_steps_as_polls_are_enough_for_every_length) {
  for (const base::Duration length : {base::Duration{1}, base::Duration{19}, base::Duration{999'999'999}, 10s + 7ns}) {
    Background work{.kind = BackgroundKind::close, .start = base::Instant{0s}, .length = length};
    for (int i = 0; i < polls_until_done; ++i) work.step_forward();
    EXPECT_TRUE(work.is_done(base::Instant{0s})) << length.count();
  }
}

TEST(Background, formatting_has_a_sense_of_its_own) {
  Background work = ten_seconds();
  EXPECT_EQ(work.sense(base::Instant{10s}),
            scsi::sense::logical_unit_not_ready_operation_in_progress.with(scsi::Progress{32768}));
  work.kind = BackgroundKind::format;
  EXPECT_EQ(work.sense(base::Instant{10s}),
            scsi::sense::logical_unit_not_ready_format_in_progress.with(scsi::Progress{32768}));
}

}  // namespace
}  // namespace emulator::drive

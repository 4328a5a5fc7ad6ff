// What is left of a burn when the program is killed. README.md, Durable step.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emulator/media/disc_fixture.h"

namespace emulator::media {
namespace {

class KilledTest : public DiscTest {};

// A burner that never ends, until the kernel ends it.
[[noreturn]] void burn_for_ever(const std::filesystem::path& file, int started) {
  auto opened = open_medium(file);
  if (!opened) ::_exit(1);
  Medium& medium = **opened;
  const WriteParameters parameters{.multi_session = 3};
  for (int i = 0;; ++i) {
    const base::BlockRange range{medium.layout(parameters).tracks.back().next_writable.value(), base::BlockCount{32}};
    if (!medium.write({.range = range, .data = pattern(range)}, parameters)) ::_exit(2);
    if (i % 3 == 0 && !medium.flush(medium.checkpoint())) ::_exit(3);
    if (i % 7 == 6) {
      const auto epoch = medium.close({.function = 2}, parameters);
      if (!epoch || !medium.flush(*epoch)) ::_exit(4);
    }
    if (i == 10 && ::write(started, "x", 1) != 1) ::_exit(5);
  }
}

// The same over a disc that is written here and there, again and again.
[[noreturn]] void overwrite_for_ever(const std::filesystem::path& file, int started) {
  auto opened = open_medium(file);
  if (!opened) ::_exit(1);
  Medium& medium = **opened;
  for (int i = 0;; ++i) {
    const base::BlockRange range{base::Lba{i % 40 * 37}, base::BlockCount{20}};
    const auto seed = static_cast<std::uint8_t>(1 + i / 40 % 2);
    if (!medium.write({.range = range, .data = pattern(range, seed)}, {})) ::_exit(2);
    if (i % 3 == 0 && !medium.flush(medium.checkpoint())) ::_exit(3);
    if (i == 60 && ::write(started, "x", 1) != 1) ::_exit(5);
  }
}

// The same over a CD-RW that is blanked again and again.
[[noreturn]] void blank_for_ever(const std::filesystem::path& file, int started) {
  auto opened = open_medium(file);
  if (!opened) ::_exit(1);
  Medium& medium = **opened;
  const WriteParameters parameters{.multi_session = 3};
  for (int i = 0;; ++i) {
    const base::BlockRange range{medium.layout(parameters).tracks.back().next_writable.value(), base::BlockCount{300}};
    const auto seed = static_cast<std::uint8_t>(1 + i / 6 % 2);
    if (!medium.write({.range = range, .data = pattern(range, seed)}, parameters)) ::_exit(2);
    const auto closed = medium.close({.function = 2}, parameters);
    if (!closed || !medium.flush(*closed)) ::_exit(3);
    const BlankingType type = i % 6 == 5 ? BlankingType::minimal : BlankingType::unclose_last_session;
    const auto blanked = i % 2 == 1 ? medium.blank({.type = type}) : closed;
    if (!blanked || !medium.flush(*blanked)) ::_exit(4);
    if (i == 20 && ::write(started, "x", 1) != 1) ::_exit(5);
  }
}

// A DVD-RW in its intermediate state, in whole ECC blocks, closed and grown again now and then.
[[noreturn]] void grow_for_ever(const std::filesystem::path& file, int started) {
  constexpr std::uint8_t quick_grow = 0x13;
  auto opened = open_medium(file);
  if (!opened) ::_exit(1);
  Medium& medium = **opened;
  const WriteParameters parameters{.write_type = WriteType::packet};
  for (int i = 0;; ++i) {
    const base::BlockRange range{medium.layout(parameters).tracks.back().next_writable.value(), base::BlockCount{32}};
    if (!medium.write({.range = range, .data = pattern(range)}, parameters)) ::_exit(2);
    if (i % 3 == 0 && !medium.flush(medium.checkpoint())) ::_exit(3);
    if (i % 7 == 6) {
      if (!medium.close({.function = 2}, parameters) || !medium.format({.type = quick_grow})) ::_exit(4);
    }
    if (i == 20 && ::write(started, "x", 1) != 1) ::_exit(5);
  }
}

// Starts it in a child and ends that by SIGKILL once it is well under way.
void run_until_killed(void (*burn)(const std::filesystem::path&, int), const std::filesystem::path& file) {
  int started[2];
  ASSERT_EQ(::pipe(started), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) burn(file, started[1]);
  ::close(started[1]);
  char byte{};
  EXPECT_EQ(::read(started[0], &byte, 1), 1);
  ::close(started[0]);
  EXPECT_EQ(::kill(child, SIGKILL), 0);
  int status{};
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status));

  const auto verified = verify_disc(file);
  ASSERT_TRUE(verified) << verified.error().message;
  EXPECT_FALSE(*verified) << (*verified)->invariant << ": " << (*verified)->detail;
}

TEST_F(KilledTest, a_disc_whose_server_is_killed_in_mid_burn_is_sound) {
  for (const char* const medium : {"bd-r", "bd-r-ql", "dvd+r-dl"}) {
    std::filesystem::remove(file());
    insert_blank(medium);
    medium_.reset();
    for (int round = 0; round < 3; ++round) {
      run_until_killed(burn_for_ever, file());
      reload();
      for (const Track& track : layout().tracks) {
        if (track.last_recorded) {
          EXPECT_TRUE(holds(track.start.value, (*track.last_recorded - track.start).value + 1)) << medium;
        }
      }
      medium_.reset();
    }
  }
}

TEST_F(KilledTest, a_disc_whose_server_is_killed_in_mid_blanking_is_sound) {
  insert_blank("cd-rw");
  medium_.reset();
  for (int round = 0; round < 5; ++round) {
    run_until_killed(blank_for_ever, file());
    reload();
    for (const Track& track : layout().tracks) {
      if (!track.last_recorded) continue;
      for (base::Lba block = track.start; block <= *track.last_recorded; block += base::BlockCount{1}) {
        EXPECT_TRUE(holds(block.value, 1, 1) || holds(block.value, 1, 2)) << block.value;
      }
    }
    ASSERT_EQ(blank(BlankingType::disc), "good");
    medium_.reset();
  }
}

TEST_F(KilledTest, an_overwritten_disc_whose_server_is_killed_holds_old_or_new_blocks) {
  insert_blank("bd-re");
  const auto formatted = medium_->format(medium_->formats().front());
  ASSERT_TRUE(formatted && medium_->flush(*formatted));
  medium_.reset();
  for (int round = 0; round < 5; ++round) {
    run_until_killed(overwrite_for_ever, file());
    reload();
    for (std::int64_t block = 0; block < 40 * 37; ++block) {
      EXPECT_TRUE(holds(block, 1, 1) || holds(block, 1, 2) || holds_zeros(block, 1)) << block;
    }
    EXPECT_FALSE(holds_zeros(0, 20)) << "flushed long before the end";
    medium_.reset();
  }
}

TEST_F(KilledTest, a_dvd_rw_that_grows_when_its_server_is_killed_holds_what_was_written) {
  constexpr std::uint8_t quick = 0x15;
  insert_blank("dvd-rw");
  const auto formatted = medium_->format({.type = quick});
  ASSERT_TRUE(formatted && medium_->flush(*formatted));
  medium_.reset();
  for (int round = 0; round < 5; ++round) {
    run_until_killed(grow_for_ever, file());
    reload();
    ASSERT_GT(medium_->last_readable(), base::Lba{600});
    EXPECT_TRUE(holds(0, medium_->last_readable().value + 1));
    if (!layout().is_intermediate) {
      const auto grown = medium_->format({.type = 0x13});
      ASSERT_TRUE(grown && medium_->flush(*grown));
    }
    medium_.reset();
  }
}

}  // namespace
}  // namespace emulator::media

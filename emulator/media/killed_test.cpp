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

TEST_F(KilledTest, a_disc_whose_server_is_killed_in_mid_burn_is_sound) {
  insert_blank("bd-r");
  medium_.reset();
  for (int round = 0; round < 5; ++round) {
    int started[2];
    ASSERT_EQ(::pipe(started), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) burn_for_ever(file(), started[1]);
    ::close(started[1]);
    char byte{};
    EXPECT_EQ(::read(started[0], &byte, 1), 1);
    ::close(started[0]);
    EXPECT_EQ(::kill(child, SIGKILL), 0);
    int status{};
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFSIGNALED(status));

    const auto verified = verify_disc(file());
    ASSERT_TRUE(verified) << verified.error().message;
    EXPECT_FALSE(*verified) << (*verified)->invariant << ": " << (*verified)->detail;
    reload();
    for (const Track& track : layout().tracks) {
      if (track.last_recorded) {
        EXPECT_TRUE(holds(track.start.value, (*track.last_recorded - track.start).value + 1));
      }
    }
    medium_.reset();
  }
}

}  // namespace
}  // namespace emulator::media

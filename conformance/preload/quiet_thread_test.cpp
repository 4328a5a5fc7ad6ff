#include "conformance/preload/quiet_thread.h"

#include <gtest/gtest.h>

#include <thread>

namespace conformance::preload {
namespace {

sigset_t mask_of_this_thread() {
  sigset_t mask;
  pthread_sigmask(SIG_SETMASK, nullptr, &mask);
  return mask;
}

TEST(QuietThread, blocks_what_would_end_the_process_and_its_maker_does_not) {
  const sigset_t before = mask_of_this_thread();
  sigset_t inside{};
  quiet_thread<std::thread>([&] { inside = mask_of_this_thread(); }).join();
  const sigset_t after = mask_of_this_thread();
  for (const int signal : {SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGCHLD}) {
    EXPECT_EQ(sigismember(&inside, signal), 1) << signal;
    EXPECT_EQ(sigismember(&after, signal), sigismember(&before, signal)) << signal;
  }
}

}  // namespace
}  // namespace conformance::preload

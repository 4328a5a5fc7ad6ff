// Threads of bbrun that take no signal. A signal of the process goes to any thread that does not block it: one that
// ends a burner would end bbrun first, whose main thread alone knows what becomes of it (program/launch.cpp).
#pragma once

#include <csignal>
#include <utility>

namespace conformance::preload {

template <typename Thread, typename Function>
[[nodiscard]] Thread quiet_thread(Function&& function) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);  // a new thread inherits it
  Thread thread(std::forward<Function>(function));
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return thread;
}

}  // namespace conformance::preload

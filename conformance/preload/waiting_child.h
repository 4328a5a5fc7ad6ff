// For tests: a forked process that does nothing and ends when it is told to.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

namespace conformance::preload {

class WaitingChild {
 public:
  WaitingChild() {
    EXPECT_EQ(pipe(gate_.data()), 0);
    process_ = fork();
    if (process_ != 0) {
      close(gate_[0]);
      return;
    }
    close(gate_[1]);
    char byte = 0;
    static_cast<void>(!read(gate_[0], &byte, 1));
    _exit(0);
  }
  WaitingChild(const WaitingChild&) = delete;
  WaitingChild& operator=(const WaitingChild&) = delete;
  ~WaitingChild() {
    if (!is_told_) end();
    waitpid(process_, nullptr, 0);
  }

  // Returns when the process has ended; it is not reaped before the object goes.
  void end() {
    is_told_ = true;
    close(gate_[1]);
    siginfo_t ended{};
    EXPECT_EQ(waitid(P_PID, static_cast<id_t>(process_), &ended, WEXITED | WNOWAIT), 0);
    EXPECT_EQ(ended.si_code, CLD_EXITED);
  }
  [[nodiscard]] pid_t process() const { return process_; }

 private:
  std::array<int, 2> gate_{};
  pid_t process_{};
  bool is_told_{};
};

}  // namespace conformance::preload

// The shim in programs that fork, exec, spawn and thread.
#include <linux/close_range.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <atomic>
#include <climits>
#include <cstring>
#include <string>
#include <thread>

#include "conformance/preload/shim/under_shim.h"
#include "conformance/preload/waiting_child.h"

extern char** environ;

namespace conformance::preload::shim {

int exit_code_in_child(const std::function<int()>& work) {
  const pid_t child = fork();
  if (child == 0) _exit(work());
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

namespace {

int wait_for(pid_t child) {
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// One thread's work: blocks of one drive, each of which holds its own address.
int wrong_blocks(int descriptor, int rounds) {
  int wrong = 0;
  for (int round = 0; round < rounds; ++round) {
    const auto address = static_cast<unsigned char>(round % 100);
    Bytes data(2048, 0xEE);
    Command command(read_block(address));
    command.transfer(SG_DXFER_FROM_DEV, data.data(), static_cast<unsigned>(data.size()));
    const bool is_good = command.send(descriptor) == 0 && command.header.status == 0 && command.header.resid == 0;
    if (!is_good || std::ranges::count(data, address) != 2048) ++wrong;
  }
  return wrong;
}

TEST(Process, threads_share_one_descriptor) {
  const File file("/dev/sr0");
  std::atomic<int> wrong{};
  std::vector<std::thread> threads;
  for (int i = 0; i < 24; ++i) threads.emplace_back([&] { wrong += wrong_blocks(file.get(), 100); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

TEST(Process, threads_and_forked_children_use_a_drive_at_once) {
  const File file("/dev/sg0");
  std::atomic<int> wrong{};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([&] { wrong += wrong_blocks(file.get(), 300); });
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 10; ++round) {
        wrong += exit_code_in_child([&] { return wrong_blocks(file.get(), 20) == 0 ? 0 : 1; });
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_TRUE(answers(file.get()));
}

TEST(Process, threads_open_and_close_while_others_fork) {
  std::atomic<int> wrong{};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 50; ++round) {
        const int descriptor = open("/dev/sr0", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        if (descriptor < 0 || !answers(descriptor)) ++wrong;
        close(descriptor);
      }
    });
  }
  for (int round = 0; round < 30; ++round) wrong += exit_code_in_child([] { return 0; });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

TEST(Process, forked_child_shares_the_open_file) {
  const File file("/dev/sr0");
  ASSERT_EQ(lseek(file.get(), 10 * 2048, SEEK_SET), 10 * 2048);
  EXPECT_EQ(exit_code_in_child([&] { return lseek(file.get(), 2048, SEEK_CUR) == 11 * 2048 ? 0 : 1; }), 0);
  EXPECT_EQ(lseek(file.get(), 0, SEEK_CUR), 11 * 2048);
}

TEST(Process, file_lives_until_the_last_copy_is_closed) {
  File file("/dev/sr0", O_RDWR | O_NONBLOCK | O_EXCL);
  WaitingChild child;
  file.close();
  EXPECT_EQ(open("/dev/sr0", O_RDWR | O_NONBLOCK | O_EXCL), -1);
  EXPECT_EQ(errno, EBUSY);
  child.end();
  const File again("/dev/sr0", O_RDWR | O_NONBLOCK | O_EXCL);
}

// What a child finds when it is this program again: argv[1] says what to do (see main of under_shim_test.cpp); here
// /bin/sh does as well, with the shim in it.
int run_shell(const std::string& script) {
  const char* arguments[]{"/bin/sh", "-c", script.c_str(), nullptr};
  pid_t child = 0;
  if (posix_spawn(&child, "/bin/sh", nullptr, nullptr, const_cast<char* const*>(arguments), environ) != 0) return -1;
  return wait_for(child);
}

TEST(Process, spawned_program_reads_the_inherited_descriptor) {
  const File file("/dev/sr0");
  ASSERT_EQ(lseek(file.get(), 5 * 2048, SEEK_SET), 5 * 2048);
  // Block 5 holds fives: 2048 bytes, one word of od each line kind.
  const std::string script = "test \"$(dd bs=2048 count=1 <&" + std::to_string(file.get()) +
                             " 2>/dev/null | od -An -tu1 -v | sort -u)\" = "
                             "\"$(printf ' %3s' 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5)\"";
  EXPECT_EQ(run_shell(script), 0);
  EXPECT_EQ(lseek(file.get(), 0, SEEK_CUR), 6 * 2048);
}

TEST(Process, close_on_exec_closes_in_the_new_program_alone) {
  const File kept("/dev/sr0", O_RDONLY | O_NONBLOCK);
  const File closed("/dev/sr0", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  EXPECT_EQ(fcntl(closed.get(), F_GETFD), FD_CLOEXEC);
  EXPECT_EQ(fcntl(kept.get(), F_GETFD), 0);
  const auto is_open = [](int descriptor) { return "test -e /proc/$$/fd/" + std::to_string(descriptor); };
  EXPECT_EQ(run_shell(is_open(kept.get())), 0);
  EXPECT_EQ(run_shell(is_open(closed.get())), 1);
  EXPECT_EQ(fcntl(kept.get(), F_SETFD, FD_CLOEXEC), 0);
  EXPECT_EQ(run_shell(is_open(kept.get())), 1);
  EXPECT_TRUE(answers(kept.get()));
  EXPECT_TRUE(answers(closed.get()));
}

TEST(Process, spawn_can_move_a_drive_to_another_number) {
  const File file("/dev/sr1");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, file.get(), 0);
  const char* arguments[]{"/bin/dd", "bs=2048", "count=100", "of=/dev/null", "status=none", nullptr};
  pid_t child = 0;
  ASSERT_EQ(posix_spawn(&child, "/bin/dd", &actions, nullptr, const_cast<char* const*>(arguments), environ), 0);
  posix_spawn_file_actions_destroy(&actions);
  EXPECT_EQ(wait_for(child), 0);
  EXPECT_EQ(lseek(file.get(), 0, SEEK_CUR), 100 * 2048);
}

TEST(Process, vforked_child_closes_its_own_copy_alone) {
  const File file("/dev/sr0");
  const int number = file.get();
  const pid_t child = vfork();
  if (child == 0) {
    close(number);
    _exit(0);
  }
  EXPECT_EQ(wait_for(child), 0);
  EXPECT_TRUE(answers(number));
  std::array<char, 16> data{};
  EXPECT_EQ(read(number, data.data(), data.size()), 16);
}

TEST(Process, child_of_a_raw_fork_call_reaches_the_drive) {
  const File file("/dev/sr0");
  const auto child = static_cast<pid_t>(syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr));
  if (child == 0) _exit(answers(file.get()) ? 0 : 1);
  EXPECT_EQ(wait_for(child), 0);
  EXPECT_TRUE(answers(file.get()));
}

TEST(Process, child_that_closed_everything_still_passes_the_drives_on) {
  for (const bool by_range : {true, false}) {
    const int code = exit_code_in_child([&] {
      if (by_range) {
        close_range(3, UINT_MAX, 0);
      } else {
        for (int descriptor = 3; descriptor < 4096; ++descriptor) close(descriptor);
      }
      execl("/bin/dd", "dd", "if=/dev/sr0", "of=/dev/null", "status=none", nullptr);
      return 127;
    });
    EXPECT_EQ(code, 0) << by_range;
  }
}

TEST(Process, closing_a_range_closes_drives_and_leaves_the_rest) {
  const File first("/dev/sr0", O_RDWR | O_NONBLOCK | O_EXCL);
  const int number = first.get();
  EXPECT_EQ(exit_code_in_child([&] {
              close_range(static_cast<unsigned>(number), UINT_MAX, 0);
              return fcntl(number, F_GETFD) == -1 && errno == EBADF ? 0 : 1;
            }),
            0);
  EXPECT_TRUE(answers(number));
  const int high = fcntl(number, F_DUPFD, 100);
  ASSERT_GE(high, 100);
  closefrom(100);
  EXPECT_EQ(fcntl(high, F_GETFD), -1);
  EXPECT_TRUE(answers(number));
}

TEST(Process, marking_everything_close_on_exec_keeps_the_drives_for_the_child) {
  const int code = exit_code_in_child([] {
    for (int descriptor = 3; descriptor < 4096; ++descriptor) fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    close_range(3, UINT_MAX, CLOSE_RANGE_CLOEXEC);
    execl("/bin/dd", "dd", "if=/dev/sr1", "of=/dev/null", "status=none", nullptr);
    return 127;
  });
  EXPECT_EQ(code, 0);
}

TEST(Process, cancelled_thread_leaves_no_broken_channel) {
  const File file("/dev/sr0");
  for (int round = 0; round < 20; ++round) {
    std::thread thread([&] {
      for (;;) {
        static_cast<void>(answers(file.get()));
        pthread_testcancel();
      }
    });
    const pthread_t handle = thread.native_handle();
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(answers(file.get()));
    pthread_cancel(handle);
    thread.join();
  }
  EXPECT_TRUE(answers(file.get()));
}

TEST(Process, number_that_was_a_drive_serves_a_file_afterwards) {
  File drive("/dev/sr0");
  const int number = drive.get();
  drive.close();
  const File null("/dev/null", O_RDWR);
  EXPECT_EQ(null.get(), number);
  std::array<char, 4> data{};
  EXPECT_EQ(read(number, data.data(), data.size()), 0);
  EXPECT_EQ(write(number, "abcd", 4), 4);
}

}  // namespace
}  // namespace conformance::preload::shim

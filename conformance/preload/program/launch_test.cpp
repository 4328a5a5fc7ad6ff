#include "conformance/preload/program/launch.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "conformance/preload/program/temporary_folder.h"
#include "conformance/preload/wire.h"

namespace conformance::preload::program {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::MatchesRegex;

// A library that is in every program already: preloading it changes nothing.
std::string harmless_library() {
  Dl_info found{};
  void* function = dlsym(RTLD_DEFAULT, "getpid");
  EXPECT_NE(dladdr(function, &found), 0);
  return fs::canonical(found.dli_fname);
}

class Launching : public testing::Test {
 protected:
  Launching() {
    std::array<int, 2> pair{};
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()), 0);
    broker_ = broker::Socket(pair[0]);
    program_ = broker::Socket(pair[1]);
    launch_ = {.program = "/bin/sh",
               .shim = harmless_library(),
               .rendezvous = program_.get(),
               .drives = {{.names = {.sr = 0, .sg = 3}, .address = {}},
                          {.names = {.sr = 1, .sg = 4}, .address = {.host = 9, .channel = 8, .id = 7, .lun = 6}}},
               .tree = "/tmp/the-tree"};
  }
  ~Launching() override { unsetenv("LD_PRELOAD"); }

  std::expected<int, std::string> run_script(const std::string& text) {
    launch_.arguments = {"sh", "-c", text};
    return run(launch_);
  }
  int code_of(const std::string& text) {
    const auto code = run_script(text);
    EXPECT_TRUE(code) << code.error();
    return code.value_or(-1);
  }
  // What the script writes to $out.
  std::string said(const std::string& text) {
    const fs::path place = folder_->path() / "out";
    EXPECT_EQ(code_of("exec >" + place.string() + "; " + text), 0);
    std::ifstream file(place);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::expected<TemporaryFolder, std::string> folder_{TemporaryFolder::create()};
  broker::Socket broker_, program_;
  Launch launch_;
};

TEST_F(Launching, exit_code_is_the_programs) {
  for (const int code : {0, 1, 126, 255}) EXPECT_EQ(code_of("exit " + std::to_string(code)), code);
}

TEST_F(Launching, signal_that_ended_the_program_is_128_and_its_number) {
  for (const int number : {SIGKILL, SIGSEGV, SIGTERM, SIGHUP}) {
    EXPECT_EQ(code_of("ulimit -c 0; kill -" + std::to_string(number) + " $$"), 128 + number);
  }
}

TEST_F(Launching, words_are_handed_on_as_they_are) {
  launch_.arguments = {"a name", "-c", "test \"$0\" = 'one two' && test \"$1\" = '' && test $# = 1", "one two", ""};
  const auto code = run(launch_);
  ASSERT_TRUE(code) << code.error();
  EXPECT_EQ(*code, 0);
}

TEST_F(Launching, environment_tells_the_shim_of_its_run) {
  struct stat status{};
  fstat(program_.get(), &status);
  const std::string begin = std::to_string(program_.get()) + ":" + std::to_string(status.st_ino) + ":";
  EXPECT_THAT(said(std::string("printf %s \"$") + wire::environment_name + '"'),
              MatchesRegex(begin + "[0-9]+:2[0-9][0-9]:sr0=sg3=0\\.0\\.0\\.0,sr1=sg4=9\\.8\\.7\\.6:/tmp/the-tree"));
}

TEST_F(Launching, each_run_has_another_number) {
  const std::string script = std::string("printf %s \"$") + wire::environment_name + '"';
  EXPECT_NE(said(script), said(script));
}

TEST_F(Launching, shim_is_loaded_before_what_the_user_preloads) {
  EXPECT_EQ(said("printf %s \"$LD_PRELOAD\""), launch_.shim.string());
  const std::string other = "libc.so.6";
  setenv("LD_PRELOAD", (other + " " + launch_.shim.string()).c_str(), 1);
  EXPECT_EQ(said("printf %s \"$LD_PRELOAD\""), launch_.shim.string() + ":" + other) << "the shim is named once";
}

TEST_F(Launching, rest_of_the_environment_is_the_users) {
  setenv("BURNER_SETTING", "of the user", 1);
  EXPECT_EQ(said("printf %s \"$BURNER_SETTING\""), "of the user");
  unsetenv("BURNER_SETTING");
}

TEST_F(Launching, rendezvous_is_the_programs_and_bbruns_own_descriptors_are_not) {
  const int own = open("/dev/null", O_RDONLY | O_CLOEXEC);
  EXPECT_EQ(code_of("test -e /proc/$$/fd/" + std::to_string(program_.get())), 0);
  EXPECT_EQ(code_of("test -e /proc/$$/fd/" + std::to_string(broker_.get())), 1);
  EXPECT_EQ(code_of("test -e /proc/$$/fd/" + std::to_string(own)), 1);
  EXPECT_EQ(fcntl(program_.get(), F_GETFD), FD_CLOEXEC) << "bbrun's own copy stays as it was";
  close(own);
}

// Decision 7: the loader ignores LD_PRELOAD where a program gets other privileges.
TEST_F(Launching, program_gets_no_new_privileges) {
  EXPECT_THAT(said("grep NoNewPrivs /proc/$$/status"), HasSubstr("\t1"));
}

// Decision 18: a limit that a program can reach half-way is worse than none.
TEST_F(Launching, program_of_a_user_with_a_limit_locks_no_memory) {
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_MEMLOCK, &before), 0);
  const rlimit small{.rlim_cur = 64 << 10, .rlim_max = before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_MEMLOCK, &small), 0);
  EXPECT_EQ(said("ulimit -S -l"), "0\n");
  const std::string hard = said("ulimit -H -l");
  rlimit now{};
  getrlimit(RLIMIT_MEMLOCK, &now);
  EXPECT_EQ(now.rlim_cur, small.rlim_cur) << "bbrun keeps its own";
  ASSERT_EQ(setrlimit(RLIMIT_MEMLOCK, &before), 0);
  EXPECT_EQ(hard, before.rlim_max == RLIM_INFINITY ? "unlimited\n" : std::to_string(before.rlim_max >> 10) + "\n");
}

TEST_F(Launching, program_without_a_limit_keeps_none) {
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_MEMLOCK, &before), 0);
  const rlimit none{.rlim_cur = RLIM_INFINITY, .rlim_max = RLIM_INFINITY};
  if (setrlimit(RLIMIT_MEMLOCK, &none) != 0) GTEST_SKIP() << "this user has a hard limit of locked memory";
  EXPECT_EQ(said("ulimit -S -l"), "unlimited\n");
  setrlimit(RLIMIT_MEMLOCK, &before);
}

TEST_F(Launching, text_without_an_interpreter_is_run_by_the_shell) {
  const fs::path script = folder_->path() / "plain";
  std::ofstream(script) << "test \"$1\" = word && exit 9\n";
  ASSERT_EQ(chmod(script.c_str(), 0755), 0);
  launch_.program = script;
  launch_.arguments = {"plain", "word"};
  const auto code = run(launch_);
  ASSERT_TRUE(code) << code.error();
  EXPECT_EQ(*code, 9);
}

TEST_F(Launching, program_that_cannot_be_started_is_an_error_with_the_reason) {
  launch_.program = folder_->path() / "none";
  launch_.arguments = {"none"};
  const auto code = run(launch_);
  ASSERT_FALSE(code);
  EXPECT_EQ(code.error(), launch_.program.string() + ": No such file or directory");
}

// bbrun is a process of its own: here a child that does nothing else.
TEST_F(Launching, signals_that_end_a_program_are_passed_on) {
  for (const auto& [number, name] : {std::pair{SIGTERM, "TERM"}, {SIGHUP, "HUP"}, {SIGUSR1, "USR1"}}) {
    std::array<int, 2> ready{};
    ASSERT_EQ(pipe(ready.data()), 0);
    const pid_t child = fork();
    if (child == 0) {
      const std::string script = std::string("trap 'exit 41' ") + name + "; echo >&" + std::to_string(ready[1]) +
                                 "; while :; do sleep 0.02; done";
      _exit(run_script(script).value_or(99));
    }
    close(ready[1]);
    char byte = 0;
    ASSERT_EQ(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    kill(child, number);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 41) << name;
  }
}

TEST_F(Launching, caller_has_its_signals_back_afterwards) {
  sigset_t before;
  sigset_t after;
  pthread_sigmask(SIG_SETMASK, nullptr, &before);
  code_of("exit 0");
  pthread_sigmask(SIG_SETMASK, nullptr, &after);
  for (const int number : {SIGTERM, SIGINT, SIGCHLD}) {
    EXPECT_EQ(sigismember(&before, number), sigismember(&after, number));
  }
}

}  // namespace
}  // namespace conformance::preload::program

// Children of programs that empty the environment: they have the drives like all others.
#include <dlfcn.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "conformance/preload/shim/inheritance.h"
#include "conformance/preload/shim/under_shim.h"
#include "conformance/preload/wire.h"

extern char** environ;

namespace conformance::preload::shim {
namespace {

using Words = char* const*;

// dd reads the disc of 100 blocks to its end.
char program_path[] = "/bin/dd";
char name[] = "dd";
char from[] = "if=/dev/sr0";
char to[] = "of=/dev/null";
char quiet[] = "status=none";
char* const words[]{name, from, to, quiet, nullptr};
char* const nothing[]{nullptr};

int wait_for(pid_t child) {
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

TEST(EmptyEnvironment, every_exec_hands_the_drives_on) {
  const std::vector<std::pair<const char*, std::function<void()>>> ways{
      {"execve", [] { execve(program_path, words, nothing); }},
      {"execvpe", [] { execvpe(name, words, nothing); }},
      {"execle", [] { execle(program_path, name, from, to, quiet, nullptr, nothing); }},
      {"fexecve", [] { fexecve(open(program_path, O_RDONLY | O_CLOEXEC), words, nothing); }},
      {"execveat", [] { execveat(AT_FDCWD, program_path, words, nothing, 0); }},
      {"by number", [] { syscall(SYS_execve, program_path, words, nothing); }},
  };
  for (const auto& [way, become] : ways) {
    EXPECT_EQ(exit_code_in_child([&] {
                become();
                return 127;
              }),
              0)
        << way;
  }
}

TEST(EmptyEnvironment, program_that_empties_its_own_hands_the_drives_on) {
  const std::vector<std::pair<const char*, std::function<int()>>> ways{
      {"execv", [] { return execv(program_path, words); }},
      {"execl", [] { return execl(program_path, name, from, to, quiet, nullptr); }},
      {"execvp", [] { return execvp(name, words); }},
      {"execlp", [] { return execlp(name, name, from, to, quiet, nullptr); }},
      {"system", [] { return system("/bin/dd if=/dev/sr0 of=/dev/null status=none") == 0 ? 0 : 1; }},
      {"popen", [] { return pclose(popen("/bin/dd if=/dev/sr0 of=/dev/null status=none", "r")) == 0 ? 0 : 1; }},
  };
  for (const auto& [way, become] : ways) {
    EXPECT_EQ(exit_code_in_child([&] {
                clearenv();
                return become();
              }),
              0)
        << way;
  }
}

TEST(EmptyEnvironment, spawn_hands_the_drives_on) {
  pid_t child = 0;
  ASSERT_EQ(posix_spawn(&child, program_path, nullptr, nullptr, words, nothing), 0);
  EXPECT_EQ(wait_for(child), 0);
  ASSERT_EQ(posix_spawnp(&child, name, nullptr, nullptr, words, nothing), 0);
  EXPECT_EQ(wait_for(child), 0);
}

TEST(EmptyEnvironment, vforked_child_hands_the_drives_on) {
  const pid_t child = vfork();
  if (child == 0) {
    execve(program_path, words, nothing);
    _exit(127);
  }
  EXPECT_EQ(wait_for(child), 0);
}

// What a child finds, as env prints it.
std::vector<std::string> environment_of_child(Words environment) {
  std::array<int, 2> ends{};
  EXPECT_EQ(pipe(ends.data()), 0);
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDOUT_FILENO);
    execle("/usr/bin/env", "env", nullptr, environment);
    _exit(127);
  }
  ::close(ends[1]);
  FILE* output = fdopen(ends[0], "r");
  std::vector<std::string> lines;
  std::array<char, 8192> line{};
  while (fgets(line.data(), line.size(), output) != nullptr) lines.emplace_back(line.data(), strlen(line.data()) - 1);
  fclose(output);
  EXPECT_EQ(wait_for(child), 0);
  return lines;
}

std::string own(const char* variable) { return std::string(variable) + "=" + getenv(variable); }

TEST(EmptyEnvironment, child_gets_two_variables_and_no_more) {
  char setting[] = "SETTING=1";
  char* const given[]{setting, nullptr};
  EXPECT_EQ(environment_of_child(given),
            (std::vector<std::string>{"SETTING=1", own(wire::environment_name), own("LD_PRELOAD")}));
}

TEST(EmptyEnvironment, preload_of_others_stays_behind_ours) {
  char others[] = "LD_PRELOAD=libc.so.6";
  char* const given[]{others, nullptr};
  const auto found = environment_of_child(given);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0], own("LD_PRELOAD") + ":libc.so.6");
  EXPECT_EQ(found[1], own(wire::environment_name));
}

// A bbrun inside this one tells its program of another run.
TEST(EmptyEnvironment, run_of_another_bbrun_is_not_replaced) {
  std::string run = std::string(wire::environment_name) + "=3:4:5:sr0=sg0:/tmp/other";
  std::string preload = own("LD_PRELOAD");
  char* const given[]{run.data(), preload.data(), nullptr};
  EXPECT_EQ(environment_of_child(given), (std::vector<std::string>{run, preload}));
}

TEST(EmptyEnvironment, whole_environment_is_handed_on_as_it_is) {
  std::vector<std::string> mine;
  for (char** variable = environ; *variable != nullptr; ++variable) mine.emplace_back(*variable);
  EXPECT_EQ(environment_of_child(environ), mine);
}

TEST(EmptyEnvironment, null_stands_for_an_empty_one) {
  pid_t child = 0;
  ASSERT_EQ(posix_spawn(&child, program_path, nullptr, nullptr, words, nullptr), 0);
  EXPECT_EQ(wait_for(child), 0);
}

TEST(LoadedLater, library_meets_the_drives) {
  void* library = dlopen("libz.so.1", RTLD_NOW | RTLD_LOCAL);
  ASSERT_NE(library, nullptr) << dlerror();
  using Stream = void*;
  auto* const open_stream = reinterpret_cast<Stream (*)(const char*, const char*)>(dlsym(library, "gzopen64"));
  auto* const read_stream = reinterpret_cast<int (*)(Stream, void*, unsigned)>(dlsym(library, "gzread"));
  auto* const close_stream = reinterpret_cast<int (*)(Stream)>(dlsym(library, "gzclose"));
  Stream stream = open_stream("/dev/sr0", "rb");
  ASSERT_NE(stream, nullptr);
  Bytes data(3 * 2048);
  EXPECT_EQ(read_stream(stream, data.data(), static_cast<unsigned>(data.size())), 3 * 2048);
  EXPECT_EQ(std::ranges::count(data, 2), 2048);
  close_stream(stream);
}

}  // namespace
}  // namespace conformance::preload::shim

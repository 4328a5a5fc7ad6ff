#include "conformance/preload/program/launch.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "conformance/preload/program/bsg_major.h"
#include "conformance/preload/wire.h"

extern char** environ;

namespace conformance::preload::program {
namespace {

namespace fs = std::filesystem;

constexpr const char* preload_name = "LD_PRELOAD";

std::uint64_t run_number() {
  std::uint64_t number = 0;
  if (getrandom(&number, sizeof number, 0) != sizeof number) number = static_cast<std::uint64_t>(getpid());
  return number;
}

std::string shim_text(const Launch& launch) {
  struct stat status{};
  fstat(launch.rendezvous, &status);
  std::string text = fmt::format("{}:{}:{}:{}:", launch.rendezvous, status.st_ino, run_number(), bsg_major());
  for (const auto& [names, address] : launch.drives) {
    text += fmt::format("sr{}=sg{}={}.{}.{}.{},", names.sr, names.sg, address.host, address.channel, address.id,
                        address.lun);
  }
  text.pop_back();
  return text + ":" + launch.tree.string();
}

// Our library first, then what the user has preloaded; a bbrun inside a bbrun names it once.
std::string preload_text(const fs::path& shim) {
  std::string text = shim.string();
  const char* before = std::getenv(preload_name);
  if (before == nullptr) return text;
  std::string_view rest(before);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(" :"), rest.size());
    const std::string_view word = rest.substr(0, end);
    if (!word.empty() && word != shim.string()) text.append(":").append(word);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return text;
}

std::vector<std::string> environment_of(const Launch& launch) {
  const std::string shim_key = std::string(wire::environment_name) + "=";
  const std::string preload_key = std::string(preload_name) + "=";
  std::vector<std::string> variables{shim_key + shim_text(launch), preload_key + preload_text(launch.shim)};
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text(*variable);
    if (!text.starts_with(shim_key) && !text.starts_with(preload_key)) variables.emplace_back(text);
  }
  return variables;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// The signals that end a program and come to bbrun alone; the terminal's reach the program by themselves.
constexpr std::array passed_on{SIGTERM, SIGHUP, SIGUSR1, SIGUSR2};
constexpr std::array left_to_program{SIGINT, SIGQUIT};

sigset_t set_of_all() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : passed_on) sigaddset(&set, signal);
  for (const int signal : left_to_program) sigaddset(&set, signal);
  sigaddset(&set, SIGCHLD);
  return set;
}

int exit_code_of(int status) { return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status); }

int wait_for(pid_t child, const sigset_t& signals) {
  for (;;) {
    int status = 0;
    const pid_t ended = waitpid(child, &status, WNOHANG);
    if (ended == child || (ended < 0 && errno != EINTR)) return exit_code_of(status);
    siginfo_t information{};
    const int signal = sigwaitinfo(&signals, &information);
    for (const int passing : passed_on) {
      if (signal == passing) kill(child, signal);
    }
  }
}

// wodim locks all its memory, also what it will get, and a user's limit then keeps it from getting its buffer ("Cannot
// get mmap"). Where nothing may be locked it says so and burns: Decision 18.
void leave_memory_unlocked() {
  rlimit limit{};
  if (getrlimit(RLIMIT_MEMLOCK, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return;
  limit.rlim_cur = 0;
  setrlimit(RLIMIT_MEMLOCK, &limit);
}

// In the child. A set-user-ID program would lose the shim, since the loader ignores LD_PRELOAD there: without new
// privileges it runs as the user who called.
[[noreturn]] void become(const Launch& launch, char* const* arguments, char* const* environment, int report,
                         const sigset_t& before) {
  fcntl(launch.rendezvous, F_SETFD, 0);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  leave_memory_unlocked();
  sigprocmask(SIG_SETMASK, &before, nullptr);
  execve(launch.program.c_str(), arguments, environment);
  if (errno == ENOEXEC) {
    // As execvp does with a text that names no interpreter.
    std::vector<char*> shell{const_cast<char*>("/bin/sh"), const_cast<char*>(launch.program.c_str())};
    for (char* const* argument = arguments + 1; *argument != nullptr; ++argument) shell.push_back(*argument);
    shell.push_back(nullptr);
    execve(shell[0], shell.data(), environment);
  }
  const int error = errno;
  static_cast<void>(!write(report, &error, sizeof error));
  _exit(126);
}

}  // namespace

std::expected<int, std::string> run(const Launch& launch) {
  std::vector<std::string> variables = environment_of(launch);
  std::vector<std::string> words = launch.arguments;
  const std::vector<char*> environment = pointers_to(variables);
  const std::vector<char*> arguments = pointers_to(words);
  std::array<int, 2> report{};
  if (pipe2(report.data(), O_CLOEXEC) != 0) return std::unexpected(strerror(errno));
  const sigset_t signals = set_of_all();
  sigset_t before;
  pthread_sigmask(SIG_BLOCK, &signals, &before);
  const pid_t child = fork();
  if (child == 0) become(launch, arguments.data(), environment.data(), report[1], before);
  close(report[1]);
  int error = child < 0 ? errno : 0;
  if (child > 0 && read(report[0], &error, sizeof error) != sizeof error) error = 0;
  close(report[0]);
  const int code = child > 0 ? wait_for(child, signals) : 0;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (error != 0) return std::unexpected(fmt::format("{}: {}", launch.program.string(), strerror(error)));
  return code;
}

std::expected<fs::path, std::string> find_shim() {
  constexpr const char* name = "libbbrun_shim.so";
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const fs::path folder = program.parent_path();
  for (const fs::path& candidate : {folder / ".." / "lib" / name, folder / ".." / BURNBENCH_SHIM_FOLDER / name}) {
    if (fs::exists(candidate, error)) return fs::canonical(candidate, error);
  }
  return std::unexpected(
      fmt::format("{} is missing beside {}; build the target bbrun_shim or install again", name, program.string()));
}

}  // namespace conformance::preload::program

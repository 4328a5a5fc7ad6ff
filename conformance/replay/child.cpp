#include "conformance/replay/child.h"

#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace conformance::replay {
namespace {

// What the program is started with: its standard output joined to standard error, when asked for, and a pipe that
// nobody reads deadly to it as to any program, though it is not to us.
class Start {
 public:
  explicit Start(bool output_to_error) {
    posix_spawn_file_actions_init(&actions_);
    if (output_to_error) posix_spawn_file_actions_adddup2(&actions_, STDERR_FILENO, STDOUT_FILENO);
    posix_spawnattr_init(&attributes_);
    sigset_t defaults;
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes_, &defaults);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF);
  }
  ~Start() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  Start(const Start&) = delete;
  Start& operator=(const Start&) = delete;
  [[nodiscard]] const posix_spawn_file_actions_t* actions() const { return &actions_; }
  [[nodiscard]] const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

// Whether the process ends within the time.
bool ends_within(int descriptor, std::chrono::milliseconds time) {
  const auto deadline = std::chrono::steady_clock::now() + time;
  pollfd wait{descriptor, POLLIN, 0};
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    const int ready = ::poll(&wait, 1, left.count() > 0 ? static_cast<int>(left.count()) : 0);
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

}  // namespace

std::string ChildEnd::text() const {
  if (timed_out) return "did not end in time";
  if (signal != 0) return "was ended by signal " + std::to_string(signal);
  return "ended with " + std::to_string(exit_code);
}

std::expected<ChildEnd, std::string> run_child(const std::vector<std::string>& words, const ChildOptions& options) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));  // execve's old type
  arguments.push_back(nullptr);
  const Start start(options.output_to_error);
  pid_t pid = 0;
  const int error = ::posix_spawnp(&pid, arguments[0], start.actions(), start.attributes(), arguments.data(), environ);
  if (error != 0) {
    return std::unexpected(words.front() + ": cannot be started: " + std::strerror(error) +
                           "; name a program by its path or one that PATH finds");
  }
  // By number: the C library of Debian 12 declares pidfd_open for C alone.
  const auto descriptor = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
  ChildEnd end;
  // Without a descriptor of the process (an old kernel) the program has no limit but its own.
  if (descriptor >= 0 && !ends_within(descriptor, options.limit)) {
    end.timed_out = true;
    ::kill(pid, SIGTERM);
    if (!ends_within(descriptor, options.grace)) ::kill(pid, SIGKILL);
  }
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
  if (descriptor >= 0) ::close(descriptor);
  end.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
  end.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  return end;
}

}  // namespace conformance::replay

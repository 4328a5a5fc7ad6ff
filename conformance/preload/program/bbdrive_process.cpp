#include "conformance/preload/program/bbdrive_process.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

extern char** environ;

namespace conformance::preload::program {
namespace {

using broker::Socket;

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

// A session of its own keeps the terminal's signals from it, which are meant for the burner; and it must not outlive
// bbrun, however that ends.
[[noreturn]] void become_server(char* const* arguments, int output) {
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  setsid();
  dup2(output, STDOUT_FILENO);
  const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (nothing >= 0) dup2(nothing, STDIN_FILENO);
  execve(arguments[0], arguments, environ);
  _exit(127);
}

// Up to the end of the file or an error.
std::string read_all(const Socket& from) {
  std::string text;
  std::array<char, 4096> piece{};
  while (true) {
    const ssize_t came = read(from.get(), piece.data(), piece.size());
    if (came < 0 && errno == EINTR) continue;
    if (came <= 0) return text;
    text.append(piece.data(), static_cast<std::size_t>(came));
  }
}

}  // namespace

bool wait_for_end(pid_t process, std::chrono::milliseconds longest, int& status) {
  const Socket watched(static_cast<int>(syscall(SYS_pidfd_open, process, 0)));
  if (watched.get() >= 0) {
    pollfd ready{.fd = watched.get(), .events = POLLIN, .revents = 0};
    while (poll(&ready, 1, static_cast<int>(longest.count())) < 0 && errno == EINTR) {
    }
    if (ready.revents == 0) return false;
  }
  while (waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) return false;
  }
  return true;
}

std::expected<pid_t, std::string> start_process(std::vector<std::string> words, Socket& output) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return std::unexpected(strerror(errno));
  output = Socket(ends[0]);
  const Socket written(ends[1]);
  const std::vector<char*> arguments = pointers_to(words);
  const pid_t process = fork();
  if (process == 0) become_server(arguments.data(), ends[1]);
  if (process < 0) return std::unexpected(strerror(errno));
  return process;
}

std::expected<std::string, std::string> output_of(std::vector<std::string> words) {
  const std::string name = fmt::format("bbdrive {} {}", words.at(1), words.at(2));
  Socket output;
  const auto process = start_process(std::move(words), output);
  if (!process) return std::unexpected(fmt::format("bbdrive cannot be started: {}", process.error()));
  std::string text = read_all(output);
  int status = 0;
  if (!wait_for_end(*process, bbdrive_patience, status)) {
    kill(*process, SIGKILL);
    waitpid(*process, &status, 0);
    return std::unexpected(fmt::format("{}: no end in a minute; use a faster place for the disc", name));
  }
  if (status != 0) return std::unexpected(std::string());
  return text;
}

}  // namespace conformance::preload::program

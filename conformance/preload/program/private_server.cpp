#include "conformance/preload/program/private_server.h"

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
#include <chrono>
#include <cstring>

extern char** environ;

namespace conformance::preload::program {
namespace {

namespace fs = std::filesystem;
using broker::Socket;

// bbdrive flushes its discs when it ends, which can take its time on a slow disk.
constexpr auto patience = std::chrono::seconds{60};

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

// Whether the process ended in time; its status is left in `status`.
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

// A blank disc. bbdrive says what is wrong with the medium's name or the place.
std::expected<void, std::string> make_disc(const fs::path& bbdrive, const fs::path& disc, const std::string& medium) {
  Socket output;
  const auto process =
      start_process({bbdrive.string(), "disc", "new", disc.string(), "--medium", medium, "--json"}, output);
  if (!process) return std::unexpected(process.error());
  int status = 0;
  if (!wait_for_end(*process, patience, status)) {
    kill(*process, SIGKILL);
    waitpid(*process, &status, 0);
    return std::unexpected("bbdrive disc new: no end in a minute; use a faster place for the disc");
  }
  if (status != 0) return std::unexpected(std::string());
  return {};
}

}  // namespace

std::expected<fs::path, std::string> find_bbdrive() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  fs::path candidate = program.parent_path() / "bbdrive";
  if (access(candidate.c_str(), X_OK) == 0) return candidate;
  return std::unexpected(fmt::format(
      "bbdrive is missing beside {}; build the target bbdrive, install again, or use --drive", program.string()));
}

PrivateServer::PrivateServer(PrivateServer&& other) noexcept
    : folder_(std::move(other.folder_)),
      urls_(std::move(other.urls_)),
      output_(std::move(other.output_)),
      process_(std::exchange(other.process_, -1)) {}

PrivateServer::~PrivateServer() { static_cast<void>(stop()); }

std::expected<PrivateServer, std::string> PrivateServer::start(const std::vector<WantedDrive>& drives,
                                                               const ServerOptions& options) {
  PrivateServer made;
  std::vector<std::string> words{
      options.bbdrive.string(), "serve", "--listen", "127.0.0.1:0", "--clock", options.clock};
  for (std::size_t i = 0; i < drives.size(); ++i) {
    const WantedDrive& drive = drives[i];
    words.insert(words.end(), {"--drive", drive.profile, "--name", fmt::format("private{}", i)});
    if (!drive.medium && !drive.keep) continue;
    if (!drive.keep && !made.folder_) {
      auto folder = TemporaryFolder::create();
      if (!folder) return std::unexpected(folder.error());
      made.folder_.emplace(std::move(*folder));
    }
    const fs::path disc = drive.keep ? fs::path(*drive.keep) : made.folder_->path() / fmt::format("disc{}.bbd", i);
    std::error_code error;
    if (!fs::exists(disc, error)) {
      if (!drive.medium) {
        return std::unexpected(
            fmt::format("{}: no such disc; say with --medium which blank disc to make", disc.string()));
      }
      if (auto disc_made = make_disc(options.bbdrive, disc, *drive.medium); !disc_made) {
        return std::unexpected(disc_made.error());
      }
    }
    words.insert(words.end(), {"--disc", disc.string()});
  }
  auto process = start_process(std::move(words), made.output_);
  if (!process) return std::unexpected(process.error());
  made.process_ = *process;
  if (auto read = made.read_urls(drives.size()); !read) return std::unexpected(read.error());
  return made;
}

// Each drive is announced by a line that begins with its address; an end before the last means that bbdrive gave up.
std::expected<void, std::string> PrivateServer::read_urls(std::size_t count) {
  std::string line;
  while (urls_.size() < count) {
    char letter = 0;
    const ssize_t came = read(output_.get(), &letter, 1);
    if (came < 0 && errno == EINTR) continue;
    if (came <= 0) return std::unexpected(std::string());
    if (letter != '\n') {
      line += letter;
      continue;
    }
    urls_.push_back(line.substr(0, line.find(' ')));
    line.clear();
  }
  return {};
}

std::expected<void, std::string> PrivateServer::stop() {
  if (process_ < 0) return {};
  const pid_t process = std::exchange(process_, -1);
  // One that was stopped (SIGSTOP) would not see the end coming.
  kill(process, SIGTERM);
  kill(process, SIGCONT);
  int status = 0;
  if (!wait_for_end(process, patience, status)) {
    kill(process, SIGKILL);
    waitpid(process, &status, 0);
    return std::unexpected("the private bbdrive did not end in a minute and was killed; check its disc");
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  return std::unexpected(WIFSIGNALED(status)
                             ? fmt::format("the private bbdrive was ended by signal {}; check its disc with `bbdrive "
                                           "disc verify`",
                                           WTERMSIG(status))
                             : fmt::format("the private bbdrive ended with {}; make room for its disc and run again",
                                           WEXITSTATUS(status)));
}

}  // namespace conformance::preload::program

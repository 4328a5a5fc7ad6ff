#include "conformance/preload/program/private_server.h"

#include <fmt/core.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "conformance/preload/program/bbdrive_process.h"
#include "conformance/preload/program/private_disc.h"

namespace conformance::preload::program {

namespace fs = std::filesystem;

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
    if (auto prepared = prepare_disc(options.bbdrive, disc, drive.medium); !prepared) {
      return std::unexpected(prepared.error());
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
  if (!wait_for_end(process, bbdrive_patience, status)) {
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

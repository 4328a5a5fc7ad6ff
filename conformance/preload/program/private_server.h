// A bbdrive process that lives as long as the run: the drives that `bbrun --profile` asked for, and their discs.
#pragma once

#include <sys/types.h>

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "conformance/preload/broker/socket.h"
#include "conformance/preload/program/drive_options.h"
#include "conformance/preload/program/temporary_folder.h"

namespace conformance::preload::program {

struct ServerOptions {
  std::filesystem::path bbdrive;
  std::string clock{"real"};  // as `bbdrive serve --clock` takes it
};

class PrivateServer {
 public:
  // Makes the discs that are not there yet and starts to serve. Error: one line for the user; empty where bbdrive has
  // said on standard error what is wrong.
  static std::expected<PrivateServer, std::string> start(const std::vector<WantedDrive>& drives,
                                                         const ServerOptions& options);
  PrivateServer(PrivateServer&& other) noexcept;
  PrivateServer& operator=(PrivateServer&&) = delete;
  // Ends bbdrive, by its process id.
  ~PrivateServer();

  // The drives' addresses, in the order in which they were asked for.
  [[nodiscard]] const std::vector<std::string>& urls() const { return urls_; }
  [[nodiscard]] pid_t process() const { return process_; }

  // Ends bbdrive once it has put everything on the discs. Error: it failed, or it had to be killed.
  std::expected<void, std::string> stop();

 private:
  PrivateServer() = default;
  std::expected<void, std::string> read_urls(std::size_t count);

  std::optional<TemporaryFolder> folder_;  // of the discs that nobody keeps
  std::vector<std::string> urls_;
  broker::Socket output_;  // bbdrive's standard output; while it is open bbdrive may write there
  pid_t process_{-1};
};

// The bbdrive of this bbrun: beside it in a build tree and in an installed prefix.
std::expected<std::filesystem::path, std::string> find_bbdrive();

}  // namespace conformance::preload::program

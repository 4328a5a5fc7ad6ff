#include "conformance/preload/program/executable.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>
#include <sstream>

#include "conformance/preload/broker/socket.h"
#include "conformance/preload/program_kind.h"

namespace conformance::preload::program {
namespace {

namespace fs = std::filesystem;

constexpr int cannot_run = 126;
constexpr int not_found = 127;

std::unexpected<Refusal> refuse(int code, std::string text) { return std::unexpected(Refusal{code, std::move(text)}); }

std::expected<void, Refusal> check(const fs::path& path, int depth) {
  const broker::Socket file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  InterpreterName interpreter{};
  const ProgramKind kind = kind_of_program(
      [&](void* place, std::size_t size, std::uint64_t offset) {
        return static_cast<long>(pread(file.get(), place, size, static_cast<off_t>(offset)));
      },
      interpreter);
  if (kind == ProgramKind::loadable) return {};
  if (kind != ProgramKind::script) return refuse(cannot_run, fmt::format("{}: {}", path.string(), refusal_of(kind)));
  if (depth == most_interpreters) {
    return refuse(cannot_run,
                  fmt::format("{}: too many interpreters; name a program in its first line", path.string()));
  }
  return check(interpreter.data(), depth + 1);
}

std::optional<fs::path> search(const std::string& name) {
  const char* list = std::getenv("PATH");
  std::istringstream folders(list != nullptr ? list : "/bin:/usr/bin");
  std::optional<fs::path> unusable;
  for (std::string folder; std::getline(folders, folder, ':');) {
    fs::path candidate = fs::path(folder.empty() ? "." : folder) / name;
    std::error_code error;
    if (!fs::is_regular_file(candidate, error)) continue;
    if (access(candidate.c_str(), X_OK) == 0) return candidate;
    unusable = candidate;
  }
  return unusable;
}

}  // namespace

std::expected<fs::path, Refusal> find_program(const std::string& name) {
  const bool is_path = name.find('/') != std::string::npos;
  const auto path = is_path ? std::optional<fs::path>(name) : search(name);
  std::error_code error;
  if (!path || !fs::exists(*path, error)) {
    return refuse(not_found, fmt::format("{}: no such program; install it or give its path", name));
  }
  if (fs::is_directory(*path, error) || access(path->c_str(), X_OK) != 0) {
    return refuse(cannot_run, fmt::format("{}: not executable; give the path of a program", path->string()));
  }
  if (const auto checked = check(*path, 0); !checked) return std::unexpected(checked.error());
  return *path;
}

}  // namespace conformance::preload::program

#include "conformance/preload/program/executable.h"

#include <elf.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <optional>
#include <sstream>

namespace conformance::preload::program {
namespace {

namespace fs = std::filesystem;

constexpr int cannot_run = 126;
constexpr int not_found = 127;

std::unexpected<Refusal> refuse(int code, std::string text) { return std::unexpected(Refusal{code, std::move(text)}); }

template <typename Value>
std::optional<Value> read_at(std::ifstream& file, std::uint64_t offset) {
  Value value{};
  void* place = &value;
  file.seekg(static_cast<std::streamoff>(offset));
  if (!file.read(static_cast<char*>(place), sizeof value)) return std::nullopt;
  return value;
}

bool is_elf(const Elf64_Ehdr& header) { return std::memcmp(header.e_ident, ELFMAG, SELFMAG) == 0; }

bool has_interpreter(std::ifstream& file, const Elf64_Ehdr& header) {
  for (std::uint64_t i = 0; i < header.e_phnum; ++i) {
    const auto segment = read_at<Elf64_Phdr>(file, header.e_phoff + i * header.e_phentsize);
    if (segment && segment->p_type == PT_INTERP) return true;
  }
  return false;
}

std::uint16_t own_machine() {
  std::ifstream own("/proc/self/exe", std::ios::binary);
  const auto header = read_at<Elf64_Ehdr>(own, 0);
  return header ? header->e_machine : std::uint16_t{EM_X86_64};
}

// "#!/usr/bin/env python3": the first word after the mark.
std::string interpreter_of(std::ifstream& file) {
  file.clear();
  file.seekg(2);
  std::string line;
  std::getline(file, line);
  std::istringstream words(line);
  std::string word;
  words >> word;
  return word;
}

std::expected<void, Refusal> check(const fs::path& path, int depth) {
  constexpr int most_interpreters = 4;  // the kernel's own bound (BINPRM_MAX_RECURSION)
  std::ifstream file(path, std::ios::binary);
  std::array<char, 2> mark{};
  if (!file.read(mark.data(), mark.size())) {
    return refuse(cannot_run,
                  fmt::format("{}: cannot be read; bbrun looks at a program before it runs it", path.string()));
  }
  if (mark[0] == '#' && mark[1] == '!') {
    if (depth == most_interpreters) return refuse(cannot_run, fmt::format("{}: too many interpreters", path.string()));
    return check(interpreter_of(file), depth + 1);
  }
  const auto header = read_at<Elf64_Ehdr>(file, 0);
  // Other texts are run by the shell, which is dynamic: execvp does so too.
  if (!header || !is_elf(*header)) return {};
  if (header->e_ident[EI_CLASS] != ELFCLASS64) {
    return refuse(cannot_run, fmt::format("{}: a 32-bit program; bbrun needs a 64-bit one", path.string()));
  }
  if (header->e_machine != own_machine()) {
    return refuse(cannot_run,
                  fmt::format("{}: a program of another machine; use a build of it for this computer", path.string()));
  }
  if (!has_interpreter(file, *header)) {
    return refuse(cannot_run, fmt::format("{}: linked statically, so no drive can be shown to it; use a dynamically "
                                          "linked build of the program",
                                          path.string()));
  }
  return {};
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

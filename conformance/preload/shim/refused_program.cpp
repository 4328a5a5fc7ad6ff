#include "conformance/preload/shim/refused_program.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>
#include <string_view>

#include "conformance/preload/program_kind.h"
#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/shim.h"

namespace conformance::preload::shim {
namespace {

ProgramKind kind_of_file(int descriptor, InterpreterName& interpreter) {
  return kind_of_program(
      [&](void* place, std::size_t size, std::uint64_t offset) {
        return next::system(SYS_pread64, descriptor, place, size, offset);
      },
      interpreter);
}

// A file that cannot be opened or read is exec's to refuse: it may be one that can only be run.
ProgramKind kind_at(int directory, const char* path, InterpreterName& interpreter) {
  const int descriptor = next::openat(directory, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (descriptor < 0) return ProgramKind::unreadable;
  const ProgramKind kind = kind_of_file(descriptor, interpreter);
  next::close(descriptor);
  return kind;
}

void tell(std::string_view path, std::string_view why) {
  constexpr std::string_view ours = "bbrun: ";
  const auto piece = [](std::string_view text) {
    return iovec{.iov_base = const_cast<char*>(text.data()), .iov_len = text.size()};
  };
  const std::array<iovec, 5> line{piece(ours), piece(path), piece(": "), piece(why), piece("\n")};
  next::system(SYS_writev, STDERR_FILENO, line.data(), line.size());
}

bool is_refused(ProgramKind kind, InterpreterName& interpreter, std::string_view path) {
  for (int depth = 0; kind == ProgramKind::script && depth < most_interpreters; ++depth) {
    InterpreterName another{};
    kind = kind_at(AT_FDCWD, interpreter.data(), another);
    if (kind == ProgramKind::script) interpreter = another;
  }
  if (kind == ProgramKind::loadable || kind == ProgramKind::script || kind == ProgramKind::unreadable) return false;
  tell(path, refusal_of(kind));
  return true;
}

bool is_under_bbrun() { return started_shim() != nullptr; }

// The candidate in one folder of $PATH; false where it is too long for any file.
bool join(std::array<char, PATH_MAX>& candidate, std::string_view folder, std::string_view name) {
  if (folder.empty()) folder = ".";
  if (folder.size() + 1 + name.size() >= candidate.size()) return false;
  char* end = std::copy(folder.begin(), folder.end(), candidate.data());
  *end++ = '/';
  end = std::copy(name.begin(), name.end(), end);
  *end = '\0';
  return true;
}

}  // namespace

bool is_refused_program(int directory, const char* path) {
  if (path == nullptr || !is_under_bbrun()) return false;
  InterpreterName interpreter{};
  const ProgramKind kind = kind_at(directory, path, interpreter);
  return is_refused(kind, interpreter, path);
}

bool is_refused_file(int descriptor) {
  if (!is_under_bbrun()) return false;
  InterpreterName interpreter{};
  const ProgramKind kind = kind_of_file(descriptor, interpreter);
  return is_refused(kind, interpreter, "an open program");
}

bool is_refused_at(int directory, const char* path, int flags) {
  const bool is_open_file = (flags & AT_EMPTY_PATH) != 0 && path != nullptr && *path == '\0';
  return is_open_file ? is_refused_file(directory) : is_refused_program(directory, path);
}

bool is_refused_name(const char* name) {
  if (name == nullptr || std::string_view(name).find('/') != std::string_view::npos) {
    return is_refused_program(AT_FDCWD, name);
  }
  const char* list = getenv("PATH");
  std::string_view folders(list != nullptr ? list : "/bin:/usr/bin");
  while (true) {
    const std::size_t colon = folders.find(':');
    std::array<char, PATH_MAX> candidate{};
    if (join(candidate, folders.substr(0, colon), name) &&
        next::system(SYS_faccessat, AT_FDCWD, candidate.data(), X_OK, 0) == 0) {
      return is_refused_program(AT_FDCWD, candidate.data());
    }
    if (colon == std::string_view::npos) return false;
    folders.remove_prefix(colon + 1);
  }
}

}  // namespace conformance::preload::shim

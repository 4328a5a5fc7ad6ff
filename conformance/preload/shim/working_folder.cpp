// chdir and getcwd: a folder of the tree is told without the tree's own path, and from inside /dev, /sys or /proc every
// relative path may lead to a drive.
#include "conformance/preload/shim/working_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/path_lookup.h"

namespace conformance::preload::shim {
namespace next {
inline constinit Next<int(const char*)> chdir{"chdir"};
inline constinit Next<int(int)> fchdir{"fchdir"};
inline constinit Next<char*(char*, size_t)> getcwd{"getcwd"};
}  // namespace next

namespace {

int noted(int result) {
  if (Shim* here = started_shim(); here != nullptr && result == 0) note_working_folder(*here);
  return result;
}

// A folder that is there twice stays the real one, whose relative paths are looked at.
int change(const char* path) {
  const PathLookup lookup(path);
  if (lookup.kind() == PathLookup::Kind::moved && next::chdir(path) == 0) return noted(0);
  return noted(next::chdir(lookup.path()));
}

// The text in the caller's room or, as the C library does it, in malloc's memory where there is none.
char* give(std::string_view text, char* room, size_t size) {
  const size_t needed = text.size() + 1;
  if (room == nullptr && size == 0) size = needed;
  if (size < needed) {
    errno = room != nullptr && size == 0 ? EINVAL : ERANGE;
    return nullptr;
  }
  auto* const place = room != nullptr ? room : static_cast<char*>(std::malloc(size));
  if (place == nullptr) return nullptr;
  *std::copy(text.begin(), text.end(), place) = '\0';
  return place;
}

char* working_folder(char* room, size_t size) {
  const Shim* here = started_shim();
  if (here == nullptr || here->tree().empty()) return next::getcwd(room, size);
  std::array<char, PATH_MAX> place;
  std::string_view path = path_of_folder(AT_FDCWD, place);
  if (!is_in_tree(*here, path)) return next::getcwd(room, size);
  path.remove_prefix(here->tree().size());
  return give(path.empty() ? "/" : path, room, size);
}

}  // namespace

void note_working_folder(Shim& shim) {
  std::array<char, PATH_MAX> place;
  const std::string_view path = path_of_folder(AT_FDCWD, place);
  constexpr std::array<std::string_view, 3> roots{"/dev", "/sys", "/proc"};
  const auto lies_in = [&](std::string_view root) {
    return path.starts_with(root) && (path.size() == root.size() || path[root.size()] == '/');
  };
  shim.looks_at_relative_paths = path == "/" || std::ranges::any_of(roots, lies_in) || is_in_tree(shim, path);
}

}  // namespace conformance::preload::shim

using namespace conformance::preload;

extern "C" {

[[gnu::visibility("default")]] int chdir(const char* path) noexcept { return shim::change(path); }
[[gnu::visibility("default")]] int fchdir(int descriptor) noexcept {
  return shim::noted(shim::next::fchdir(descriptor));
}
[[gnu::visibility("default")]] char* getcwd(char* room, size_t size) noexcept {
  return shim::working_folder(room, size);
}
[[gnu::visibility("default")]] char* __getcwd_chk(char* room, size_t size, size_t /*room_size*/) noexcept {
  return shim::working_folder(room, size);
}
[[gnu::visibility("default")]] char* get_current_dir_name() noexcept { return shim::working_folder(nullptr, 0); }

}  // extern "C"

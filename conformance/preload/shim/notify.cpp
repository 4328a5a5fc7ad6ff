// inotify_add_watch: a drive is watched at its place in the tree, where nothing ever changes, as nothing changes in the
// inode of a device file that stays.
#include <sys/inotify.h>

#include <algorithm>

#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/path_lookup.h"

namespace conformance::preload::shim {
namespace next {
inline constinit Next<int(int, const char*, std::uint32_t)> inotify_add_watch{"inotify_add_watch"};
}  // namespace next

namespace {

int watch(int watcher, const char* path, std::uint32_t events) {
  const PathLookup lookup(path, (events & IN_DONT_FOLLOW) != 0 ? Follow::no : Follow::yes);
  if (!lookup.is_ours()) return next::inotify_add_watch(watcher, lookup.path(), events);
  const Shim& here = *started_shim();
  NameBuffer name;
  std::array<char, PATH_MAX> place{};
  char* end = std::copy(here.tree().begin(), here.tree().end(), place.data());
  std::ranges::copy(device_path(here, lookup.node(), name), end);
  return next::inotify_add_watch(watcher, place.data(), events);
}

}  // namespace
}  // namespace conformance::preload::shim

extern "C" [[gnu::visibility("default")]] int inotify_add_watch(int watcher, const char* path,
                                                                std::uint32_t events) noexcept {
  return conformance::preload::shim::watch(watcher, path, events);
}

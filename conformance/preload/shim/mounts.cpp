// setmntent: the C library opens the list of mounts by itself, past our open. Where the computer has a drive of a name
// of ours mounted, the virtual /proc holds a list without it (program/proc_files.cpp): a burner would unmount it.
#include <mntent.h>

#include <cstdio>
#include <cstring>

#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/path_lookup.h"

namespace conformance::preload::shim {
namespace next {
inline constinit Next<FILE*(const char*, const char*)> setmntent{"setmntent"};
}  // namespace next

namespace {

// /etc/mtab is a link to the kernel's list everywhere but on systems that are older than the shim.
const char* list_of(const char* path) {
  return path != nullptr && std::strcmp(path, "/etc/mtab") == 0 ? "/proc/mounts" : path;
}

FILE* open_list(const char* path, const char* mode) {
  const PathLookup lookup(list_of(path));
  return next::setmntent(lookup.kind() == PathLookup::Kind::moved ? lookup.path() : path, mode);
}

}  // namespace
}  // namespace conformance::preload::shim

extern "C" [[gnu::visibility("default")]] FILE* setmntent(const char* path, const char* mode) noexcept {
  return conformance::preload::shim::open_list(path, mode);
}

// glob and scandir: the C library lists folders inside them by itself, so it is handed our functions, or the list is
// made here.
#include <glob.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "conformance/preload/shim/directory.h"
#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/path_lookup.h"

namespace conformance::preload::shim {
namespace next {
inline constinit Next<int(const char*, int, int (*)(const char*, int), glob_t*)> glob{"glob64"};
using Filter = int (*)(const dirent*);
using Order = int (*)(const dirent**, const dirent**);
inline constinit Next<int(const char*, dirent***, Filter, Order)> scandir{"scandir64"};
}  // namespace next

namespace {

using Complaint = int (*)(const char*, int);

void* glob_opendir(const char* path) { return open_folder(path); }
dirent* glob_readdir(void* folder) { return next_entry(static_cast<DIR*>(folder)); }
void glob_closedir(void* folder) { close_folder(static_cast<DIR*>(folder)); }
int glob_stat(const char* path, struct stat* status) { return ::stat(path, status); }
int glob_lstat(const char* path, struct stat* status) { return ::lstat(path, status); }

int search(const char* pattern, int flags, Complaint complain, glob_t* found) {
  if (shim() == nullptr || (flags & GLOB_ALTDIRFUNC) != 0) return next::glob(pattern, flags, complain, found);
  found->gl_opendir = glob_opendir;
  found->gl_readdir = glob_readdir;
  found->gl_closedir = glob_closedir;
  found->gl_stat = glob_stat;
  found->gl_lstat = glob_lstat;
  const int result = next::glob(pattern, flags | GLOB_ALTDIRFUNC, complain, found);
  found->gl_flags &= ~GLOB_ALTDIRFUNC;
  return result;
}

dirent* copy_of(const dirent& entry) {
  void* memory = std::malloc(entry.d_reclen);
  if (memory != nullptr) std::memcpy(memory, &entry, entry.d_reclen);
  return static_cast<dirent*>(memory);
}

// A list in malloc's memory, as scandir gives it.
struct List {
  dirent** entries{};
  int count{};
  bool append(dirent* entry) {
    void* grown =
        entry != nullptr ? std::realloc(entries, (static_cast<std::size_t>(count) + 1) * sizeof entry) : nullptr;
    if (grown == nullptr) return false;
    entries = static_cast<dirent**>(grown);
    entries[count++] = entry;
    return true;
  }
};

int scan(const char* path, dirent*** entries, next::Filter filter, next::Order order) {
  DIR* folder = open_folder(path);
  if (folder == nullptr) return -1;
  List list;
  while (const dirent* entry = next_entry(folder)) {
    if (filter != nullptr && filter(entry) == 0) continue;
    if (!list.append(copy_of(*entry))) break;
  }
  close_folder(folder);
  if (order != nullptr && list.count > 0) {
    using Compare = int (*)(const void*, const void*);
    std::qsort(list.entries, static_cast<std::size_t>(list.count), sizeof *list.entries,
               reinterpret_cast<Compare>(order));
  }
  *entries = list.entries;
  return list.count;
}

int scan_any(const char* path, dirent*** entries, next::Filter filter, next::Order order) {
  const PathLookup lookup(path);
  if (lookup.is_device()) {
    errno = ENOTDIR;
    return -1;
  }
  if (lookup.counterpart() == nullptr) return next::scandir(lookup.path(), entries, filter, order);
  return scan(path, entries, filter, order);
}

}  // namespace
}  // namespace conformance::preload::shim

using namespace conformance::preload;

extern "C" {

[[gnu::visibility("default")]] int glob(const char* pattern, int flags, int (*complain)(const char*, int),
                                        glob_t* found) {
  return shim::search(pattern, flags, complain, found);
}
// On this machine the structures of the two names have the same layout.
[[gnu::visibility("default")]] int glob64(const char* pattern, int flags, int (*complain)(const char*, int),
                                          glob64_t* found) {
  void* place = found;
  return shim::search(pattern, flags, complain, static_cast<glob_t*>(place));
}
[[gnu::visibility("default")]] int scandir(const char* path, dirent*** entries, int (*filter)(const dirent*),
                                           int (*order)(const dirent**, const dirent**)) {
  return shim::scan_any(path, entries, filter, order);
}
[[gnu::visibility("default")]] int scandir64(const char* path, dirent64*** entries, int (*filter)(const dirent64*),
                                             int (*order)(const dirent64**, const dirent64**)) {
  void* place = entries;
  return shim::scan_any(path, static_cast<dirent***>(place), reinterpret_cast<shim::next::Filter>(filter),
                        reinterpret_cast<shim::next::Order>(order));
}

}  // extern "C"

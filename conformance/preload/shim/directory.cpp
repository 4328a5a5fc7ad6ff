#include "conformance/preload/shim/directory.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/path_lookup.h"

namespace conformance::preload::shim {
namespace next {
inline constinit Next<DIR*(const char*)> opendir{"opendir"};
inline constinit Next<DIR*(int)> fdopendir{"fdopendir"};
inline constinit Next<dirent*(DIR*)> readdir{"readdir64"};
inline constinit Next<int(DIR*)> closedir{"closedir"};
inline constinit Next<void(DIR*)> rewinddir{"rewinddir"};
inline constinit Next<int(const char*)> chdir{"chdir"};
}  // namespace next

namespace {

// A folder that is being listed from both places. The program holds `first`.
struct Merged {
  std::atomic<DIR*> first{};
  DIR* second{};
  bool is_in_second{};
  bool is_dev{};
};
constinit std::array<Merged, 64> merged_folders;
constinit std::atomic<int> merged_count;

Merged* merged_of(DIR* folder) {
  if (merged_count.load(std::memory_order_relaxed) == 0) return nullptr;
  auto* const found =
      std::ranges::find_if(merged_folders, [&](const Merged& merged) { return merged.first.load() == folder; });
  return found == merged_folders.end() ? nullptr : found;
}

bool remember(DIR* first, DIR* second, bool is_dev) {
  for (Merged& merged : merged_folders) {
    DIR* expected = nullptr;
    if (!merged.first.compare_exchange_strong(expected, first)) continue;
    merged.second = second;
    merged.is_in_second = false;
    merged.is_dev = is_dev;
    merged_count.fetch_add(1);
    return true;
  }
  return false;
}

bool is_in_first(const Merged& merged, const char* name) {
  struct stat status{};
  const int saved = errno;
  const bool is_there =
      next::system(SYS_newfstatat, dirfd(merged.first.load()), name, &status, AT_SYMLINK_NOFOLLOW) == 0;
  errno = saved;
  return is_there;
}

// In the tree a device file is a plain file of that name: nobody without privileges can make another.
void name_device_type(dirent& entry) {
  if (entry.d_type != DT_REG) return;
  entry.d_type = std::string_view(entry.d_name).starts_with("sr") ? DT_BLK : DT_CHR;
}

dirent* next_of(Merged& merged) {
  if (!merged.is_in_second) {
    dirent* entry = next::readdir(merged.first.load());
    if (entry != nullptr) return entry;
    merged.is_in_second = true;
  }
  for (;;) {
    dirent* entry = next::readdir(merged.second);
    if (entry == nullptr) return nullptr;
    // "." and ".." exist in the first too.
    if (is_in_first(merged, entry->d_name)) continue;
    if (merged.is_dev) name_device_type(*entry);
    return entry;
  }
}

}  // namespace

DIR* open_folder(const char* path) {
  const PathLookup lookup(path);
  if (lookup.counterpart() == nullptr) {
    if (!lookup.is_device()) return next::opendir(lookup.path());
    errno = ENOTDIR;
    return nullptr;
  }
  DIR* first = next::opendir(path);
  DIR* second = next::opendir(lookup.counterpart());
  if (first == nullptr || second == nullptr) return first != nullptr ? first : second;
  if (!remember(first, second, lookup.kind() == PathLookup::Kind::real)) next::closedir(second);
  return first;
}

// Of a folder that was opened as a descriptor; one that leads into the tree lists what the tree has.
DIR* open_folder(int descriptor) {
  DIR* first = next::fdopendir(descriptor);
  if (first == nullptr || shim() == nullptr) return first;
  std::array<char, PATH_MAX> place;
  const std::string_view path = path_of_folder(descriptor, place);
  if (path != "/dev") return first;
  place[path.size()] = '\0';
  const PathLookup lookup(place.data());
  DIR* second = lookup.counterpart() != nullptr ? next::opendir(lookup.counterpart()) : nullptr;
  if (second != nullptr && !remember(first, second, true)) next::closedir(second);
  return first;
}

dirent* next_entry(DIR* folder) {
  Merged* merged = merged_of(folder);
  return merged != nullptr ? next_of(*merged) : next::readdir(folder);
}

int close_folder(DIR* folder) {
  if (Merged* merged = merged_of(folder); merged != nullptr) {
    next::closedir(merged->second);
    merged->first.store(nullptr);
    merged_count.fetch_sub(1);
  }
  return next::closedir(folder);
}

}  // namespace conformance::preload::shim

using namespace conformance::preload;

extern "C" {

[[gnu::visibility("default")]] DIR* opendir(const char* path) { return shim::open_folder(path); }

[[gnu::visibility("default")]] DIR* fdopendir(int descriptor) { return shim::open_folder(descriptor); }

[[gnu::visibility("default")]] dirent* readdir(DIR* folder) { return shim::next_entry(folder); }

// On this machine struct dirent64 has the same layout under another name.
[[gnu::visibility("default")]] dirent64* readdir64(DIR* folder) {
  void* entry = shim::next_entry(folder);
  return static_cast<dirent64*>(entry);
}

[[gnu::visibility("default")]] int closedir(DIR* folder) { return shim::close_folder(folder); }

[[gnu::visibility("default")]] void rewinddir(DIR* folder) noexcept {
  if (shim::Merged* merged = shim::merged_of(folder); merged != nullptr) {
    shim::next::rewinddir(merged->second);
    merged->is_in_second = false;
  }
  shim::next::rewinddir(folder);
}

// Into the tree, where every relative path works by itself.
[[gnu::visibility("default")]] int chdir(const char* path) noexcept {
  const shim::PathLookup lookup(path);
  if (lookup.kind() == shim::PathLookup::Kind::moved && shim::next::chdir(path) == 0) return 0;
  return shim::next::chdir(lookup.path());
}

}  // extern "C"

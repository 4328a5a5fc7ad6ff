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
}  // namespace next

namespace {

// A folder that is being listed from both places, or one of devices that only the tree has. The program holds `first`.
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

// In the tree a device file is a plain file of that name: nobody without privileges can make another. The names in
// /dev/bsg begin with a number.
void name_device_type(dirent& entry) {
  if (entry.d_type != DT_REG) return;
  entry.d_type = std::string_view(entry.d_name).starts_with("sr") ? DT_BLK : DT_CHR;
}

dirent* next_of(Merged& merged) {
  if (!merged.is_in_second) {
    dirent* entry = next::readdir(merged.first.load());
    if (entry != nullptr && merged.second == nullptr && merged.is_dev) name_device_type(*entry);
    if (entry != nullptr || merged.second == nullptr) return entry;
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
  if (second == nullptr) return first;
  // A folder that only the tree has is listed alone.
  DIR* held = first != nullptr ? first : second;
  const bool is_dev = std::string_view(lookup.counterpart()).substr(shim()->tree().size()).starts_with("/dev");
  if (!remember(held, first != nullptr ? second : nullptr, is_dev) && first != nullptr) next::closedir(second);
  return held;
}

namespace {

// The other place of a folder that was opened as a descriptor: the tree's of /dev, the real one of a folder of the
// tree.
DIR* other_of(const Shim& shim, int descriptor, bool& is_dev) {
  std::array<char, PATH_MAX> place;
  const std::string_view path = path_of_folder(descriptor, place);
  if (path.size() == place.size()) return nullptr;
  place[path.size()] = '\0';
  if (is_in_tree(shim, path)) {
    is_dev = path.substr(shim.tree().size()).starts_with("/dev");
    return next::opendir(place.data() + shim.tree().size());
  }
  is_dev = path == "/dev";
  if (!is_dev) return nullptr;
  const PathLookup lookup(place.data());
  return lookup.counterpart() != nullptr ? next::opendir(lookup.counterpart()) : nullptr;
}

}  // namespace

DIR* open_folder(int descriptor) {
  DIR* first = next::fdopendir(descriptor);
  const Shim* here = shim();
  if (first == nullptr || here == nullptr) return first;
  const int saved = errno;
  bool is_dev = false;
  DIR* second = other_of(*here, descriptor, is_dev);
  const bool is_of_interest = second != nullptr || is_dev;
  if (is_of_interest && !remember(first, second, is_dev) && second != nullptr) next::closedir(second);
  errno = saved;
  return first;
}

dirent* next_entry(DIR* folder) {
  Merged* merged = merged_of(folder);
  return merged != nullptr ? next_of(*merged) : next::readdir(folder);
}

int next_entry_in(DIR* folder, dirent* room, dirent** result) {
  const int saved = errno;
  errno = 0;
  const dirent* entry = next_entry(folder);
  const int error = errno;
  errno = saved;
  *result = nullptr;
  if (entry == nullptr) return error;
  std::memcpy(room, entry, entry->d_reclen);
  *result = room;
  return 0;
}

int close_folder(DIR* folder) {
  if (Merged* merged = merged_of(folder); merged != nullptr) {
    if (merged->second != nullptr) next::closedir(merged->second);
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
    if (merged->second != nullptr) shim::next::rewinddir(merged->second);
    merged->is_in_second = false;
  }
  shim::next::rewinddir(folder);
}

// Of the older names for many threads, which glibc still has.
[[gnu::visibility("default")]] int readdir_r(DIR* folder, dirent* room, dirent** result) {
  return shim::next_entry_in(folder, room, result);
}
[[gnu::visibility("default")]] int readdir64_r(DIR* folder, dirent64* room, dirent64** result) {
  void* place = room;
  void* there = result;
  return shim::next_entry_in(folder, static_cast<dirent*>(place), static_cast<dirent**>(there));
}

}  // extern "C"

// Calls that turn a path into a longer answer: the true name, the file system, the extended attributes.
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/xattr.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/path_lookup.h"

namespace conformance::preload::shim {
namespace next {
inline constinit Next<char*(const char*, char*)> realpath{"realpath"};
inline constinit Next<int(const char*, struct statfs*)> statfs{"statfs64"};
inline constinit Next<int(const char*, struct statvfs*)> statvfs{"statvfs64"};
inline constinit Next<ssize_t(const char*, const char*, void*, size_t)> getxattr{"getxattr"};
inline constinit Next<ssize_t(const char*, const char*, void*, size_t)> lgetxattr{"lgetxattr"};
inline constinit Next<ssize_t(const char*, char*, size_t)> listxattr{"listxattr"};
inline constinit Next<ssize_t(const char*, char*, size_t)> llistxattr{"llistxattr"};
}  // namespace next

namespace {

// The text in the caller's room, or in malloc's memory where it gave none.
char* give(std::string_view text, char* room) {
  void* memory = room != nullptr ? room : std::malloc(text.size() + 1);
  if (memory == nullptr) return nullptr;
  auto* const place = static_cast<char*>(memory);
  std::copy(text.begin(), text.end(), place);
  place[text.size()] = '\0';
  return place;
}

// A true name inside the tree is told without the tree's own folder.
char* without_tree(char* name) {
  if (name == nullptr) return nullptr;
  const std::string_view tree = started_shim()->tree();
  const std::string_view text(name);
  if (!text.starts_with(tree)) return name;
  std::memmove(name, name + tree.size(), text.size() - tree.size() + 1);
  return name;
}

char* true_name(const char* path, char* room) {
  const PathLookup lookup(path);
  NameBuffer buffer;
  if (lookup.is_device()) return give(device_path(*started_shim(), lookup.node(), buffer), room);
  char* name = next::realpath(lookup.path(), room);
  return lookup.kind() == PathLookup::Kind::moved ? without_tree(name) : name;
}

// Of a device file: those of the file system that holds it.
const char* file_system_path(const PathLookup& lookup) { return lookup.is_ours() ? "/dev" : lookup.path(); }

ssize_t no_attribute() {
  errno = ENODATA;
  return -1;
}

}  // namespace
}  // namespace conformance::preload::shim

using namespace conformance::preload::shim;

extern "C" {

[[gnu::visibility("default")]] char* realpath(const char* path, char* room) noexcept { return true_name(path, room); }
[[gnu::visibility("default")]] char* __realpath_chk(const char* path, char* room, size_t /*size*/) noexcept {
  return true_name(path, room);
}
[[gnu::visibility("default")]] char* canonicalize_file_name(const char* path) noexcept {
  return true_name(path, nullptr);
}

[[gnu::visibility("default")]] int statfs(const char* path, struct statfs* status) noexcept {
  const PathLookup lookup(path);
  return next::statfs(file_system_path(lookup), status);
}
[[gnu::visibility("default")]] int statfs64(const char* path, struct statfs64* status) noexcept {
  const PathLookup lookup(path);
  void* place = status;
  return next::statfs(file_system_path(lookup), static_cast<struct statfs*>(place));
}
[[gnu::visibility("default")]] int statvfs(const char* path, struct statvfs* status) noexcept {
  const PathLookup lookup(path);
  return next::statvfs(file_system_path(lookup), status);
}
[[gnu::visibility("default")]] int statvfs64(const char* path, struct statvfs64* status) noexcept {
  const PathLookup lookup(path);
  void* place = status;
  return next::statvfs(file_system_path(lookup), static_cast<struct statvfs*>(place));
}

[[gnu::visibility("default")]] ssize_t getxattr(const char* path, const char* name, void* value, size_t size) noexcept {
  const PathLookup lookup(path);
  return lookup.is_ours() ? no_attribute() : next::getxattr(lookup.path(), name, value, size);
}
[[gnu::visibility("default")]] ssize_t lgetxattr(const char* path, const char* name, void* value,
                                                 size_t size) noexcept {
  const PathLookup lookup(path, Follow::no);
  return lookup.is_ours() ? no_attribute() : next::lgetxattr(lookup.path(), name, value, size);
}
[[gnu::visibility("default")]] ssize_t listxattr(const char* path, char* list, size_t size) noexcept {
  const PathLookup lookup(path);
  return lookup.is_ours() ? 0 : next::listxattr(lookup.path(), list, size);
}
[[gnu::visibility("default")]] ssize_t llistxattr(const char* path, char* list, size_t size) noexcept {
  const PathLookup lookup(path, Follow::no);
  return lookup.is_ours() ? 0 : next::llistxattr(lookup.path(), list, size);
}

}  // extern "C"

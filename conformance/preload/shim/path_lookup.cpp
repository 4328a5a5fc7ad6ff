#include "conformance/preload/shim/path_lookup.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>

#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/plain_path.h"

namespace conformance::preload::shim {
namespace {

// udev's names of the first optical drive.
constexpr std::array<std::string_view, 4> link_names{"cdrom", "cdrw", "dvd", "dvdrw"};

template <typename Number>
std::optional<Number> number_of(std::string_view text) {
  Number number{};
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  // A kernel's name has no leading zero.
  const bool whole = error == std::errc() && stop == text.data() + text.size() && (text.size() == 1 || text[0] != '0');
  return whole ? std::optional(number) : std::nullopt;
}

bool take_word(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

std::optional<wire::Node> device_named(const Shim& shim, std::string_view name) {
  const bool is_sr = name.starts_with("sr");
  if (!is_sr && !name.starts_with("sg")) return std::nullopt;
  const auto number = number_of<std::uint32_t>(name.substr(2));
  for (std::uint32_t drive = 0; number && drive < shim.drive_count; ++drive) {
    const DriveNames& names = shim.drives[drive];
    if (*number == (is_sr ? names.sr : names.sg)) {
      return wire::Node{.drive = drive, .driver = is_sr ? wire::Driver::sr : wire::Driver::sg};
    }
  }
  return std::nullopt;
}

// "0:0:0:0" of /dev/bsg.
std::optional<wire::Node> bsg_named(const Shim& shim, std::string_view name) {
  std::array<std::uint32_t, 4> address{};
  for (std::size_t i = 0; i < address.size(); ++i) {
    const std::size_t end = i + 1 < address.size() ? name.find(':') : name.size();
    const auto number = end == name.npos ? std::nullopt : number_of<std::uint32_t>(name.substr(0, end));
    if (!number) return std::nullopt;
    address[i] = *number;
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  for (std::uint32_t drive = 0; drive < shim.drive_count; ++drive) {
    if (shim.drives[drive].bsg == address) return wire::Node{.drive = drive, .driver = wire::Driver::bsg};
  }
  return std::nullopt;
}

// udev's links: those of the first drive, and the older names /dev/scd0, by which alone some programs search.
std::optional<wire::Node> link_named(const Shim& shim, std::string_view name) {
  const bool is_first = std::ranges::find(link_names, name) != link_names.end();
  if (is_first && shim.drive_count > 0) return wire::Node{.drive = 0, .driver = wire::Driver::sr};
  if (!take_word(name, "scd")) return std::nullopt;
  const auto number = number_of<std::uint32_t>(name);
  for (std::uint32_t drive = 0; number && drive < shim.drive_count; ++drive) {
    if (*number == shim.drives[drive].sr) return wire::Node{.drive = drive, .driver = wire::Driver::sr};
  }
  return std::nullopt;
}

std::string_view last_part(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? path : path.substr(slash + 1);
}

// Nearly every path is told apart by its first letters. A relative one may lead to a device only by one of our names,
// or from a folder that is itself one of /dev, /sys or /proc.
bool may_be_ours(const Shim& shim, int directory, std::string_view path) {
  if (path.starts_with('/')) {
    constexpr std::string_view second_letters = "dsp./";  // /dev, /sys, /proc, and what PlainPath has to look at
    return path.size() > 1 && second_letters.find(path[1]) != second_letters.npos;
  }
  if (directory != AT_FDCWD || shim.looks_at_relative_paths.load(std::memory_order_relaxed)) return true;
  const std::string_view last = last_part(path);
  return device_named(shim, last) || link_named(shim, last) || bsg_named(shim, last) || number_of<int>(last);
}

}  // namespace

bool is_in_tree(const Shim& shim, std::string_view path) {
  const std::string_view tree = shim.tree();
  return !tree.empty() && path.starts_with(tree) && (path.size() == tree.size() || path[tree.size()] == '/');
}

std::string_view path_of_folder(int directory, std::array<char, PATH_MAX>& place) {
  const int saved = errno;
  long length = 0;
  if (directory == AT_FDCWD) {
    length = next::system(SYS_getcwd, place.data(), place.size()) - 1;
  } else {
    std::array<char, 32> link{"/proc/self/fd/"};
    std::to_chars(link.data() + std::strlen(link.data()), link.data() + link.size() - 1, directory);
    length = next::system(SYS_readlinkat, AT_FDCWD, link.data(), place.data(), place.size());
  }
  errno = saved;
  return {place.data(), static_cast<std::size_t>(std::max(length, 0L))};
}

std::string_view device_path(const Shim& shim, wire::Node node, NameBuffer& place) {
  const DriveNames& names = shim.drives[node.drive];
  char* at = place.data();
  char* const end = place.data() + place.size() - 1;
  const auto put = [&](std::string_view text) { at = std::copy(text.begin(), text.end(), at); };
  const auto put_number = [&](std::uint32_t number) { at = std::to_chars(at, end, number).ptr; };
  switch (node.driver) {
    case wire::Driver::sr:
      put("/dev/sr");
      put_number(names.sr);
      break;
    case wire::Driver::sg:
      put("/dev/sg");
      put_number(names.sg);
      break;
    case wire::Driver::bsg:
      put("/dev/bsg/");
      for (std::size_t i = 0; i < names.bsg.size(); ++i) {
        if (i > 0) put(":");
        put_number(names.bsg[i]);
      }
  }
  *at = '\0';
  return {place.data(), static_cast<std::size_t>(at - place.data())};
}

PathLookup::PathLookup(const char* path, Follow follow) : PathLookup(AT_FDCWD, path, follow) {}

PathLookup::PathLookup(int directory, const char* path, Follow follow) : directory_(directory), path_(path) {
  const Shim* here = shim();
  if (here == nullptr || path == nullptr || *path == '\0') return;
  if (may_be_ours(*here, directory, path)) look(*here, follow);
  if (kind_ == Kind::real && counterpart_ == nullptr && follow == Follow::yes) follow_links(*here);
}

void PathLookup::look(const Shim& shim, Follow follow) {
  PlainPath plain;
  bool is_from_tree = false;
  if (*path_ != '/') {
    std::array<char, PATH_MAX> folder;
    std::string_view from = path_of_folder(directory_, folder);
    is_from_tree = is_in_tree(shim, from);
    if (is_from_tree) from.remove_prefix(shim.tree().size());
    if ((!is_from_tree && !from.starts_with('/')) || !plain.append(from)) return;
  }
  if (!plain.append(path_)) return;
  std::string_view rest = plain.text();
  if (is_from_tree && !rest.starts_with("/dev/")) return look_beside_tree(rest);
  if (rest == "/dev") {
    if (exists_in_tree(shim, rest)) counterpart_ = moved_.data();
    return;
  }
  if (take_word(rest, "/dev/")) return look_in_dev(shim, rest, follow);
  if (rest.starts_with("/sys/")) return look_in_tree(shim, rest);
  if (!rest.starts_with("/proc/")) return;
  if (rest == "/proc/self/mounts") rest = "/proc/mounts";  // /proc/mounts is a link to it
  const std::size_t slash = rest.find("/fd/");
  const std::string_view process = rest.substr(6, slash == rest.npos ? 0 : slash - 6);
  const bool is_own = process == "self" || process == "thread-self" || number_of<int>(process) == getpid();
  return is_own ? look_at_descriptor(shim, rest.substr(slash + 4)) : look_in_tree(shim, rest);
}

// From a folder of the tree: what is not there may be among the real files, which the tree's folder stands before.
void PathLookup::look_beside_tree(std::string_view path) {
  struct stat status{};
  const int saved = errno;
  const bool is_there = next::system(SYS_newfstatat, directory_, path_, &status, AT_SYMLINK_NOFOLLOW) == 0;
  errno = saved;
  if (is_there || path.size() >= moved_.size()) return;
  *std::copy(path.begin(), path.end(), moved_.data()) = '\0';
  kind_ = Kind::moved;
  directory_ = AT_FDCWD;
  path_ = moved_.data();
}

void PathLookup::be_device(wire::Node node) {
  kind_ = Kind::device;
  node_ = node;
}

void PathLookup::look_in_dev(const Shim& shim, std::string_view name, Follow follow) {
  if (const auto node = device_named(shim, name)) return be_device(*node);
  if (take_word(name, "fd/")) return look_at_descriptor(shim, name);
  if (name == "bsg") return look_in_tree(shim, "/dev/bsg");
  if (take_word(name, "bsg/")) {
    if (const auto node = bsg_named(shim, name)) be_device(*node);
    return;
  }
  constexpr std::array<std::string_view, 3> standard{"stdin", "stdout", "stderr"};
  if (const auto* const found = std::ranges::find(standard, name); found != standard.end()) {
    constexpr std::string_view numbers = "012";
    if (follow == Follow::yes)
      look_at_descriptor(shim, numbers.substr(static_cast<std::size_t>(found - standard.begin()), 1));
    return;
  }
  const auto behind_link = link_named(shim, name);
  if (!behind_link) return;
  be_device(*behind_link);
  if (follow == Follow::yes) return;
  kind_ = Kind::link;
  NameBuffer buffer;
  const std::string_view text = last_part(device_path(shim, node_, buffer));
  target_length_ = std::min(text.size(), target_.size());
  std::copy_n(text.begin(), target_length_, target_.begin());
}

// "3" of /dev/fd/3: opening it opens the same device anew.
void PathLookup::look_at_descriptor(const Shim& shim, std::string_view name) {
  const auto descriptor = number_of<int>(name);
  if (!descriptor || !shim.descriptors.may_be_drive(*descriptor)) return;
  const auto drive = drive_behind(*descriptor);
  if (!drive) return;
  be_device(drive->node);
  is_named_by_descriptor_ = true;
}

bool PathLookup::exists_in_tree(const Shim& shim, std::string_view path) {
  const std::string_view tree = shim.tree();
  if (tree.empty() || tree.size() + path.size() + 1 > moved_.size()) return false;
  char* end = std::copy(tree.begin(), tree.end(), moved_.data());
  end = std::copy(path.begin(), path.end(), end);
  *end = '\0';
  struct stat status{};
  const int saved = errno;
  const bool exists = next::system(SYS_newfstatat, AT_FDCWD, moved_.data(), &status, AT_SYMLINK_NOFOLLOW) == 0;
  errno = saved;
  return exists;
}

void PathLookup::look_in_tree(const Shim& shim, std::string_view path) {
  if (!exists_in_tree(shim, path)) return;
  kind_ = Kind::moved;
  counterpart_ = moved_.data();
  directory_ = AT_FDCWD;
  path_ = moved_.data();
}

}  // namespace conformance::preload::shim

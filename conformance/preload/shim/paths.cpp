#include "conformance/preload/shim/paths.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <climits>
#include <cstring>

namespace conformance::preload::shim {
namespace {

// udev's names of the first optical drive.
constexpr std::array<std::string_view, 4> link_names{"cdrom", "cdrw", "dvd", "dvdrw"};

// A path in absolute form without "//", "/./" and "/../", as text. Links on the way are not followed: nobody makes them
// to /dev but as a whole, and those are followed by the caller's own readlink.
class PlainPath {
 public:
  bool append(std::string_view text) {
    while (!text.empty()) {
      const std::size_t slash = std::min(text.find('/'), text.size());
      if (!append_part(text.substr(0, slash))) return false;
      text.remove_prefix(std::min(slash + 1, text.size()));
    }
    return true;
  }
  [[nodiscard]] std::string_view text() const { return {text_.data(), length_}; }

 private:
  bool append_part(std::string_view part) {
    if (part.empty() || part == ".") return true;
    if (part == "..") {
      while (length_ > 0 && text_[--length_] != '/') continue;
      return true;
    }
    if (length_ + 1 + part.size() > text_.size()) return false;
    text_[length_++] = '/';
    std::copy(part.begin(), part.end(), text_.begin() + static_cast<std::ptrdiff_t>(length_));
    length_ += part.size();
    return true;
  }
  std::array<char, PATH_MAX> text_;  // only the first length_ are ever read
  std::size_t length_{};
};

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
  const bool is_sr = name.starts_with("sr") || name.starts_with("scd");
  if (!is_sr && !name.starts_with("sg")) return std::nullopt;
  name.remove_prefix(name.starts_with("scd") ? 3 : 2);
  const auto number = number_of<std::uint32_t>(name);
  for (std::uint32_t drive = 0; number && drive < shim.drive_count; ++drive) {
    const DriveNames& names = shim.drives[drive];
    if (*number == (is_sr ? names.sr : names.sg)) {
      return wire::Node{.drive = drive, .driver = is_sr ? wire::Driver::sr : wire::Driver::sg};
    }
  }
  return std::nullopt;
}

// "3" of /dev/fd/3: opening it opens the same device anew.
std::optional<Place> descriptor_named(const Shim& shim, std::string_view name) {
  const auto descriptor = number_of<int>(name);
  if (!descriptor || !shim.descriptors.may_be_drive(*descriptor)) return std::nullopt;
  const auto drive = drive_behind(*descriptor);
  if (!drive) return std::nullopt;
  return Place{.kind = Place::Kind::device, .node = drive->node};
}

std::optional<Place> place_in_proc(const Shim& shim, std::string_view rest) {
  if (take_word(rest, "self/")) return take_word(rest, "fd/") ? descriptor_named(shim, rest) : std::nullopt;
  if (take_word(rest, "thread-self/")) return take_word(rest, "fd/") ? descriptor_named(shim, rest) : std::nullopt;
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos || number_of<int>(rest.substr(0, slash)) != getpid()) return std::nullopt;
  rest.remove_prefix(slash + 1);
  return take_word(rest, "fd/") ? descriptor_named(shim, rest) : std::nullopt;
}

std::optional<Place> place_in_dev(const Shim& shim, std::string_view name, Follow follow) {
  if (const auto node = device_named(shim, name)) return Place{.kind = Place::Kind::device, .node = *node};
  if (take_word(name, "fd/")) return descriptor_named(shim, name);
  if (shim.drive_count == 0 || std::ranges::find(link_names, name) == link_names.end()) return std::nullopt;
  const wire::Node first{.drive = 0, .driver = wire::Driver::sr};
  if (follow == Follow::yes) return Place{.kind = Place::Kind::device, .node = first};
  static thread_local NameBuffer target;
  const std::string_view path = device_path(shim, first, target);
  return Place{.kind = Place::Kind::link, .node = first, .target = path.substr(path.rfind('/') + 1)};
}

std::optional<Place> place_of(const Shim& shim, std::string_view path, Follow follow) {
  if (take_word(path, "/dev/")) return place_in_dev(shim, path, follow);
  if (take_word(path, "/proc/")) return place_in_proc(shim, path);
  return std::nullopt;
}

// The folder that a relative path starts from.
bool append_folder(PlainPath& plain, int directory) {
  std::array<char, PATH_MAX> text;
  if (directory == AT_FDCWD) {
    if (syscall(SYS_getcwd, text.data(), text.size()) < 0) return false;
    return plain.append(text.data());
  }
  std::array<char, 32> link{"/proc/self/fd/"};
  std::to_chars(link.data() + std::strlen(link.data()), link.data() + link.size() - 1, directory);
  const auto length = syscall(SYS_readlink, link.data(), text.data(), text.size());
  return length > 0 && plain.append({text.data(), static_cast<std::size_t>(length)});
}

}  // namespace

std::string_view device_path(const Shim& shim, wire::Node node, NameBuffer& place) {
  const DriveNames& names = shim.drives[node.drive];
  const bool is_sr = node.driver == wire::Driver::sr;
  constexpr std::string_view prefix = "/dev/s";
  char* at = std::copy(prefix.begin(), prefix.end(), place.data());
  *at++ = is_sr ? 'r' : 'g';
  at = std::to_chars(at, place.data() + place.size() - 1, is_sr ? names.sr : names.sg).ptr;
  *at = '\0';
  return {place.data(), static_cast<std::size_t>(at - place.data())};
}

std::optional<Place> find_place(const Shim& shim, int directory, const char* path, Follow follow) {
  if (path == nullptr) return std::nullopt;
  const std::string_view text(path);
  const bool is_absolute = text.starts_with('/');
  // Nearly every path is told apart by its first letters.
  if (is_absolute && !text.starts_with("/dev/") && !text.starts_with("/proc/") && text.find("//") == text.npos &&
      text.find("/.") == text.npos) {
    return std::nullopt;
  }
  const std::size_t slash = text.rfind('/');
  const std::string_view last = slash == text.npos ? text : text.substr(slash + 1);
  const bool looks_like_ours =
      device_named(shim, last) || number_of<int>(last) || std::ranges::find(link_names, last) != link_names.end();
  if (!looks_like_ours) return std::nullopt;
  PlainPath plain;
  if (!is_absolute && !append_folder(plain, directory)) return std::nullopt;
  if (!plain.append(text)) return std::nullopt;
  return place_of(shim, plain.text(), follow);
}

}  // namespace conformance::preload::shim

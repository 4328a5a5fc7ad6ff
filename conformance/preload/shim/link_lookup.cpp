// Links of the user's own to a device file, or to such a link: the kernel would follow them past the shim, to a drive
// that is not there or, worse, to one of the computer's own.
#include <fcntl.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cerrno>

#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/path_lookup.h"
#include "conformance/preload/shim/plain_path.h"

namespace conformance::preload::shim {
namespace {

constexpr int most_links = 8;

// The folder that a relative link counts from.
bool append_folder_of(PlainPath& plain, int directory, std::string_view path) {
  if (!path.starts_with('/')) {
    std::array<char, PATH_MAX> place;
    if (!plain.append(path_of_folder(directory, place))) return false;
  }
  const std::size_t slash = path.rfind('/');
  return slash == path.npos || plain.append(path.substr(0, slash));
}

// What a link says; empty for anything else.
std::string_view text_of_link(int directory, const char* path, std::array<char, PATH_MAX>& place) {
  const int saved = errno;
  const long length = next::system(SYS_readlinkat, directory, path, place.data(), place.size());
  errno = saved;
  return {place.data(), static_cast<std::size_t>(std::clamp<long>(length, 0, PATH_MAX - 1))};
}

}  // namespace

void PathLookup::follow_links(const Shim& shim) {
  std::array<char, PATH_MAX> place;
  int directory = directory_;
  const char* path = path_;
  for (int link = 0; link < most_links; ++link) {
    std::array<char, PATH_MAX> target;
    const std::string_view text = text_of_link(directory, path, target);
    if (text.empty()) return;
    PlainPath plain;
    if (!text.starts_with('/') && !append_folder_of(plain, directory, path)) return;
    if (!plain.append(text)) return;
    std::string_view found = plain.text();
    if (found.size() >= place.size()) return;
    *std::copy(found.begin(), found.end(), place.begin()) = '\0';
    directory = AT_FDCWD;
    path = place.data();
    constexpr std::string_view dev = "/dev/";
    if (!found.starts_with(dev)) continue;
    found.remove_prefix(dev.size());
    look_in_dev(shim, found, Follow::yes);
    if (is_device()) return;
  }
}

}  // namespace conformance::preload::shim

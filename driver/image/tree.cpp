#include "driver/image/tree.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace driver::image {
namespace {

namespace fs = std::filesystem;

using Outcome = std::expected<void, ImageError>;

struct Scan {
  ScanLimits limits;
  std::size_t entries{};
  std::vector<LeftOut> left_out;
  std::vector<std::pair<dev_t, ino_t>> open_directories;  // from the root to here; meeting one again is a loop

  [[nodiscard]] bool is_open(const struct stat& status) const {
    return std::ranges::find(open_directories, std::pair{status.st_dev, status.st_ino}) != open_directories.end();
  }
};

std::unexpected<ImageError> failed(const std::string& path, int error, std::string_view remedy) {
  return std::unexpected(ImageError{path, fmt::format("{}; {}", std::strerror(error), remedy)});
}

std::expected<std::vector<std::string>, ImageError> names_in(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> names;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  if (error) return failed(folder, error.value(), "make the folder readable or leave it out");
  std::ranges::sort(names);  // byte order: the same tree on every machine and file system
  return names;
}

// What stat() refused: a link without an end is left out, anything else is an error.
Outcome scan_unreachable(const std::string& source, const std::string& path, Scan& scan) {
  const int error = errno;
  struct stat link{};
  const bool is_link = lstat(source.c_str(), &link) == 0 && S_ISLNK(link.st_mode);
  if (is_link && error == ELOOP) {
    scan.left_out.push_back({path, "a symbolic link that leads in a circle"});
  } else if (is_link && (error == ENOENT || error == ENOTDIR)) {
    scan.left_out.push_back({path, "a symbolic link that leads nowhere"});
  } else {
    return failed(source, error, "make it readable or leave it out");
  }
  return {};
}

Outcome scan_directory(const std::string& path, Node& node, Scan& scan);

// Adds the entry `name`, which is `path` from the root of the tree, to `parent`, or says why it is left out.
Outcome scan_entry(const std::string& name, const std::string& path, Node& parent, Scan& scan) {
  Node node{.name = name, .source = parent.source + (parent.source.ends_with('/') ? "" : "/") + name};
  struct stat status{};
  if (stat(node.source.c_str(), &status) != 0) return scan_unreachable(node.source, path, scan);
  node.modified = status.st_mtim.tv_sec;
  if (S_ISDIR(status.st_mode)) {
    if (scan.is_open(status)) {
      scan.left_out.push_back({path, "a symbolic link to a folder that holds it"});
      return {};
    }
    scan.open_directories.emplace_back(status.st_dev, status.st_ino);
    auto scanned = scan_directory(path, node, scan);
    scan.open_directories.pop_back();
    if (!scanned) return scanned;
  } else if (S_ISREG(status.st_mode)) {
    if (faccessat(AT_FDCWD, node.source.c_str(), R_OK, AT_EACCESS) != 0) {
      return failed(node.source, errno, "make the file readable or leave it out");
    }
    node.kind = Node::Kind::file;
    node.size = static_cast<std::uint64_t>(status.st_size);
  } else {
    scan.left_out.push_back({path, "neither a file nor a folder"});
    return {};
  }
  parent.children.push_back(std::move(node));
  return {};
}

Outcome scan_directory(const std::string& path, Node& node, Scan& scan) {
  const auto names = names_in(node.source);
  if (!names) return std::unexpected(names.error());
  scan.entries += names->size();
  if (scan.entries > scan.limits.entries) {
    return std::unexpected(
        ImageError{node.source, fmt::format("more than {} entries up to here, links to folders followed; leave folders "
                                            "or links out",
                                            scan.limits.entries)});
  }
  node.children.reserve(names->size());
  for (const std::string& name : *names) {
    const std::string child = path.empty() ? name : path + "/" + name;
    if (auto scanned = scan_entry(name, child, node, scan); !scanned) return scanned;
  }
  return {};
}

}  // namespace

std::expected<Tree, ImageError> scan_tree(const fs::path& folder, const ScanLimits& limits) {
  struct stat status{};
  if (stat(folder.c_str(), &status) != 0) return failed(folder.string(), errno, "name a folder");
  if (!S_ISDIR(status.st_mode)) return std::unexpected(ImageError{folder.string(), "not a folder; name a folder"});
  Tree tree;
  tree.root.source = folder.string();
  tree.root.modified = status.st_mtim.tv_sec;
  Scan scan{.limits = limits};
  scan.open_directories.emplace_back(status.st_dev, status.st_ino);
  if (auto scanned = scan_directory("", tree.root, scan); !scanned) return std::unexpected(scanned.error());
  tree.left_out = std::move(scan.left_out);
  return tree;
}

}  // namespace driver::image

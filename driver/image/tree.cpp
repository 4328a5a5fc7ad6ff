#include "driver/image/tree.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace driver::image {
namespace {

namespace fs = std::filesystem;

struct Scan {
  std::vector<LeftOut> left_out;
  std::vector<std::pair<dev_t, ino_t>> open_directories;  // from the root to here; meeting one again is a loop

  [[nodiscard]] bool is_open(const struct stat& status) const {
    return std::ranges::find(open_directories, std::pair{status.st_dev, status.st_ino}) != open_directories.end();
  }
};

std::expected<std::vector<std::string>, ImageError> names_in(const fs::path& folder) {
  std::error_code error;
  std::vector<std::string> names;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  if (error) {
    return std::unexpected(
        ImageError{folder.string(), fmt::format("{}; make the folder readable or leave it out", error.message())});
  }
  std::ranges::sort(names);  // byte order: the same tree on every machine and file system
  return names;
}

std::expected<void, ImageError> scan_directory(const fs::path& folder, const std::string& path, Node& node,
                                               Scan& scan);

// Adds the entry `name` to `parent`, or says why it is left out.
std::expected<void, ImageError> scan_entry(const fs::path& source, const std::string& path, Node& parent, Scan& scan) {
  struct stat status {};
  if (stat(source.c_str(), &status) != 0) {
    const int error = errno;
    struct stat link {};
    const bool is_link = lstat(source.c_str(), &link) == 0 && S_ISLNK(link.st_mode);
    if (is_link && error == ELOOP) {
      scan.left_out.push_back({path, "a symbolic link that leads in a circle"});
    } else if (is_link) {
      scan.left_out.push_back({path, "a symbolic link that leads nowhere"});
    } else {
      return std::unexpected(ImageError{source.string(), std::strerror(error)});
    }
    return {};
  }
  Node node{.name = source.filename().string(), .source = source, .modified = status.st_mtim.tv_sec};
  if (S_ISDIR(status.st_mode)) {
    if (scan.is_open(status)) {
      scan.left_out.push_back({path, "a symbolic link to a folder that holds it"});
      return {};
    }
    scan.open_directories.emplace_back(status.st_dev, status.st_ino);
    auto scanned = scan_directory(source, path, node, scan);
    scan.open_directories.pop_back();
    if (!scanned) return scanned;
  } else if (S_ISREG(status.st_mode)) {
    node.kind = Node::Kind::file;
    node.size = static_cast<std::uint64_t>(status.st_size);
  } else {
    scan.left_out.push_back({path, "neither a file nor a folder"});
    return {};
  }
  parent.children.push_back(std::move(node));
  return {};
}

std::expected<void, ImageError> scan_directory(const fs::path& folder, const std::string& path, Node& node,
                                               Scan& scan) {
  const auto names = names_in(folder);
  if (!names) return std::unexpected(names.error());
  for (const std::string& name : *names) {
    const std::string child = path.empty() ? name : path + "/" + name;
    if (auto scanned = scan_entry(folder / name, child, node, scan); !scanned) return scanned;
  }
  return {};
}

}  // namespace

std::expected<Tree, ImageError> scan_tree(const fs::path& folder) {
  struct stat status {};
  if (stat(folder.c_str(), &status) != 0) {
    return std::unexpected(ImageError{folder.string(), fmt::format("{}; name a folder", std::strerror(errno))});
  }
  if (!S_ISDIR(status.st_mode)) return std::unexpected(ImageError{folder.string(), "not a folder; name a folder"});
  Tree tree;
  tree.root.modified = status.st_mtim.tv_sec;
  Scan scan;
  scan.open_directories.emplace_back(status.st_dev, status.st_ino);
  if (auto scanned = scan_directory(folder, "", tree.root, scan); !scanned) return std::unexpected(scanned.error());
  tree.left_out = std::move(scan.left_out);
  return tree;
}

}  // namespace driver::image

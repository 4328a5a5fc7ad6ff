// Trees for tests: made in memory, or in a folder of their own that is gone afterwards.
#pragma once

#include <fcntl.h>
#include <sys/stat.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "driver/image/tree.h"

namespace driver::image {

inline Node file_node(const std::string& name, std::uint64_t size = 0) {
  return {.kind = Node::Kind::file, .name = name, .source = "/nowhere/" + name, .size = size};
}

inline Node folder_node(std::string name, std::vector<Node> children = {}) {
  return {.kind = Node::Kind::directory, .name = std::move(name), .children = std::move(children)};
}

inline Tree tree_of(std::vector<Node> children) {
  return {.root = folder_node("", std::move(children)), .left_out = {}};
}

class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = std::filesystem::temp_directory_path() / "burnbench.XXXXXX";
    if (mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

  // Makes a file, and the folders to it.
  std::filesystem::path file(std::string_view name, std::string_view content = "") {
    const std::filesystem::path path = path_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << content;
    return path;
  }
  // Makes a file of zeros that takes no room.
  std::filesystem::path sparse_file(std::string_view name, std::uint64_t size) {
    const std::filesystem::path path = file(name);
    std::filesystem::resize_file(path, size);
    return path;
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(path_)) names.push_back(entry.path().filename());
    return names;
  }

 private:
  std::filesystem::path path_;
};

// Sets the time of `path` itself, not of what it links to.
inline void set_modified(const std::filesystem::path& path, std::int64_t seconds) {
  const timespec times[2] = {{.tv_sec = seconds, .tv_nsec = 0}, {.tv_sec = seconds, .tv_nsec = 0}};
  if (utimensat(AT_FDCWD, path.c_str(), times, AT_SYMLINK_NOFOLLOW) != 0) std::abort();
}

}  // namespace driver::image

// What a path leads to under bbrun: a virtual device, a file of the virtual /sys and /proc, or simply what it always
// was.
//
// bbrun keeps the virtual /sys and /proc as real files in a folder of its own (the tree). A path under /sys or /proc
// that exists there is looked up there, so that every call works on it as on any file. A folder that exists in both
// places is listed from both (directory.cpp).
#pragma once

#include <climits>

#include <array>
#include <cstddef>
#include <string_view>

#include "conformance/preload/shim/shim.h"

namespace conformance::preload::shim {

enum class Follow : unsigned char { yes, no };

class PathLookup {
 public:
  enum class Kind : unsigned char {
    real,    // pass on
    device,  // node()
    link,    // a link to node(); only where links are not followed
    moved,   // pass on with the moved path
  };

  // `directory` and `path` are as in openat.
  PathLookup(int directory, const char* path, Follow follow);
  explicit PathLookup(const char* path, Follow follow = Follow::yes);

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool is_device() const { return kind_ == Kind::device; }
  [[nodiscard]] bool is_ours() const { return kind_ == Kind::device || kind_ == Kind::link; }
  [[nodiscard]] wire::Node node() const { return node_; }
  // A link's text.
  [[nodiscard]] std::string_view target() const { return {target_.data(), target_length_}; }
  // Whether a device was named as a descriptor, as in /dev/fd/3.
  [[nodiscard]] bool is_named_by_descriptor() const { return is_named_by_descriptor_; }

  // The path of the same folder in the tree, where there is one and this one is listed from both; otherwise null.
  [[nodiscard]] const char* counterpart() const { return counterpart_; }

  // What to hand to the real function.
  [[nodiscard]] int directory() const { return directory_; }
  [[nodiscard]] const char* path() const { return path_; }

 private:
  void look(const Shim& shim, Follow follow);
  void follow_links(const Shim& shim);
  void look_in_dev(const Shim& shim, std::string_view name, Follow follow);
  void look_in_tree(const Shim& shim, std::string_view path);
  bool exists_in_tree(const Shim& shim, std::string_view path);
  void look_at_descriptor(const Shim& shim, std::string_view name);
  void look_beside_tree(std::string_view path);
  void be_device(wire::Node node);

  int directory_;
  const char* path_;
  const char* counterpart_{};
  Kind kind_{Kind::real};
  bool is_named_by_descriptor_{};
  wire::Node node_;
  std::array<char, 16> target_{};  // "sr" and a number
  std::size_t target_length_{};
  std::array<char, PATH_MAX> moved_;  // read only where kind_ is moved
};

// The device's usual path: /dev/sr0. The text lies in `place`.
using NameBuffer = std::array<char, 64>;
std::string_view device_path(const Shim& shim, wire::Node node, NameBuffer& place);

// Whether a path leads into bbrun's folder of the virtual /sys and /proc.
bool is_in_tree(const Shim& shim, std::string_view path);

// The path of a descriptor or of the working folder (AT_FDCWD) as the kernel knows it; empty when it has none.
std::string_view path_of_folder(int directory, std::array<char, PATH_MAX>& place);

}  // namespace conformance::preload::shim

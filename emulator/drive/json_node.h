// A value of a JSON file and the keys that lead to it, so that a mistake can be told by its place.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json_fwd.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/instant.h"

namespace emulator::drive {

// Thrown and caught while one file is read: a path through nested keys is long, and the first mistake ends it.
struct Mistake : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Node {
 public:
  // `value` outlives the node; the path of a file's root is empty.
  Node(const nlohmann::json& value, std::string path) : value_(value), path_(std::move(path)) {}

  [[nodiscard]] bool has(const std::string& key) const;
  [[nodiscard]] Node at(const std::string& key) const;
  // A key that nobody reads is refused: it was meant to say something.
  void allow_only(std::initializer_list<std::string_view> keys) const;

  // Printable ASCII.
  [[nodiscard]] std::string text(std::size_t longest) const;
  [[nodiscard]] std::uint32_t number(std::uint32_t least, std::uint32_t greatest) const;
  [[nodiscard]] std::int64_t integer(std::int64_t least, std::int64_t greatest) const;
  [[nodiscard]] bool flag() const;
  [[nodiscard]] std::vector<Node> list() const;
  // A whole number of them, an hour at most.
  [[nodiscard]] base::Duration milliseconds() const;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string here(const std::string& key) const { return path_.empty() ? key : path_ + "." + key; }

 private:
  const nlohmann::json& value_;
  std::string path_;
};

}  // namespace emulator::drive

#include "emulator/drive/json_node.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

namespace emulator::drive {

bool Node::has(const std::string& key) const { return value_.is_object() && value_.contains(key); }

Node Node::at(const std::string& key) const {
  if (!has(key)) throw Mistake(here(key) + " is missing");
  return {value_.at(key), here(key)};
}

void Node::allow_only(std::initializer_list<std::string_view> keys) const {
  if (!value_.is_object()) throw Mistake(path_ + " is not an object");
  for (const auto& [key, value] : value_.items()) {
    if (std::ranges::find(keys, key) == keys.end()) throw Mistake(here(key) + " is no key of this form");
  }
}

std::string Node::text(std::size_t longest) const {
  if (!value_.is_string()) throw Mistake(path_ + " is not a text");
  const auto text = value_.get<std::string>();
  if (text.empty() || text.size() > longest) {
    throw Mistake(path_ + " must have 1 to " + std::to_string(longest) + " characters");
  }
  for (const char character : text) {
    if (character < 0x20 || character > 0x7E) throw Mistake(path_ + " must be printable ASCII");
  }
  return text;
}

std::uint32_t Node::number(std::uint32_t least, std::uint32_t greatest) const {
  return static_cast<std::uint32_t>(integer(least, greatest));
}

std::int64_t Node::integer(std::int64_t least, std::int64_t greatest) const {
  constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
  const bool fits = value_.is_number_integer() && !(value_.is_number_unsigned() && value_.get<std::uint64_t>() > most);
  if (!fits || value_.get<std::int64_t>() < least || value_.get<std::int64_t>() > greatest) {
    throw Mistake(path_ + " must be a whole number from " + std::to_string(least) + " to " + std::to_string(greatest));
  }
  return value_.get<std::int64_t>();
}

bool Node::flag() const {
  if (!value_.is_boolean()) throw Mistake(path_ + " is neither true nor false");
  return value_.get<bool>();
}

std::vector<Node> Node::list() const {
  if (!value_.is_array()) throw Mistake(path_ + " is not a list");
  std::vector<Node> nodes;
  for (std::size_t i = 0; i < value_.size(); ++i) {
    nodes.emplace_back(value_[i], path_ + "[" + std::to_string(i) + "]");
  }
  return nodes;
}

base::Duration Node::milliseconds() const { return std::chrono::milliseconds(number(0, 3'600'000)); }

}  // namespace emulator::drive

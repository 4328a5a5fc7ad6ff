#include "conformance/trace/json_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/base/hex.h"

namespace conformance::trace {

using nlohmann::json;

JsonFields::JsonFields(const json& object, std::string where) : object_(&object), where_(std::move(where)) {
  if (!object.is_object()) complaint_ = where_.empty() ? "it is not an object" : where_ + " is not an object";
}

bool JsonFields::has(std::string_view key) const { return object_->is_object() && object_->contains(key); }

const json* JsonFields::member(std::string_view key) {
  seen_.emplace_back(key);
  if (has(key)) return &*object_->find(key);
  complain(key, "is missing");
  return nullptr;
}

std::string JsonFields::text(std::string_view key) {
  const json* value = member(key);
  if (value == nullptr) return {};
  if (value->is_string()) return value->get<std::string>();
  complain(key, "is not a text");
  return {};
}

std::optional<std::string> JsonFields::text_or_null(std::string_view key) {
  if (has(key) && object_->find(key)->is_null()) {
    seen_.emplace_back(key);
    return std::nullopt;
  }
  return text(key);
}

std::uint64_t JsonFields::number(std::string_view key, std::uint64_t limit) {
  const json* value = member(key);
  if (value == nullptr) return 0;
  if (!value->is_number_unsigned()) {
    complain(key, "is not a whole number from 0");
    return 0;
  }
  const auto number = value->get<std::uint64_t>();
  if (number <= limit) return number;
  complain(key, fmt::format("is {}, the limit is {}", number, limit));
  return 0;
}

base::ByteBuffer JsonFields::hex(std::string_view key) {
  auto bytes = base::parse_hex(text(key));
  if (bytes) return *std::move(bytes);
  complain(key, "is not hex: " + bytes.error());
  return {};
}

const json* JsonFields::object(std::string_view key) {
  const json* value = member(key);
  if (value == nullptr || value->is_object()) return value;
  complain(key, "is not an object");
  return nullptr;
}

const json* JsonFields::list(std::string_view key) {
  const json* value = member(key);
  if (value == nullptr || value->is_array()) return value;
  complain(key, "is not a list");
  return nullptr;
}

void JsonFields::complain(std::string_view key, std::string_view text) {
  if (complaint_) return;
  complaint_ = where_.empty() ? fmt::format("\"{}\" {}", key, text) : fmt::format("{}.\"{}\" {}", where_, key, text);
}

void JsonFields::take(const JsonFields& part) {
  if (!complaint_) complaint_ = part.complaint_;
}

std::optional<std::string> JsonFields::finish() {
  if (complaint_) return complaint_;
  for (const auto& [key, value] : object_->items()) {
    if (key != "comment" && std::ranges::find(seen_, key) == seen_.end()) complain(key, "is not a key of the format");
  }
  return complaint_;
}

}  // namespace conformance::trace

// Reads the members of one JSON object and remembers the first complaint, so that a decoder is a list of members.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/bytes.h"

namespace conformance::trace {

class JsonFields {
 public:
  // `object` is kept by reference; `where` begins every complaint ("in.from").
  JsonFields(const nlohmann::json& object, std::string where);

  [[nodiscard]] bool has(std::string_view key) const;
  std::string text(std::string_view key);
  std::uint64_t number(std::string_view key, std::uint64_t limit);  // 0 to limit
  base::ByteBuffer hex(std::string_view key);
  // The member as an object or a list, or null after a complaint.
  const nlohmann::json* object(std::string_view key);
  const nlohmann::json* list(std::string_view key);
  // The text, or nothing where the member is null.
  std::optional<std::string> text_or_null(std::string_view key);

  void complain(std::string_view key, std::string_view text);
  // Complaints of a part count as this object's.
  void take(const JsonFields& part);
  // Complains of members that nobody asked for; "comment" is always allowed. Then the first complaint, if any.
  std::optional<std::string> finish();
  [[nodiscard]] const std::optional<std::string>& complaint() const { return complaint_; }

 private:
  const nlohmann::json* member(std::string_view key);

  const nlohmann::json* object_;
  std::string where_;
  std::vector<std::string> seen_;
  std::optional<std::string> complaint_;
};

}  // namespace conformance::trace

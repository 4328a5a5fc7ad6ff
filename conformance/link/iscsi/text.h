// Key=value pairs of login and text negotiation. RFC 7143, Text Format.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/base/bytes.h"

namespace conformance::link::iscsi {

class TextKeys {
 public:
  TextKeys() = default;
  TextKeys(std::initializer_list<std::pair<std::string, std::string>> pairs) : pairs_(pairs) {}
  // The error says what is wrong with the text.
  [[nodiscard]] static std::expected<TextKeys, std::string> parse(base::Bytes bytes);

  [[nodiscard]] base::ByteBuffer bytes() const;
  // The first value; SendTargets answers with several of a key.
  [[nodiscard]] std::optional<std::string> value(std::string_view key) const;
  // The value as a number, decimal or 0x hex.
  [[nodiscard]] std::optional<std::uint32_t> number(std::string_view key) const;
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& pairs() const { return pairs_; }
  void append(const TextKeys& more);

 private:
  std::vector<std::pair<std::string, std::string>> pairs_;
};

}  // namespace conformance::link::iscsi

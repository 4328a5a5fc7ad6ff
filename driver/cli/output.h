// What the program prints: text for people, or one JSON object a line for programs. Standard error is for people only.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace driver::cli {

enum class Form { text, json };

class Output {
 public:
  explicit Output(Form form) : form_(form) {}
  [[nodiscard]] bool is_json() const { return form_ == Form::json; }
  // In JSON form: the object with "event" as its first key. In text form nothing.
  void event(std::string_view name, const nlohmann::ordered_json& fields) const;
  // In text form: as it is. In JSON form nothing.
  void text(std::string_view text) const;
  // One line on standard error.
  static void complain(std::string_view text);

 private:
  Form form_;
};

}  // namespace driver::cli

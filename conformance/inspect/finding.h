// What a judge of images complains of, with the clause that says so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace conformance::inspect {

enum class Level : std::uint8_t {
  required,  // a clause says "shall"
  observed,  // a clause says "shall" too, but programs in use break it and the readers in use read it
};

struct Finding {
  Level level{};
  std::string clause;    // "ECMA-119, Order of Directory Records"
  std::string where;     // "Joliet hierarchy, \"a/b\", byte 51234 of the image"
  std::string text;      // what was found and what was expected
  std::size_t times{1};  // how often; an observed one is listed once a part of the volume
};

// The place of a finding, made into text only when there is one.
struct Where {
  std::string_view part;  // "primary volume descriptor"
  std::string_view path;  // of the directory, empty where there is none
  std::uint64_t byte{};   // of the image
};

// Collects findings up to a number, so that a damaged image does not fill the memory.
class Findings {
 public:
  explicit Findings(std::size_t most = 1000) : most_(most) {}

  void add(std::string_view clause, const Where& where, std::string text) {
    add(Level::required, clause, where, std::move(text));
  }
  void note(std::string_view clause, const Where& where, std::string text);

  [[nodiscard]] const std::vector<Finding>& all() const { return all_; }
  [[nodiscard]] std::size_t left_off() const { return left_off_; }

 private:
  void add(Level level, std::string_view clause, const Where& where, std::string text);

  std::size_t most_;
  std::vector<Finding> all_;
  std::size_t left_off_{};
  std::map<std::string, std::size_t> notes_;  // where in all_, by clause and part
};

}  // namespace conformance::inspect

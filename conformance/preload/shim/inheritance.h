// The two variables by which a program has the drives: which run it belongs to, and the library to load. A program that
// empties the environment of a child, or its own, does not know of them; its children get them all the same.
#pragma once

#include <climits>

#include <array>
#include <string_view>

namespace conformance::preload::shim {

class Inheritance {
 public:
  constexpr Inheritance() = default;
  // `run` is what wire::environment_name has. False: too long to be kept.
  bool set(std::string_view run);

  // "NAME=value" of the run; empty text before set().
  [[nodiscard]] const char* run() const { return run_.data(); }
  // "LD_PRELOAD=" and the path of this library.
  [[nodiscard]] const char* preload() const { return preload_.data(); }
  [[nodiscard]] std::string_view library() const { return library_; }

 private:
  std::array<char, 2048> run_{};
  std::array<char, PATH_MAX> preload_{};
  std::string_view library_;
};

// Which of an environment's variables a child lacks.
struct Missing {
  std::size_t count{};   // of the variables that there are
  bool run{};            // no run's variable is there: a bbrun inside this one has its own, which stays
  bool library{};        // nothing loads this library
  char* const* place{};  // of an LD_PRELOAD that names others alone
  [[nodiscard]] bool nothing() const { return !run && !library; }
};
[[nodiscard]] Missing missing_of(char* const* environment, const Inheritance& inheritance);

// Fills `list` (room for `missing.count + 3`) with the environment and what is missing. `text` has room for both values
// of an LD_PRELOAD that is there already (see preload_bytes).
void complete(char* const* environment, const Inheritance& inheritance, const Missing& missing, char** list,
              char* text);
[[nodiscard]] std::size_t preload_bytes(const Inheritance& inheritance, const Missing& missing);

}  // namespace conformance::preload::shim

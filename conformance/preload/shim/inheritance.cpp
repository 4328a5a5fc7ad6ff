#include "conformance/preload/shim/inheritance.h"

#include <dlfcn.h>

#include <algorithm>
#include <cstring>

#include "conformance/preload/wire.h"

namespace conformance::preload::shim {
namespace {

constexpr std::string_view preload_key = "LD_PRELOAD=";

// Appends what fits; false when it did not.
template <std::size_t size>
bool append(std::array<char, size>& place, std::size_t& used, std::string_view text) {
  if (used + text.size() >= size) return false;
  std::copy(text.begin(), text.end(), place.begin() + static_cast<std::ptrdiff_t>(used));
  used += text.size();
  return true;
}

bool is_run(std::string_view variable) {
  const std::string_view name = wire::environment_name;
  return variable.starts_with(name) && variable.substr(name.size()).starts_with('=');
}

}  // namespace

bool Inheritance::set(std::string_view run) {
  Dl_info own{};
  const void* here = &preload_key;
  if (dladdr(here, &own) == 0 || own.dli_fname == nullptr) return false;
  std::size_t used = 0;
  if (!append(run_, used, wire::environment_name) || !append(run_, used, "=") || !append(run_, used, run)) return false;
  used = 0;
  if (!append(preload_, used, preload_key) || !append(preload_, used, own.dli_fname)) return false;
  library_ = std::string_view(preload_.data(), used).substr(preload_key.size());
  return true;
}

Missing missing_of(char* const* environment, const Inheritance& inheritance) {
  Missing missing{.run = true, .library = true};
  for (char* const* variable = environment; variable != nullptr && *variable != nullptr; ++variable) {
    ++missing.count;
    const std::string_view text(*variable);
    if (is_run(text)) missing.run = false;
    if (!text.starts_with(preload_key)) continue;
    missing.place = variable;
    missing.library = text.find(inheritance.library(), preload_key.size()) == text.npos;
  }
  return missing;
}

std::size_t preload_bytes(const Inheritance& inheritance, const Missing& missing) {
  const std::size_t others = missing.place != nullptr ? std::strlen(*missing.place) : 0;
  return preload_key.size() + inheritance.library().size() + others + 2;
}

void complete(char* const* environment, const Inheritance& inheritance, const Missing& missing, char** list,
              char* text) {
  char** end = std::copy_n(environment, missing.count, list);
  // The C library's type of an environment is not const, and nobody writes into it.
  if (missing.run) *end++ = const_cast<char*>(inheritance.run());
  if (missing.library) {
    const std::string_view own = inheritance.preload();
    char* at = std::copy(own.begin(), own.end(), text);
    if (missing.place != nullptr) {
      const std::string_view others = std::string_view(*missing.place).substr(preload_key.size());
      *at++ = ':';
      at = std::copy(others.begin(), others.end(), at);
      list[missing.place - environment] = text;
    } else {
      *end++ = text;
    }
    *at = '\0';
  }
  *end = nullptr;
}

}  // namespace conformance::preload::shim

#include "driver/cli/output.h"

#include <fmt/core.h>

#include <cstdio>
#include <nlohmann/json.hpp>

namespace driver::cli {

void Output::event(std::string_view name, const nlohmann::ordered_json& fields) const {
  if (!is_json()) return;
  nlohmann::ordered_json line{{"event", name}};
  line.update(fields);
  // Names of files and drives are bytes of somebody else: what is no UTF-8 is replaced.
  fmt::print("{}\n", line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
  std::fflush(stdout);
}

void Output::text(std::string_view text) const {
  if (is_json()) return;
  fmt::print("{}", text);
  std::fflush(stdout);
}

void Output::complain(std::string_view text) { fmt::print(stderr, "bbburn: {}\n", text); }

}  // namespace driver::cli

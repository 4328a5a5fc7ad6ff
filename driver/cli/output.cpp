#include "driver/cli/output.h"

#include <nlohmann/json.hpp>

#include "emulator/base/console.h"

namespace driver::cli {

void Output::event(std::string_view name, const nlohmann::ordered_json& fields) const {
  if (!is_json()) return;
  nlohmann::ordered_json line{{"event", name}};
  line.update(fields);
  // Names of files and drives are bytes of somebody else: what is no UTF-8 is replaced.
  base::print(line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

void Output::text(std::string_view text) const {
  if (!is_json()) base::print(text);
}

void Output::complain(std::string_view text) { base::complain("bbburn", text); }

}  // namespace driver::cli

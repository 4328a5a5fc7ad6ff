#include "conformance/runner/console.h"

#include <nlohmann/json.hpp>
#include <string>

#include "emulator/base/console.h"

namespace conformance::runner {

void say(std::string_view line) { base::print(std::string(line) + "\n"); }

void tell(const nlohmann::ordered_json& event) {
  say(event.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

void complain(std::string_view text) { base::complain("bbcheck", text); }

ExitCode refuse(ExitCode code, std::string_view text) {
  complain(text);
  return code;
}

}  // namespace conformance::runner

#include "emulator/server/json_line.h"

#include <nlohmann/json.hpp>

namespace emulator::server {

std::string json_line(const nlohmann::ordered_json& event) {
  return event.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace emulator::server

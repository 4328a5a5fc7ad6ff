// An event as bbdrive prints it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace emulator::server {

// One line with its end. Names of files are bytes of somebody else: what is no UTF-8 is replaced.
[[nodiscard]] std::string json_line(const nlohmann::ordered_json& event);

}  // namespace emulator::server

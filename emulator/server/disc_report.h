// What `bbdrive disc info` tells of a disc: the drive's own view, as READ DISC INFORMATION and READ TRACK INFORMATION
// would give it.
#pragma once

#include <filesystem>
#include <string>

#include "emulator/media/medium.h"

namespace emulator::server {

// For people, several lines.
[[nodiscard]] std::string disc_text(const std::filesystem::path& file, const media::Medium& disc);

// One JSON object a line: the disc, each session, each track. fixtures/schemas/bbdrive_disc.schema.json.
[[nodiscard]] std::string disc_events(const std::filesystem::path& file, const media::Medium& disc);

}  // namespace emulator::server

// Where a disc came from, so that it can be opened once more.
#pragma once

#include <filesystem>
#include <optional>

#include "emulator/media/layout.h"

namespace emulator::media {

struct OpenOptions {
  // What an image of sectors (an ISO file) is to be: cd_rom, dvd_rom or bd_rom. By its size when absent: up to 360,000
  // blocks a CD-ROM, up to 4,173,824 a DVD-ROM, else a BD-ROM. A disc file knows what it is.
  std::optional<ProfileNumber> image_is;
  // Only to look: the file stays as it is and a disc that nobody writes is shared.
  bool is_read_only{};
};

struct Origin {
  std::filesystem::path file;
  OpenOptions options;
};

}  // namespace emulator::media

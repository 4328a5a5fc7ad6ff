// A whole ISO 9660 volume, level 2, with Joliet: placed in a first pass, emitted in a second.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>

#include "driver/image/image.h"
#include "driver/image/placement.h"
#include "driver/image/tree.h"

namespace driver::image::iso9660 {

struct VolumeOptions {
  std::string volume_id{"BURNBENCH"};
  std::int64_t timestamp{};   // creation time, seconds since 1970-01-01 UTC
  base::BlockCount start{0};  // the address at which the session begins; every address in the volume counts from 0
};

// Block 0 to 15 system area, 16 primary descriptor, 17 Joliet descriptor, 18 terminator, then path tables, directories
// of both hierarchies, and the files, which both share. The error names a file that level 2 cannot hold (4 GiB and
// more) or a volume whose directories exceed what a path table numbers. The image keeps no pointer to the placement.
[[nodiscard]] std::expected<std::unique_ptr<Image>, ImageError> make_volume(const Placement& placement,
                                                                            const VolumeOptions& options);

}  // namespace driver::image::iso9660

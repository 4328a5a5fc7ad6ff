// From a folder to an image, in one call: scan, place, emit.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "driver/image/image.h"
#include "driver/image/placement.h"
#include "driver/image/tree.h"

namespace driver::image {

struct MasterOptions {
  std::string volume_id{"BURNBENCH"};
  // The volume's creation time, seconds since 1970-01-01 UTC; without it that of the newest entry of the tree, so that
  // the same tree gives the same bytes whenever it is mastered.
  std::optional<std::int64_t> timestamp;
  base::BlockCount start{0};  // the session's first address
};

struct Mastered {
  std::unique_ptr<Image> image;
  std::vector<NameChange> name_changes;  // what --name-map lists, a JSON object a line: path, iso9660, joliet, kind
  std::vector<LeftOut> left_out;
  std::size_t files{};
  std::size_t directories{};  // without the root
};

// ISO 9660 level 2 with Joliet.
[[nodiscard]] std::expected<Mastered, ImageError> master(const std::filesystem::path& folder,
                                                         const MasterOptions& options);

}  // namespace driver::image

#include "driver/image/mastering.h"

#include <algorithm>
#include <utility>

#include "driver/image/iso9660/volume.h"

namespace driver::image {
namespace {

std::int64_t newest(const Node& node) {
  std::int64_t time = node.modified;
  for (const Node& child : node.children) time = std::max(time, newest(child));
  return time;
}

}  // namespace

std::expected<Mastered, ImageError> master(const std::filesystem::path& folder, const MasterOptions& options) {
  auto tree = scan_tree(folder);
  if (!tree) return std::unexpected(tree.error());
  const Placement placement = place(*tree);
  auto image = iso9660::make_volume(placement, {.volume_id = options.volume_id,
                                                .timestamp = options.timestamp.value_or(newest(tree->root)),
                                                .start = options.start});
  if (!image) return std::unexpected(image.error());
  return Mastered{.image = std::move(*image),
                  .name_changes = name_changes(placement),
                  .left_out = std::move(tree->left_out),
                  .files = placement.files.size(),
                  .directories = placement.directories.size() - 1};
}

}  // namespace driver::image

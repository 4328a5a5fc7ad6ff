// A blank disc as its maker sells it, from profiles/media. fixtures/schemas/media_profile.schema.json.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/media/media_error.h"
#include "emulator/media/medium.h"

namespace emulator::media {

struct MediaProfile {
  ProfileNumber profile{};
  MediaIdentity identity;
  std::optional<base::BlockCount> formatted_capacity;  // of a rewritable disc that is sold formatted
};

// `name` is the file's name without ".json". unknown_medium lists the names that there are.
[[nodiscard]] MediaResult<MediaProfile> load_media_profile(const std::filesystem::path& folder, std::string_view name);

// The profile that this text holds; the error says which field is wrong.
[[nodiscard]] std::expected<MediaProfile, std::string> parse_media_profile(std::string_view text);

}  // namespace emulator::media

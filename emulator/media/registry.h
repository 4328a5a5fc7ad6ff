// The families, one line each in registry.cpp, and the two ways to a medium: opening a file and making a blank disc.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/media/disc_file.h"
#include "emulator/media/media_error.h"
#include "emulator/media/medium.h"
#include "emulator/media/origin.h"

namespace emulator::media {

// Tells a disc file from an image by its content. A writable disc is locked for as long as the medium lives; an image
// is opened read-only.
[[nodiscard]] MediaResult<std::unique_ptr<Medium>> open_medium(const std::filesystem::path& file,
                                                               const OpenOptions& options = {});

// The disc as a drive finds it that lost power: what no flush has put on disk is gone. `disc` is closed first, because
// it holds the lock of its file. A disc without an origin has no disk to lose anything from, and stays as it is.
[[nodiscard]] MediaResult<std::unique_ptr<Medium>> reopen(std::unique_ptr<Medium> disc);

// Whether a disc file keeps its invariants: no value when it does. README.md, Invariants. Never alters the file.
[[nodiscard]] MediaResult<std::optional<Violation>> verify_disc(const std::filesystem::path& file);

struct CreateOptions {
  std::filesystem::path profiles;                    // the folder of media profiles, profiles/media
  std::optional<bool> is_formatted;                  // of a rewritable disc; as sold when absent
  std::optional<base::BlockCount> capacity;          // of a disc that is written once; as usual when absent
  std::optional<std::uint32_t> disc_identification;  // CD: the number in its PMA; by chance when absent
};

// A blank disc of `medium`, the name of a profile ("bd-r"). Never overwrites; leaves nothing behind when it fails.
[[nodiscard]] MediaResult<void> create_disc(const std::filesystem::path& file, std::string_view medium,
                                            const CreateOptions& options);

// A complete disc of one session and one track with the content of an ISO image: cd_rom, dvd_rom or bd_rom.
[[nodiscard]] MediaResult<void> create_rom(const std::filesystem::path& file, ProfileNumber profile,
                                           const std::filesystem::path& image);

// The ROM of that name, cd-rom, dvd-rom or bd-rom; none of another name.
[[nodiscard]] std::optional<ProfileNumber> rom_named(std::string_view name);

// The names that create_disc knows, in order.
[[nodiscard]] std::vector<std::string> medium_names(const std::filesystem::path& profiles);

}  // namespace emulator::media

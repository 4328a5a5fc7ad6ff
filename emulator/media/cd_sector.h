// Whole sectors of data tracks on CD, as READ CD gives them: made from the user data that the disc keeps.
// ECMA-130, Sector structure; CD-ROM XA for mode 2 form 1.
#pragma once

#include <cstdint>

#include "emulator/base/bytes.h"
#include "emulator/base/units.h"

namespace emulator::media {

enum class SectorForm : std::uint8_t { mode_1, mode_2_form_1 };

inline constexpr std::size_t cd_sector_bytes = 2352;

// `user_data` is 2048 bytes. The sub-header of form 1 says data and nothing else, because nobody kept another.
[[nodiscard]] base::ByteBuffer make_cd_sector(SectorForm form, base::Lba address, base::Bytes user_data);

}  // namespace emulator::media

// CD-ROM, DVD-ROM and BD-ROM: complete discs that are only read. MMC-6, profiles 0008h, 0010h and 0040h.
#pragma once

#include <memory>

#include "emulator/media/backing_file.h"
#include "emulator/media/disc_state.h"
#include "emulator/media/medium.h"
#include "emulator/media/sequential.h"
#include "emulator/media/store.h"

namespace emulator::media {

// Which ROM an image of that many blocks is when nobody says otherwise: up to 360,000 a CD-ROM, up to 4,173,824 (a
// DVD+R DL) a DVD-ROM, else a BD-ROM.
[[nodiscard]] ProfileNumber rom_profile_for(base::BlockCount blocks);

// "cd-rom", "dvd-rom", "bd-rom"; empty for another profile.
[[nodiscard]] std::string_view rom_name(ProfileNumber profile);

// A disc of one session with one data track that holds the image. A last block that the image does not fill ends in
// zeros.
[[nodiscard]] MediaResult<std::unique_ptr<Medium>> make_image_rom(std::unique_ptr<BackingFile> image,
                                                                  ProfileNumber profile);

// A CD has 99 tracks at most, a DVD and a BD as many as a recordable BD.
[[nodiscard]] SequentialRules cd_rom_rules(const MediaIdentity& identity);
[[nodiscard]] SequentialRules rom_rules(const MediaIdentity& identity);

// The sessions and tracks that a disc file tells of.
[[nodiscard]] std::unique_ptr<Medium> make_rom(std::unique_ptr<Store> store, DiscContents contents);

}  // namespace emulator::media

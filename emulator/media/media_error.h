// Why a file cannot be a medium. The kinds are what a program needs to pick its exit code; the text names the remedy.
#pragma once

#include <cstdint>
#include <expected>
#include <string>

namespace emulator::media {

struct MediaError {
  enum class Kind : std::uint8_t {
    not_found,       // no such file, or it cannot be opened
    not_a_medium,    // neither a disc file nor an image of whole sectors
    damaged,         // a disc file that breaks an invariant; never altered
    newer_version,   // a disc file of a later program
    unknown_medium,  // no such media profile
    bad_profile,     // a media profile that cannot be read
    in_use,          // another program writes it
    exists,          // creating would overwrite
    cannot_write,    // the file system refused: no space, no permission, an I/O error
  };
  Kind kind{};
  std::string message;  // one line: what is wrong with which file, and what to do
};

template <typename T>
using MediaResult = std::expected<T, MediaError>;

}  // namespace emulator::media

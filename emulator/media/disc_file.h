// Reading and making a disc file: what it says, or which invariant it breaks. README.md, Invariants.
#pragma once

#include <cstdint>
#include <expected>
#include <string>

#include "emulator/media/backing_file.h"
#include "emulator/media/disc_state.h"
#include "emulator/media/metadata_log.h"
#include "emulator/media/superblock.h"

namespace emulator::media {

struct LoadedDisc {
  Geometry geometry;
  LogEnd log;               // its generation is the disc's
  bool needs_superblock{};  // the crash came while this generation's was written; the next durable step mends it first
  DiscContents contents;
};

// Which invariant does not hold, by its name in README.md, and where.
struct Violation {
  std::string invariant;
  std::string detail;
  bool is_newer_version{};
  bool leaves_nothing{};  // no superblock is valid: there is no disc to judge
};

// Whether these first bytes of a file are a disc file's.
[[nodiscard]] bool looks_like_disc_file(base::Bytes first_bytes);

// Reads everything but user data and checks every invariant of the file; those of the contents are in invariants.h.
[[nodiscard]] std::expected<LoadedDisc, Violation> load_disc(const BackingFile& file);

// Where the areas of a new disc with these contents go.
[[nodiscard]] Geometry plan_geometry(const DiscContents& contents);

// Writes a disc with these contents into an empty file; false when the file system refuses.
[[nodiscard]] bool write_new_disc(BackingFile& file, const DiscContents& contents);

}  // namespace emulator::media

// Disc structures of DVD-R and DVD-RW. MMC-6, READ DISC STRUCTURE command, formats 00h, 0Eh and 10h.
#pragma once

#include "emulator/base/bytes.h"
#include "emulator/drive/drive.h"

namespace emulator::mmc {

[[nodiscard]] bool has_dvd_minus(const drive::Drive& drive);
// As pre-recorded, with where the last border ends.
[[nodiscard]] base::ByteBuffer dvd_minus_physical_format(const drive::Drive& drive);
// What the lead-in tells other drives; zeros until there is one.
[[nodiscard]] base::ByteBuffer dvd_minus_lead_in(const drive::Drive& drive);
// The maker's information in the land of the lead-in.
[[nodiscard]] base::ByteBuffer dvd_minus_pre_recorded(const drive::Drive& drive);

}  // namespace emulator::mmc

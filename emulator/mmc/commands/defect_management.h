// The disc structures of discs with spare areas: what became of the defective blocks, of which there are none yet.
// MMC-6, READ DISC STRUCTURE command, formats 08h to 0Ah.
#pragma once

#include "emulator/drive/drive.h"

namespace emulator::mmc {

[[nodiscard]] bool has_bd_spare_areas(const drive::Drive& drive);
[[nodiscard]] base::ByteBuffer bd_definition(const drive::Drive& drive);
[[nodiscard]] base::ByteBuffer bd_spares(const drive::Drive& drive);

[[nodiscard]] bool has_dvd_ram(const drive::Drive& drive);
[[nodiscard]] base::ByteBuffer dvd_ram_definition(const drive::Drive& drive);
[[nodiscard]] base::ByteBuffer dvd_ram_status(const drive::Drive& drive);
[[nodiscard]] base::ByteBuffer dvd_ram_spares(const drive::Drive& drive);

}  // namespace emulator::mmc

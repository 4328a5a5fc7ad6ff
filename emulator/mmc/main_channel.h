// Which parts of a CD sector a host wants: the main channel selection of READ CD. MMC-6, READ CD command, Main Channel
// Selection.
#pragma once

#include <optional>

#include "emulator/base/bytes.h"
#include "emulator/media/cd_sector.h"

namespace emulator::mmc {

struct MainChannel {
  bool sync{};
  bool header{};
  bool sub_header{};
  bool user_data{};
  bool edc_and_ecc{};

  [[nodiscard]] bool is_empty() const { return !sync && !header && !sub_header && !user_data && !edc_and_ecc; }
};

// Whether the standard's table of field codes has the combination for sectors of this form: what is wanted has to hang
// together, and parts that the form has not are no gap.
[[nodiscard]] bool is_selectable(const MainChannel& wanted, media::SectorForm form);

// The wanted parts of a sector in their order.
[[nodiscard]] base::ByteBuffer select(const MainChannel& wanted, media::SectorForm form, base::Bytes sector);

}  // namespace emulator::mmc

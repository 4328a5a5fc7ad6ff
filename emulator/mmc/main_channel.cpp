#include "emulator/mmc/main_channel.h"

#include <array>

#include "emulator/mmc/reply_bytes.h"

namespace emulator::mmc {
namespace {

struct Part {
  bool wanted{};
  std::size_t first{};
  std::size_t size{};
};

// ECMA-130 and CD-ROM XA: the parts of a sector, those of no bytes included.
std::array<Part, 5> parts_of(const MainChannel& wanted, media::SectorForm form) {
  constexpr std::size_t header_end = 16;
  const std::size_t sub_header = form == media::SectorForm::mode_2_form_1 ? 8 : 0;
  const std::size_t data_end = header_end + sub_header + base::block_bytes;
  return {Part{wanted.sync, 0, 12}, Part{wanted.header, 12, 4}, Part{wanted.sub_header, header_end, sub_header},
          Part{wanted.user_data, header_end + sub_header, base::block_bytes},
          Part{wanted.edc_and_ecc, data_end, media::cd_sector_bytes - data_end}};
}

}  // namespace

bool is_selectable(const MainChannel& wanted, media::SectorForm form) {
  // Sync goes with a header, and a sub-header between sync and data is not left out by naming it alone.
  if (wanted.sync && !wanted.header && (wanted.sub_header || wanted.user_data || wanted.edc_and_ecc)) return false;
  if (!wanted.user_data && wanted.edc_and_ecc && (wanted.sync || wanted.header || wanted.sub_header)) return false;
  const bool skips_sub_header = wanted.header && wanted.user_data && !wanted.sub_header;
  return !skips_sub_header || form == media::SectorForm::mode_1;
}

base::ByteBuffer select(const MainChannel& wanted, media::SectorForm form, base::Bytes sector) {
  base::ByteBuffer bytes;
  for (const Part& part : parts_of(wanted, form)) {
    if (part.wanted) append(bytes, sector.subspan(part.first, part.size));
  }
  return bytes;
}

}  // namespace emulator::mmc

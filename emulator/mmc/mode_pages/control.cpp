#include "emulator/mmc/mode_pages/control.h"

#include "emulator/mmc/mode_pages/control_layout.h"

namespace emulator::mmc {

base::ByteBuffer encode_control(const drive::Drive&, const drive::ModeParameters& parameters) {
  constexpr std::size_t page_bytes = 12;
  base::ByteBuffer page(page_bytes);
  control_page::d_sense::set(page, parameters.control.descriptor_sense ? 1 : 0);
  return page;
}

void mark_changeable_control(base::MutableBytes page) { control_page::d_sense::set(page, 1); }

std::expected<void, scsi::Sense> decode_control(base::Bytes page, const drive::Drive&,
                                                drive::ModeParameters& parameters) {
  parameters.control = {.descriptor_sense = control_page::d_sense::get(page) != 0};
  return {};
}

}  // namespace emulator::mmc

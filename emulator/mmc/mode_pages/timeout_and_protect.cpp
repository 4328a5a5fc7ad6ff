#include "emulator/mmc/mode_pages/timeout_and_protect.h"

#include "emulator/mmc/mode_pages/timeout_and_protect_layout.h"

namespace emulator::mmc {
namespace {

namespace layout = timeout_and_protect_page;
constexpr std::size_t page_bytes = 10;

// Group 3 times and software write protection are features that the drive does not have: their bits stay clear.
void set(base::MutableBytes page, const drive::TimeoutAndProtect& values) {
  layout::tmoe::set(page, values.timeout_enable ? 1 : 0);
  layout::group_1_minimum_timeout::set(page, values.group_1_minimum);
  layout::group_2_minimum_timeout::set(page, values.group_2_minimum);
}

}  // namespace

base::ByteBuffer encode_timeout_and_protect(const drive::Drive&, const drive::ModeParameters& parameters) {
  base::ByteBuffer page(page_bytes);
  set(page, parameters.timeout);
  return page;
}

void mark_changeable_timeout_and_protect(base::MutableBytes page) {
  set(page, {.timeout_enable = true, .group_1_minimum = 0xFFFF, .group_2_minimum = 0xFFFF});
}

std::expected<void, scsi::Sense> decode_timeout_and_protect(base::Bytes page, const drive::Drive&,
                                                            drive::ModeParameters& parameters) {
  parameters.timeout = {.timeout_enable = layout::tmoe::get(page) != 0,
                        .group_1_minimum = static_cast<std::uint16_t>(layout::group_1_minimum_timeout::get(page)),
                        .group_2_minimum = static_cast<std::uint16_t>(layout::group_2_minimum_timeout::get(page))};
  return {};
}

}  // namespace emulator::mmc

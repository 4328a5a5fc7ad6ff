#include "emulator/mmc/mode_pages/power_condition.h"

#include "emulator/mmc/mode_pages/power_condition_layout.h"

namespace emulator::mmc {
namespace {

namespace layout = power_condition_page;
constexpr std::size_t page_bytes = 12;

void set(base::MutableBytes page, const drive::PowerCondition& values) {
  layout::idle::set(page, values.idle ? 1 : 0);
  layout::standby::set(page, values.standby ? 1 : 0);
  layout::idle_timer::set(page, values.idle_timer);
  layout::standby_timer::set(page, values.standby_timer);
}

}  // namespace

base::ByteBuffer encode_power_condition(const drive::Drive&, const drive::ModeParameters& parameters) {
  base::ByteBuffer page(page_bytes);
  set(page, parameters.power);
  return page;
}

void mark_changeable_power_condition(base::MutableBytes page) {
  set(page, {.idle = true, .standby = true, .idle_timer = 0xFFFF'FFFF, .standby_timer = 0xFFFF'FFFF});
}

std::expected<void, scsi::Sense> decode_power_condition(base::Bytes page, const drive::Drive&,
                                                        drive::ModeParameters& parameters) {
  parameters.power = {.idle = layout::idle::get(page) != 0,
                      .standby = layout::standby::get(page) != 0,
                      .idle_timer = static_cast<std::uint32_t>(layout::idle_timer::get(page)),
                      .standby_timer = static_cast<std::uint32_t>(layout::standby_timer::get(page))};
  return {};
}

}  // namespace emulator::mmc

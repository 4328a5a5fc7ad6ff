#include <array>

#include "emulator/mmc/mode_pages/caching.h"
#include "emulator/mmc/mode_pages/control.h"
#include "emulator/mmc/mode_pages/mm_capabilities.h"
#include "emulator/mmc/mode_pages/mode_page.h"
#include "emulator/mmc/mode_pages/power_condition.h"
#include "emulator/mmc/mode_pages/read_write_error_recovery.h"
#include "emulator/mmc/mode_pages/timeout_and_protect.h"
#include "emulator/mmc/mode_pages/write_parameters.h"

namespace emulator::mmc {
namespace {

bool writes(const drive::DriveProfile& profile) { return profile.writes_anything(); }

constexpr std::array pages{
    ModePage{.code = PageCode::read_write_error_recovery,
             .encode = encode_read_write_error_recovery,
             .mark_changeable = mark_changeable_read_write_error_recovery,
             .decode = decode_read_write_error_recovery},
    ModePage{.code = PageCode::write_parameters,
             .is_offered = writes,
             .encode = encode_write_parameters,
             .mark_changeable = mark_changeable_write_parameters,
             .decode = decode_write_parameters},
    ModePage{.code = PageCode::caching,
             .encode = encode_caching,
             .mark_changeable = mark_changeable_caching,
             .decode = decode_caching},
    ModePage{.code = PageCode::control,
             .encode = encode_control,
             .mark_changeable = mark_changeable_control,
             .decode = decode_control},
    ModePage{.code = PageCode::power_condition,
             .encode = encode_power_condition,
             .mark_changeable = mark_changeable_power_condition,
             .decode = decode_power_condition},
    ModePage{.code = PageCode::timeout_and_protect,
             .encode = encode_timeout_and_protect,
             .mark_changeable = mark_changeable_timeout_and_protect,
             .decode = decode_timeout_and_protect},
    ModePage{.code = PageCode::mm_capabilities, .encode = encode_mm_capabilities},
};

constexpr bool ascending(std::span<const ModePage> rows) {
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i - 1].code >= rows[i].code) return false;
  }
  return true;
}
static_assert(ascending(pages));

}  // namespace

std::span<const ModePage> all_mode_pages() { return pages; }

}  // namespace emulator::mmc

#include "emulator/mmc/mode_pages/caching.h"

#include "emulator/mmc/mode_pages/caching_layout.h"

namespace emulator::mmc {
namespace {

namespace layout = caching_page;
constexpr std::size_t page_bytes = 12;

}  // namespace

base::ByteBuffer encode_caching(const drive::Drive&, const drive::ModeParameters& parameters) {
  base::ByteBuffer page(page_bytes);
  layout::wce::set(page, parameters.caching.write_cache_enabled ? 1 : 0);
  layout::rcd::set(page, parameters.caching.read_cache_disabled ? 1 : 0);
  return page;
}

void mark_changeable_caching(base::MutableBytes page) {
  layout::wce::set(page, 1);
  layout::rcd::set(page, 1);
}

std::expected<void, scsi::Sense> decode_caching(base::Bytes page, const drive::Drive&,
                                                drive::ModeParameters& parameters) {
  parameters.caching = {.write_cache_enabled = layout::wce::get(page) != 0,
                        .read_cache_disabled = layout::rcd::get(page) != 0};
  return {};
}

}  // namespace emulator::mmc

#include "emulator/mmc/mode_pages/read_write_error_recovery.h"

#include "emulator/mmc/mode_pages/read_write_error_recovery_layout.h"

namespace emulator::mmc {
namespace {

namespace layout = read_write_error_recovery_page;
constexpr std::size_t page_bytes = 12;

void set(base::MutableBytes page, const drive::ErrorRecovery& values) {
  layout::awre::set(page, values.automatic_write_reallocation ? 1 : 0);
  layout::arre::set(page, values.automatic_read_reallocation ? 1 : 0);
  layout::tb::set(page, values.transfer_block ? 1 : 0);
  layout::rc::set(page, values.read_continuous ? 1 : 0);
  layout::per::set(page, values.post_error ? 1 : 0);
  layout::dte::set(page, values.disable_transfer_on_error ? 1 : 0);
  layout::dcr::set(page, values.disable_correction ? 1 : 0);
  layout::read_retry_count::set(page, values.read_retry_count);
  layout::emcdr::set(page, values.error_message_corrected);
  layout::write_retry_count::set(page, values.write_retry_count);
  layout::recovery_time_limit::set(page, values.recovery_time_limit);
}

}  // namespace

base::ByteBuffer encode_read_write_error_recovery(const drive::Drive&, const drive::ModeParameters& parameters) {
  base::ByteBuffer page(page_bytes);
  set(page, parameters.error_recovery);
  return page;
}

void mark_changeable_read_write_error_recovery(base::MutableBytes page) {
  set(page, {.automatic_write_reallocation = true,
             .automatic_read_reallocation = true,
             .transfer_block = true,
             .read_continuous = true,
             .post_error = true,
             .disable_transfer_on_error = true,
             .disable_correction = true,
             .read_retry_count = 0xFF,
             .error_message_corrected = 3,
             .write_retry_count = 0xFF,
             .recovery_time_limit = 0xFFFF});
}

std::expected<void, scsi::Sense> decode_read_write_error_recovery(base::Bytes page, const drive::Drive&,
                                                                  drive::ModeParameters& parameters) {
  parameters.error_recovery = {
      .automatic_write_reallocation = layout::awre::get(page) != 0,
      .automatic_read_reallocation = layout::arre::get(page) != 0,
      .transfer_block = layout::tb::get(page) != 0,
      .read_continuous = layout::rc::get(page) != 0,
      .post_error = layout::per::get(page) != 0,
      .disable_transfer_on_error = layout::dte::get(page) != 0,
      .disable_correction = layout::dcr::get(page) != 0,
      .read_retry_count = static_cast<std::uint8_t>(layout::read_retry_count::get(page)),
      .error_message_corrected = static_cast<std::uint8_t>(layout::emcdr::get(page)),
      .write_retry_count = static_cast<std::uint8_t>(layout::write_retry_count::get(page)),
      .recovery_time_limit = static_cast<std::uint16_t>(layout::recovery_time_limit::get(page))};
  return {};
}

}  // namespace emulator::mmc

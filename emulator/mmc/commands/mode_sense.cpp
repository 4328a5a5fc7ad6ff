#include "emulator/mmc/commands/mode_sense.h"

#include <algorithm>

#include "emulator/mmc/commands/mode_sense_layout.h"
#include "emulator/mmc/mode_pages/mode_page.h"
#include "emulator/mmc/mode_pages/mode_page_layout.h"
#include "emulator/mmc/reply_bytes.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

// SPC-4, MODE SENSE command, page control.
enum class PageControl : std::uint8_t { current = 0, changeable = 1, defaults = 2, saved = 3 };

struct Wanted {
  PageControl control{};
  std::uint8_t page{};
  std::uint8_t subpage{};
};

template <typename Control, typename Page, typename Subpage>
Wanted wanted(const scsi::Cdb& cdb) {
  return {.control = static_cast<PageControl>(Control::get(cdb)),
          .page = static_cast<std::uint8_t>(Page::get(cdb)),
          .subpage = static_cast<std::uint8_t>(Subpage::get(cdb))};
}

base::ByteBuffer bytes_of(const ModePage& page, const drive::Drive& drive, PageControl control) {
  switch (control) {
    case PageControl::changeable:
      return changeable_page(page, drive);
    case PageControl::defaults:
      return current_page(page, drive, drive::ModeParameters{});
    default:
      return current_page(page, drive, drive.mode_parameters());
  }
}

std::expected<base::ByteBuffer, scsi::Sense> pages(const drive::Drive& drive, const Wanted& what) {
  constexpr std::uint8_t all_subpages = 0xFF;
  if (what.control == PageControl::saved) return std::unexpected(scsi::sense::saving_parameters_not_supported);
  const bool all = what.page == static_cast<std::uint8_t>(PageCode::all_pages);
  // No page has subpages: only the question for all of all can be answered.
  if (what.subpage != 0 && !(all && what.subpage == all_subpages)) return std::unexpected(scsi::invalid_cdb_field(3));
  if (!all && find_mode_page(what.page, drive.profile()) == nullptr) {
    return std::unexpected(scsi::invalid_cdb_field(2, 5));
  }
  base::ByteBuffer bytes;
  for (const ModePage& page : all_mode_pages()) {
    const auto code = static_cast<std::uint8_t>(page.code);
    if (find_mode_page(code, drive.profile()) == nullptr || (!all && code != what.page)) continue;
    append(bytes, bytes_of(page, drive, what.control));
  }
  return bytes;
}

}  // namespace

scsi::Outcome mode_sense_6(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  namespace cdb = mode_sense_6_cdb;
  const auto body = pages(drive, wanted<cdb::page_control, cdb::page_code, cdb::subpage_code>(request.cdb));
  if (!body) return std::unexpected(body.error());
  base::ByteBuffer reply(4);
  append(reply, *body);
  // All pages together fit in 255 bytes; the field has no room to say more.
  mode_parameter_header_6::mode_data_length::set(reply, std::min<std::size_t>(reply.size() - 1, 0xFF));
  return scsi::data_reply(std::move(reply));
}

scsi::Outcome mode_sense_10(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  namespace cdb = mode_sense_10_cdb;
  const auto body = pages(drive, wanted<cdb::page_control, cdb::page_code, cdb::subpage_code>(request.cdb));
  if (!body) return std::unexpected(body.error());
  base::ByteBuffer reply(8);
  append(reply, *body);
  mode_parameter_header_10::mode_data_length::set(reply, reply.size() - 2);
  return scsi::data_reply(std::move(reply));
}

}  // namespace emulator::mmc

#include "driver/mmc/commands/send_cue_sheet.h"

#include "driver/mmc/command.h"
#include "driver/mmc/commands/send_cue_sheet_layout.h"

namespace driver::mmc {
namespace {

constexpr std::size_t row_bytes = 8;

// Minutes, seconds and frames of an address of the program area: block 0 stands at 00:02:00, 75 frames a second.
void set_time(base::MutableBytes row, base::Lba address) {
  const auto frames = static_cast<std::uint64_t>(address.value + 150);
  cue_sheet_entry::min::set(row, frames / (60UL * 75));
  cue_sheet_entry::sec::set(row, frames / 75 % 60);
  cue_sheet_entry::frame::set(row, frames % 75);
}

}  // namespace

base::ByteBuffer encode_cue_sheet(const std::vector<CueSheetRow>& rows) {
  constexpr std::uint64_t position = 1;  // Q sub-channel ADR: the row is about a position
  base::ByteBuffer sheet(rows.size() * row_bytes);
  base::MutableBytes place{sheet};
  for (const CueSheetRow& row : rows) {
    cue_sheet_entry::control::set(place, row.control);
    cue_sheet_entry::adr::set(place, position);
    cue_sheet_entry::tno::set(place, row.track);
    cue_sheet_entry::index::set(place, row.index);
    cue_sheet_entry::data_form_of_main_data::set(place, row.data_form);
    if (row.track != 0) set_time(place, row.start);
    place = place.subspan(row_bytes);
  }
  return sheet;
}

std::expected<void, DriveError> send_cue_sheet(Device& device, const std::vector<CueSheetRow>& rows) {
  const base::ByteBuffer sheet = encode_cue_sheet(rows);
  Request request{.cdb = make_cdb(operation_code::send_cue_sheet), .data_out = sheet, .on_change = OnChange::fail};
  send_cue_sheet_cdb::cue_sheet_size::set(request.cdb, sheet.size());
  return perform(device, request);
}

}  // namespace driver::mmc

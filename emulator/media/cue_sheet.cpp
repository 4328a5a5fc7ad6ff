#include "emulator/media/cue_sheet.h"

#include <algorithm>
#include <array>

namespace emulator::media {
namespace {

// Bytes of a row. MMC-6, CUE sheet format.
constexpr std::uint16_t row_bytes = 8;
enum RowByte : std::uint16_t { control_adr = 0, track_number = 1, index = 2, data_form = 3, minute = 5 };

constexpr std::uint8_t adr_position = 1;
constexpr std::uint8_t lead_out_track = 0xAA;
constexpr std::uint8_t data_control = 4;
constexpr std::uint8_t mode_1 = 0x10;           // 2048 bytes a block from the host
constexpr std::uint8_t mode_1_by_drive = 0x14;  // none: the drive makes zeros
constexpr std::uint8_t audio_by_drive = 0x01;   // what writers of CD-DA heritage put into lead-in and lead-out rows
constexpr base::BlockCount pre_gap{150};
constexpr base::BlockCount shortest_track{300};  // 4 seconds, Red Book

// A sheet of one data track has these rows.
enum Row : std::size_t { lead_in, pre_gap_row, track, lead_out, row_count };

std::unexpected<scsi::Sense> wrong(std::size_t row, std::uint16_t byte) {
  return std::unexpected(scsi::invalid_parameter_field(static_cast<std::uint16_t>(row * row_bytes + byte)));
}

// Absolute addresses: 00:00:00 is the start of the first pre-gap, address -150.
base::Lba address_of(const CueEntry& row) {
  return base::Lba{(row.minute * 60 + row.second) * 75 + row.frame} - pre_gap;
}

// What a row must say; ADR is 1 in all, since a catalogue number or an ISRC is not recorded.
struct Expected {
  std::uint8_t track_number{};
  std::uint8_t index{};
  std::array<std::uint8_t, 2> forms{};
};

Result<void> check_row(const std::vector<CueEntry>& sheet, std::size_t row, const Expected& expected) {
  const CueEntry& entry = sheet[row];
  if ((entry.control_adr & 0x0F) != adr_position) return wrong(row, control_adr);
  if (entry.track_number != expected.track_number) return wrong(row, track_number);
  if (entry.index != expected.index) return wrong(row, index);
  if (std::ranges::find(expected.forms, entry.data_form) == expected.forms.end()) return wrong(row, data_form);
  return {};
}

}  // namespace

Result<SessionPlan> plan_session(const std::vector<CueEntry>& sheet, const CueContext& context) {
  const auto number = static_cast<std::uint8_t>(context.next_track);
  const std::array<Expected, row_count> expected{{
      {.forms = {audio_by_drive, mode_1_by_drive}},
      {.track_number = number, .forms = {mode_1, mode_1_by_drive}},
      {.track_number = number, .index = 1, .forms = {mode_1, mode_1}},
      {.track_number = lead_out_track, .index = 1, .forms = {audio_by_drive, mode_1_by_drive}},
  }};
  for (std::size_t row = 0; row < std::min<std::size_t>(sheet.size(), row_count); ++row) {
    if (auto checked = check_row(sheet, row, expected[row]); !checked) return std::unexpected(checked.error());
  }
  if (sheet.size() < row_count) return wrong(sheet.size(), control_adr);  // the sheet ends too early
  if (sheet.size() > row_count) return wrong(row_count, control_adr);

  const auto control = static_cast<std::uint8_t>(sheet[track].control_adr >> 4);
  if ((control & data_control) == 0) return wrong(track, control_adr);
  if (sheet[pre_gap_row].control_adr >> 4 != control) return wrong(pre_gap_row, control_adr);
  const SessionPlan plan{
      .first_write = sheet[pre_gap_row].data_form == mode_1 ? context.pre_gap_start : address_of(sheet[track]),
      .track_start = address_of(sheet[track]),
      .lead_out = address_of(sheet[lead_out]),
      .track_mode = control};
  if (address_of(sheet[pre_gap_row]) != context.pre_gap_start) return wrong(pre_gap_row, minute);
  if (plan.track_start < context.pre_gap_start + pre_gap) return wrong(track, minute);
  if (plan.lead_out < plan.track_start + shortest_track || plan.lead_out > context.last_possible_lead_out) {
    return wrong(lead_out, minute);
  }
  return plan;
}

}  // namespace emulator::media

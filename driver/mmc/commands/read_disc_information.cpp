#include "driver/mmc/commands/read_disc_information.h"

#include <array>

#include "driver/mmc/command.h"
#include "driver/mmc/commands/read_disc_information_layout.h"

namespace driver::mmc {
namespace {

namespace layout = read_disc_information_reply;

template <typename High, typename Low>
std::uint16_t joined(base::Bytes bytes) {
  return static_cast<std::uint16_t>(High::get(bytes) << 8 | Low::get(bytes));
}

DiscInformation decode(base::Bytes bytes) {
  DiscInformation information{
      .status = static_cast<DiscStatus>(layout::disc_status::get(bytes)),
      .last_session_state = static_cast<SessionState>(layout::state_of_last_session::get(bytes)),
      .is_erasable = layout::erasable::get(bytes) == 1,
      .first_track = static_cast<std::uint16_t>(layout::number_of_first_track_on_disc::get(bytes)),
      .sessions = joined<layout::number_of_sessions_msb, layout::number_of_sessions_lsb>(bytes),
      .first_track_in_last_session =
          joined<layout::first_track_number_in_last_session_msb, layout::first_track_number_in_last_session_lsb>(bytes),
      .last_track_in_last_session =
          joined<layout::last_track_number_in_last_session_msb, layout::last_track_number_in_last_session_lsb>(bytes),
      .disc_type = static_cast<std::uint8_t>(layout::disc_type::get(bytes)),
      .last_possible_lead_out = static_cast<std::uint32_t>(layout::last_possible_lead_out_start_address::get(bytes)),
  };
  if (layout::did_v::get(bytes) == 1) {
    information.disc_identification = static_cast<std::uint32_t>(layout::disc_identification::get(bytes));
  }
  return information;
}

}  // namespace

std::expected<DiscInformation, DriveError> read_disc_information(Device& device) {
  constexpr std::size_t length = 34;
  // Drives of MMC-1 end before the fields of byte 9 and behind; a burn needs byte 23.
  constexpr std::size_t least = layout::last_possible_lead_out_start_address::end;
  Request request{.cdb = make_cdb(operation_code::read_disc_information), .expected_bytes = length};
  read_disc_information_cdb::data_type::set(request.cdb, 0);
  read_disc_information_cdb::allocation_length::set(request.cdb, length);
  const auto reply = read_reply(device, request, least);
  if (!reply) return std::unexpected(reply.error());
  if (layout::disc_information_length::get(*reply) + layout::disc_information_length::end < least) {
    return std::unexpected(malformed(request.cdb, "the drive announces less disc information than a burn needs"));
  }
  return decode(*reply);
}

std::string_view name_of(DiscStatus status) {
  constexpr std::array<std::string_view, 4> names{"blank", "appendable", "complete", "other"};
  return names.at(static_cast<std::size_t>(status) & 3);
}

std::string_view name_of(SessionState state) {
  constexpr std::array<std::string_view, 4> names{"empty", "incomplete", "damaged", "complete"};
  return names.at(static_cast<std::size_t>(state) & 3);
}

}  // namespace driver::mmc

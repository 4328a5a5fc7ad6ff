#include "driver/mmc/commands/read_toc.h"

#include <algorithm>

#include "driver/mmc/command.h"
#include "driver/mmc/commands/read_toc_layout.h"

namespace driver::mmc {
namespace {

enum class TocFormat : std::uint8_t { toc = 0, session_information = 1, atip = 4 };
enum class TocAddress : std::uint8_t { blocks = 0, msf = 1 };

constexpr std::size_t toc_header_bytes = 4;
constexpr std::size_t toc_entry_bytes = 8;

Request ask(TocFormat format, TocAddress address, std::size_t length) {
  Request request{.cdb = make_cdb(operation_code::read_toc), .expected_bytes = length};
  read_toc_cdb::msf::set(request.cdb, static_cast<std::uint64_t>(address));
  read_toc_cdb::format::set(request.cdb, static_cast<std::uint64_t>(format));
  read_toc_cdb::track_session::set(request.cdb, 0);
  read_toc_cdb::allocation_length::set(request.cdb, length);
  return request;
}

std::uint8_t byte(std::uint64_t value) { return static_cast<std::uint8_t>(value); }

}  // namespace

std::expected<Toc, DriveError> read_toc(Device& device) {
  // 99 tracks and the lead-out. Hosts ask for these 804 bytes at once.
  constexpr std::size_t length = toc_header_bytes + 100 * toc_entry_bytes;
  const auto reply = read_reply(device, ask(TocFormat::toc, TocAddress::blocks, length), toc_header_bytes);
  if (!reply) return std::unexpected(reply.error());
  Toc toc{.first_track = byte(toc_reply::first_track_number::get(*reply)),
          .last_track = byte(toc_reply::last_track_number::get(*reply))};
  const std::size_t announced = toc_reply::data_length::get(*reply) + toc_reply::data_length::end;
  base::Bytes rest = base::Bytes{*reply}.first(std::min(announced, reply->size()));
  rest = rest.subspan(std::min(rest.size(), toc_header_bytes));
  for (; rest.size() >= toc_entry_bytes; rest = rest.subspan(toc_entry_bytes)) {
    toc.entries.push_back({.track = byte(toc_track_descriptor::track_number::get(rest)),
                           .control = byte(toc_track_descriptor::control::get(rest)),
                           .start = base::Lba::from_wire(toc_track_descriptor::track_start_address::get(rest))});
  }
  return toc;
}

std::expected<SessionInformation, DriveError> read_session_information(Device& device) {
  namespace layout = session_information_reply;
  constexpr std::size_t length = layout::start_address_of_first_track_in_last_session::end;
  const auto reply = read_reply(device, ask(TocFormat::session_information, TocAddress::blocks, length), length);
  if (!reply) return std::unexpected(reply.error());
  return SessionInformation{
      .first_session = byte(layout::first_complete_session_number::get(*reply)),
      .last_session = byte(layout::last_complete_session_number::get(*reply)),
      .first_track = byte(layout::first_track_number_in_last_complete_session::get(*reply)),
      .start = base::Lba::from_wire(layout::start_address_of_first_track_in_last_session::get(*reply))};
}

std::expected<Atip, DriveError> read_atip(Device& device) {
  namespace layout = atip_reply;
  constexpr std::size_t length = 28;
  constexpr std::size_t least = layout::last_possible_start_time_of_lead_out_frame::end;
  // The standard knows this format's times as minutes, seconds and frames alone; drives want MSF set.
  const auto reply = read_reply(device, ask(TocFormat::atip, TocAddress::msf, length), least);
  if (!reply) return std::unexpected(reply.error());
  return Atip{.is_rewritable = layout::disc_type::get(*reply) == 1,
              .lead_in_start = {byte(layout::start_time_of_lead_in_min::get(*reply)),
                                byte(layout::start_time_of_lead_in_sec::get(*reply)),
                                byte(layout::start_time_of_lead_in_frame::get(*reply))},
              .last_possible_lead_out = {byte(layout::last_possible_start_time_of_lead_out_min::get(*reply)),
                                         byte(layout::last_possible_start_time_of_lead_out_sec::get(*reply)),
                                         byte(layout::last_possible_start_time_of_lead_out_frame::get(*reply))}};
}

}  // namespace driver::mmc

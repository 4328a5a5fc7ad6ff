#include "emulator/mmc/commands/cd_toc.h"

#include <algorithm>

#include "emulator/mmc/commands/read_toc_layout.h"
#include "emulator/mmc/msf.h"
#include "emulator/mmc/recorded_sessions.h"
#include "emulator/mmc/reply_bytes.h"

namespace emulator::mmc {
namespace {

constexpr std::uint8_t position = 1;       // ADR: where something is
constexpr std::uint8_t multi_session = 5;  // ADR: how a multi-session disc goes on
constexpr std::size_t header_bytes = 4;

// From a session's lead-out to the program area of the next: 4500 frames of lead-in lie between. Orange Book.
constexpr base::BlockCount lead_in_frames{4500};
constexpr base::BlockCount pre_gap{150};

// MMC-6, READ TOC/PMA/ATIP response data, format 0100b: where the ATIP keeps its two times and the power, counted
// from the start of the special information.
constexpr std::size_t atip_power_byte = 0;
constexpr std::size_t atip_lead_in_byte = 4;
constexpr std::size_t atip_lead_out_byte = 8;

struct QEntry {
  std::uint8_t session{};
  std::uint8_t adr{position};
  std::uint8_t control{};
  std::uint8_t point{};
  Msf time{};
  std::uint8_t zero{};
  Msf p{};
};

void append_entry(base::ByteBuffer& reply, const QEntry& entry) {
  namespace layout = full_toc_descriptor;
  base::ByteBuffer bytes(11);
  layout::session_number::set(bytes, entry.session);
  layout::adr::set(bytes, entry.adr);
  layout::control::set(bytes, entry.control);
  layout::point::set(bytes, entry.point);
  layout::min::set(bytes, entry.time.minute);
  layout::sec::set(bytes, entry.time.second);
  layout::frame::set(bytes, entry.time.frame);
  layout::zero::set(bytes, entry.zero);
  layout::pmin::set(bytes, entry.p.minute);
  layout::psec::set(bytes, entry.p.second);
  layout::pframe::set(bytes, entry.p.frame);
  append(reply, bytes);
}

Msf atip_time(const media::MediaIdentity& identity, std::size_t byte) {
  if (identity.atip.size() < byte + 3) return {};
  return {identity.atip[byte], identity.atip[byte + 1], identity.atip[byte + 2]};
}

void append_session(base::ByteBuffer& reply, const media::DiscLayout& disc, const media::Session& session) {
  const std::vector<media::Track> tracks = tracks_of(disc, session);
  if (tracks.empty()) return;
  const auto number = static_cast<std::uint8_t>(session.number);
  const std::uint8_t control = tracks.front().track_mode;
  const auto first = static_cast<std::uint8_t>(tracks.front().number);
  const auto last = static_cast<std::uint8_t>(tracks.back().number);
  append_entry(reply, {.session = number, .control = control, .point = 0xA0, .p = {first, disc.disc_type, 0}});
  append_entry(reply, {.session = number, .control = tracks.back().track_mode, .point = 0xA1, .p = {last, 0, 0}});
  append_entry(reply,
               {.session = number, .control = tracks.back().track_mode, .point = 0xA2, .p = to_msf(*session.lead_out)});
  for (const media::Track& track : tracks) {
    append_entry(reply, {.session = number,
                         .control = track.track_mode,
                         .point = static_cast<std::uint8_t>(track.number),
                         .p = to_msf(track.start)});
  }
}

// Where the next program area may begin, or does: none when the session is the last for ever.
std::optional<base::Lba> next_program_area(const media::DiscLayout& disc, const media::Session& session) {
  const auto next = std::ranges::find_if(disc.tracks, [&](const media::Track& track) {
    return track.session == session.number + 1 && !track.is_invisible;
  });
  if (next != disc.tracks.end()) return next->start - pre_gap;
  if (!disc.last_session_lead_in_start) return std::nullopt;
  return *disc.last_session_lead_in_start + lead_in_frames;
}

// B0 and, in the first session, C0. A session after which nothing comes has neither.
void append_multi_session(base::ByteBuffer& reply, const media::DiscLayout& disc, const media::Session& session,
                          const media::MediaIdentity& identity) {
  const auto next = next_program_area(disc, session);
  if (!next) return;
  const bool is_first = session.number == 1;
  const auto number = static_cast<std::uint8_t>(session.number);
  const std::uint8_t control = tracks_of(disc, session).front().track_mode;
  append_entry(reply, {.session = number,
                       .adr = multi_session,
                       .control = control,
                       .point = 0xB0,
                       .time = to_msf(*next),
                       .zero = static_cast<std::uint8_t>(is_first ? 2 : 1),
                       .p = atip_time(identity, atip_lead_out_byte)});
  if (!is_first) return;
  const std::uint8_t power = identity.atip.empty() ? std::uint8_t{0} : identity.atip[atip_power_byte];
  append_entry(reply, {.session = number,
                       .adr = multi_session,
                       .control = control,
                       .point = 0xC0,
                       .time = {power, 0, 0},
                       .p = atip_time(identity, atip_lead_in_byte)});
}

void append_to_pma(base::ByteBuffer& reply, const media::Track& track) {
  if (track.is_invisible || track.is_blank) return;
  const base::Lba stop = track.start + track.size;
  append_entry(reply, {.control = track.track_mode,
                       .point = static_cast<std::uint8_t>(track.number),
                       .time = to_msf(stop),
                       .p = to_msf(track.start)});
}

}  // namespace

scsi::Outcome full_toc(const media::DiscLayout& disc, const media::MediaIdentity& identity, std::uint8_t from) {
  const std::vector<media::Session> sessions = complete_sessions(disc);
  if (sessions.empty()) return std::unexpected(scsi::invalid_cdb_field(2, 3));
  if (from > sessions.back().number) return std::unexpected(scsi::invalid_cdb_field(6));
  base::ByteBuffer reply(header_bytes);
  for (const media::Session& session : sessions) {
    if (session.number < from || tracks_of(disc, session).empty()) continue;
    append_session(reply, disc, session);
    append_multi_session(reply, disc, session, identity);
  }
  toc_reply::data_length::set(reply, reply.size() - 2);
  // In this format the two numbers are sessions.
  toc_reply::first_track_number::set(reply, sessions.front().number);
  toc_reply::last_track_number::set(reply, sessions.back().number);
  return scsi::data_reply(std::move(reply));
}

scsi::Outcome pma(const media::DiscLayout& disc, const media::MediaIdentity& identity) {
  // Only a recordable disc has the area.
  if (identity.atip.empty()) return std::unexpected(scsi::invalid_cdb_field(2, 3));
  base::ByteBuffer reply(header_bytes);
  for (const media::Track& track : disc.tracks) append_to_pma(reply, track);
  toc_reply::data_length::set(reply, reply.size() - 2);
  return scsi::data_reply(std::move(reply));
}

scsi::Outcome atip(const media::MediaIdentity& identity) {
  if (identity.atip.empty()) return std::unexpected(scsi::invalid_cdb_field(2, 3));
  base::ByteBuffer reply(header_bytes);
  append(reply, identity.atip);
  toc_reply::data_length::set(reply, reply.size() - 2);
  return scsi::data_reply(std::move(reply));
}

scsi::Outcome cd_text() {
  base::ByteBuffer reply(header_bytes);
  toc_reply::data_length::set(reply, reply.size() - 2);
  return scsi::data_reply(std::move(reply));
}

}  // namespace emulator::mmc

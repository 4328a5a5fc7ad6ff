#include "emulator/mmc/commands/read_toc.h"

#include <algorithm>

#include "emulator/mmc/commands/cd_toc.h"
#include "emulator/mmc/commands/read_toc_layout.h"
#include "emulator/mmc/msf.h"
#include "emulator/mmc/recorded_sessions.h"
#include "emulator/mmc/reply_bytes.h"

namespace emulator::mmc {
namespace {

namespace cdb = read_toc_cdb;

// MMC-6, READ TOC/PMA/ATIP command, Format field.
enum class Format : std::uint8_t {
  toc = 0,
  session_information = 1,
  full_toc = 2,
  pma = 3,
  atip = 4,
  cd_text = 5,
};

constexpr std::uint8_t lead_out = 0xAA;
constexpr std::uint64_t position = 1;  // ADR: the Q sub-channel tells where a track is
constexpr std::uint8_t data_track = 4;
constexpr std::uint16_t most_tracks = 99;

// One table serves all discs, and only on CD the control nibble of a track can be anything but "data".
std::uint8_t control(const drive::Drive& drive, const media::Track& track) {
  return drive.family() == drive::Family::cd ? track.track_mode : data_track;
}

std::uint32_t wire(base::Lba address, bool msf) { return msf ? to_msf(address).wire() : address.wire(); }

std::vector<media::Track> complete_tracks(const media::DiscLayout& disc) {
  std::vector<media::Track> tracks;
  for (const media::Session& session : complete_sessions(disc)) {
    std::ranges::move(tracks_of(disc, session), std::back_inserter(tracks));
  }
  std::erase_if(tracks, [](const media::Track& track) { return track.number > most_tracks; });
  return tracks;
}

struct TocEntry {
  std::uint8_t control{};
  std::uint8_t number{};
  std::uint32_t address{};
};

void append_entry(base::ByteBuffer& reply, const TocEntry& entry) {
  namespace layout = toc_track_descriptor;
  base::ByteBuffer bytes(8);
  layout::adr::set(bytes, position);
  layout::control::set(bytes, entry.control);
  layout::track_number::set(bytes, entry.number);
  layout::track_start_address::set(bytes, entry.address);
  append(reply, bytes);
}

scsi::Outcome toc(const drive::Drive& drive, const media::DiscLayout& disc, const scsi::Cdb& bytes) {
  const std::vector<media::Track> tracks = complete_tracks(disc);
  if (tracks.empty()) return std::unexpected(scsi::invalid_cdb_field(2, 3));
  const std::uint64_t from = cdb::track_session::get(bytes);
  if (from != lead_out && from > tracks.back().number) return std::unexpected(scsi::invalid_cdb_field(6));
  const bool msf = cdb::msf::get(bytes) != 0;
  base::ByteBuffer reply(4);
  for (const media::Track& track : tracks) {
    if (track.number < from) continue;
    append_entry(reply, {control(drive, track), static_cast<std::uint8_t>(track.number), wire(track.start, msf)});
  }
  const media::Session last = complete_sessions(disc).back();
  append_entry(reply, {control(drive, tracks.back()), lead_out, wire(*last.lead_out, msf)});
  toc_reply::data_length::set(reply, reply.size() - 2);
  toc_reply::first_track_number::set(reply, tracks.front().number);
  toc_reply::last_track_number::set(reply, tracks.back().number);
  return scsi::data_reply(std::move(reply));
}

scsi::Outcome session_information(const drive::Drive& drive, const media::DiscLayout& disc, const scsi::Cdb& bytes) {
  namespace layout = session_information_reply;
  const std::vector<media::Session> sessions = complete_sessions(disc);
  if (sessions.empty()) return std::unexpected(scsi::invalid_cdb_field(2, 3));
  const std::vector<media::Track> tracks = tracks_of(disc, sessions.back());
  if (tracks.empty()) return std::unexpected(scsi::invalid_cdb_field(2, 3));
  base::ByteBuffer reply(12);
  layout::data_length::set(reply, reply.size() - 2);
  layout::first_complete_session_number::set(reply, sessions.front().number & 0xFFU);
  layout::last_complete_session_number::set(reply, sessions.back().number & 0xFFU);
  layout::adr::set(reply, position);
  layout::control::set(reply, control(drive, tracks.front()));
  layout::first_track_number_in_last_complete_session::set(reply, tracks.front().number & 0xFFU);
  layout::start_address_of_first_track_in_last_session::set(reply,
                                                            wire(tracks.front().start, cdb::msf::get(bytes) != 0));
  return scsi::data_reply(std::move(reply));
}

// SFF-8020, whose callers still exist, kept the format in the control byte.
Format format_of(const scsi::Cdb& bytes) {
  const auto format = static_cast<std::uint8_t>(cdb::format::get(bytes));
  const auto legacy = static_cast<std::uint8_t>(bytes.bytes[9] >> 6U);
  return static_cast<Format>(format == 0 ? legacy : format);
}

}  // namespace

scsi::Outcome read_toc(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  const media::DiscLayout disc = drive.layout();
  const Format format = format_of(request.cdb);
  if (format == Format::toc) return toc(drive, disc, request.cdb);
  if (format == Format::session_information) return session_information(drive, disc, request.cdb);
  const scsi::Sense not_on_this_disc = scsi::invalid_cdb_field(2, 3);
  if (drive.family() != drive::Family::cd) return std::unexpected(not_on_this_disc);
  const media::MediaIdentity& identity = drive.loaded_medium().identity();
  switch (format) {
    case Format::full_toc:
      return full_toc(disc, identity, static_cast<std::uint8_t>(cdb::track_session::get(request.cdb)));
    case Format::pma:
      return pma(disc, identity);
    case Format::atip:
      return atip(identity);
    case Format::cd_text:
      return cd_text();
    default:
      return std::unexpected(not_on_this_disc);
  }
}

}  // namespace emulator::mmc

#include <fmt/core.h>

#include <iterator>

#include "driver/drive/facts.h"

namespace driver::drive {
namespace {

std::string gibibytes(base::BlockCount blocks) {
  // In hundredths, without floating point.
  const std::int64_t hundredths = blocks.value * base::block_bytes * 100 / (1LL << 30);
  return fmt::format("{}.{:02} GiB", hundredths / 100, hundredths % 100);
}

std::string profile_text(std::uint16_t profile) {
  const std::string_view name = medium_name(profile);
  return name.empty() ? fmt::format("profile {:04X}h", profile) : std::string{name};
}

void append_sessions(std::string& text, const Facts& facts) {
  for (const SessionFacts& session : facts.sessions) {
    for (const mmc::TrackInformation& track : session.tracks) {
      text += fmt::format("  session {:2}  track {:3}  {}  at {:9}  {:9} blocks{}\n", session.number, track.track,
                          track.is_data() ? "data " : "audio", track.start.value, track.size.value,
                          session.is_closed ? "" : "  (session open)");
    }
  }
}

}  // namespace

std::string describe_drive(const Facts& facts) {
  std::string text;
  text += fmt::format("drive:     {} {} {}\n", facts.identity.vendor, facts.identity.product, facts.identity.revision);
  if (facts.buffer_bytes > 0) text += fmt::format("buffer:    {} KiB\n", facts.buffer_bytes / 1024);
  std::string media;
  for (const mmc::ProfileEntry& entry : facts.configuration.profiles()) {
    if (!media.empty()) media += ", ";
    media += profile_text(entry.profile);
  }
  if (!media.empty()) text += fmt::format("takes:     {}\n", media);
  return text;
}

std::string describe_medium(const Facts& facts) {
  if (facts.presence == MediumPresence::absent_tray_open) return "medium:    none, the tray is open\n";
  if (!facts.has_medium()) return "medium:    none\n";
  std::string text;
  text += fmt::format("medium:    {}{}\n", profile_text(facts.profile()),
                      facts.media_id.empty() ? "" : fmt::format(" ({})", facts.media_id));
  if (facts.disc) {
    text += fmt::format("status:    {}, last session {}\n", name_of(facts.disc->status),
                        name_of(facts.disc->last_session_state));
  }
  if (facts.open_track && facts.open_track->next_writable) {
    text += fmt::format("writable:  from {}, {} blocks free ({})\n", facts.open_track->next_writable->value,
                        facts.open_track->free_blocks.value, gibibytes(facts.open_track->free_blocks));
  }
  append_sessions(text, facts);
  std::string speeds;
  for (const mmc::WriteSpeed& speed : facts.write_speeds) {
    if (!speeds.empty()) speeds += ", ";
    speeds += fmt::format("{}", speed.write_kbytes_per_second);
  }
  if (!speeds.empty()) text += fmt::format("speeds:    {} kB/s\n", speeds);
  return text;
}

}  // namespace driver::drive

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
  auto out = std::back_inserter(text);
  for (const SessionFacts& session : facts.sessions) {
    for (const mmc::TrackInformation& track : session.tracks) {
      fmt::format_to(out, "  session {:2}  track {:3}  {}  at {:9}  {:9} blocks{}\n", session.number, track.track,
                     track.is_data() ? "data " : "audio", track.start.value, track.size.value,
                     session.is_closed ? "" : "  (session open)");
    }
  }
}

}  // namespace

std::string describe_drive(const Facts& facts) {
  std::string text;
  auto out = std::back_inserter(text);
  fmt::format_to(out, "drive:     {} {} {}\n", facts.identity.vendor, facts.identity.product, facts.identity.revision);
  if (facts.buffer_bytes > 0) fmt::format_to(out, "buffer:    {} KiB\n", facts.buffer_bytes / 1024);
  std::string media;
  for (const mmc::ProfileEntry& entry : facts.configuration.profiles()) {
    if (!media.empty()) media += ", ";
    media += profile_text(entry.profile);
  }
  if (!media.empty()) fmt::format_to(out, "takes:     {}\n", media);
  return text;
}

std::string describe_medium(const Facts& facts) {
  if (facts.presence == MediumPresence::absent_tray_open) return "medium:    none, the tray is open\n";
  if (!facts.has_medium()) return "medium:    none\n";
  std::string text;
  auto out = std::back_inserter(text);
  fmt::format_to(out, "medium:    {}{}\n", profile_text(facts.profile()),
                 facts.media_id.empty() ? "" : fmt::format(" ({})", facts.media_id));
  if (facts.disc) {
    fmt::format_to(out, "status:    {}, last session {}\n", name_of(facts.disc->status),
                   name_of(facts.disc->last_session_state));
  }
  if (facts.open_track && facts.open_track->next_writable) {
    fmt::format_to(out, "writable:  from {}, {} blocks free ({})\n", facts.open_track->next_writable->value,
                   facts.open_track->free_blocks.value, gibibytes(facts.open_track->free_blocks));
  }
  append_sessions(text, facts);
  std::string speeds;
  for (const mmc::WriteSpeed& speed : facts.write_speeds) {
    if (!speeds.empty()) speeds += ", ";
    speeds += fmt::format("{}", speed.write_kbytes_per_second);
  }
  if (!speeds.empty()) fmt::format_to(out, "speeds:    {} kB/s\n", speeds);
  return text;
}

}  // namespace driver::drive

#include "emulator/server/disc_report.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "emulator/server/json_line.h"

namespace emulator::server {
namespace {

using Json = nlohmann::ordered_json;

std::string_view name_of(media::DiscStatus status) {
  constexpr std::array<std::string_view, 4> names{"blank", "appendable", "complete", "other"};
  return names.at(static_cast<std::size_t>(status));
}

std::string_view name_of(media::SessionState state) {
  constexpr std::array<std::string_view, 4> names{"empty", "incomplete", "damaged", "complete"};
  return names.at(static_cast<std::size_t>(state));
}

std::string_view name_of(media::BackgroundFormat status) {
  constexpr std::array<std::string_view, 4> names{"none", "suspended", "running", "complete"};
  return names.at(static_cast<std::size_t>(status));
}

std::string_view state_of(const media::Track& track) {
  if (track.is_invisible) return "invisible";
  if (track.is_closed) return "closed";
  if (track.is_blank) return track.is_reserved ? "reserved" : "blank";
  return "open";
}

std::string profile_of(const media::Medium& disc) {
  return fmt::format("{:04X}", static_cast<unsigned>(disc.profile_number()));
}

template <typename Optional, typename Project>
Json or_null(const Optional& value, Project project) {
  return value ? Json(project(*value)) : Json(nullptr);
}

constexpr auto address = [](base::Lba lba) { return lba.value; };

Json track_event(const media::Track& track) {
  return {{"event", "track"},
          {"track", track.number},
          {"session", track.session},
          {"state", state_of(track)},
          {"start", track.start.value},
          {"size", track.size.value},
          {"free", track.free_blocks.value},
          {"next_writable", or_null(track.next_writable, address)},
          {"last_recorded", or_null(track.last_recorded, address)},
          {"track_mode", track.track_mode},
          {"data_mode", track.data_mode}};
}

std::string shown(const std::optional<base::Lba>& lba) { return lba ? fmt::format("{}", lba->value) : "-"; }

}  // namespace

std::string disc_text(const std::filesystem::path& file, const media::Medium& disc) {
  const media::DiscLayout layout = disc.layout({});
  const media::MediaIdentity& identity = disc.identity();
  std::string text = fmt::format("{}: {}, {}\n", file.string(), identity.name, name_of(layout.status));
  text += fmt::format("  profile {}h, {} blocks", profile_of(disc), identity.capacity.value);
  if (!identity.manufacturer_id.empty())
    text += fmt::format(", {}/{}", identity.manufacturer_id, identity.media_type_id);
  text += fmt::format("\n  last readable block {}\n", disc.last_readable().value);
  if (const auto format = disc.background_format()) {
    text += fmt::format("  background format {}, {} of {} blocks\n", name_of(format->status), format->done.value,
                        format->all.value);
  }
  for (const media::Session& session : layout.sessions) {
    text += fmt::format("  session {:<3} {:<10} tracks {}-{}, lead-out {}\n", session.number, name_of(session.state),
                        session.first_track, session.last_track, shown(session.lead_out));
  }
  for (const media::Track& track : layout.tracks) {
    text +=
        fmt::format("  track {:<5} {:<10} session {}, start {}, size {}, free {}, next writable {}, last recorded {}\n",
                    track.number, state_of(track), track.session, track.start.value, track.size.value,
                    track.free_blocks.value, shown(track.next_writable), shown(track.last_recorded));
  }
  return text;
}

std::string disc_events(const std::filesystem::path& file, const media::Medium& disc) {
  const media::DiscLayout layout = disc.layout({});
  const media::MediaIdentity& identity = disc.identity();
  const Json whole{{"event", "disc"},
                   {"file", file.string()},
                   {"medium", identity.name},
                   {"profile", profile_of(disc)},
                   {"status", name_of(layout.status)},
                   {"manufacturer_id", identity.manufacturer_id},
                   {"media_type_id", identity.media_type_id},
                   {"capacity", identity.capacity.value},
                   {"last_readable", disc.last_readable().value},
                   {"background_format", name_of(layout.background_format)}};
  std::string lines = json_line(whole);
  for (const media::Session& session : layout.sessions) {
    const Json event{{"event", "session"},
                     {"session", session.number},
                     {"state", name_of(session.state)},
                     {"first_track", session.first_track},
                     {"last_track", session.last_track},
                     {"start", session.start.value},
                     {"lead_out", or_null(session.lead_out, address)}};
    lines += json_line(event);
  }
  for (const media::Track& track : layout.tracks) lines += json_line(track_event(track));
  return lines;
}

}  // namespace emulator::server

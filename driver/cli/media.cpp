#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "driver/cli/commands.h"
#include "driver/cli/drive_session.h"

namespace driver::cli {
namespace {

using Json = nlohmann::ordered_json;

Json drive_fields(const drive::Facts& facts) {
  Json profiles = Json::array();
  for (const mmc::ProfileEntry& entry : facts.configuration.profiles()) {
    profiles.push_back({{"profile", fmt::format("{:04X}", entry.profile)},
                        {"medium", drive::medium_name(entry.profile)},
                        {"current", entry.is_current}});
  }
  Json features = Json::array();
  for (const mmc::Feature& feature : facts.configuration.features) {
    features.push_back({{"feature", fmt::format("{:04X}", feature.code)},
                        {"version", feature.version},
                        {"persistent", feature.is_persistent},
                        {"current", feature.is_current}});
  }
  return {{"vendor", facts.identity.vendor},
          {"product", facts.identity.product},
          {"revision", facts.identity.revision},
          {"buffer_bytes", facts.buffer_bytes},
          {"profiles", profiles},
          {"features", features}};
}

Json medium_fields(const drive::Facts& facts) {
  Json fields{{"present", facts.has_medium()}, {"profile", fmt::format("{:04X}", facts.profile())}};
  if (!facts.has_medium()) {
    fields["tray_open"] = facts.presence == drive::MediumPresence::absent_tray_open;
    return fields;
  }
  fields["medium"] = drive::medium_name(facts.profile());
  if (!facts.media_id.empty()) fields["media_id"] = facts.media_id;
  if (facts.disc) {
    fields["status"] = name_of(facts.disc->status);
    fields["last_session"] = name_of(facts.disc->last_session_state);
    fields["closed_sessions"] = facts.disc->closed_sessions();
    fields["erasable"] = facts.disc->is_erasable;
  }
  if (facts.last_block) fields["last_block"] = facts.last_block->value;
  Json speeds = Json::array();
  for (const mmc::WriteSpeed& speed : facts.write_speeds) speeds.push_back(speed.write_kbytes_per_second);
  fields["write_kbytes_per_second"] = speeds;
  return fields;
}

Json track_fields(const mmc::TrackInformation& track) {
  Json fields{{"track", track.track},    {"session", track.session},   {"data", track.is_data()},
              {"blank", track.is_blank}, {"start", track.start.value}, {"size", track.size.value}};
  if (track.next_writable) {
    fields["next_writable"] = track.next_writable->value;
    fields["free"] = track.free_blocks.value;
  }
  if (track.is_damaged) fields["damaged"] = true;
  return fields;
}

void print_medium(const Output& output, const drive::Facts& facts) {
  output.text(describe_medium(facts));
  output.event("medium", medium_fields(facts));
  bool has_open_track = false;
  for (const drive::SessionFacts& session : facts.sessions) {
    for (const mmc::TrackInformation& track : session.tracks) {
      output.event("track", track_fields(track));
      has_open_track = has_open_track || (facts.open_track && track.track == facts.open_track->track);
    }
  }
  // The invisible track comes last: its next writable address is where the next session goes.
  if (facts.open_track && !has_open_track) output.event("track", track_fields(*facts.open_track));
}

enum class About { drive_and_medium, medium };

Result show(const DriveOptions& options, About about) {
  auto session = DriveSession::open(options, about == About::medium ? "bbburn media" : "bbburn info");
  if (!session) return std::unexpected(session.error());
  const auto facts = (*session)->discover();
  if (!facts) return (*session)->close(std::unexpected(facts.error()));
  const Output output{options.form};
  if (about == About::drive_and_medium) {
    output.text(describe_drive(*facts));
    output.event("drive", drive_fields(*facts));
  }
  print_medium(output, *facts);
  return (*session)->close({});
}

}  // namespace

Result info(const DriveOptions& options) { return show(options, About::drive_and_medium); }

Result media(const DriveOptions& options) { return show(options, About::medium); }

}  // namespace driver::cli

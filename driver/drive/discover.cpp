#include <fmt/core.h>

#include <algorithm>

#include "driver/drive/facts.h"
#include "driver/mmc/commands/capabilities.h"
#include "driver/mmc/commands/read_capacity.h"
#include "driver/mmc/commands/read_disc_structure.h"
#include "driver/mmc/commands/read_toc.h"
#include "driver/mmc/commands/transfer.h"
#include "driver/mmc/commands/unit_control.h"

namespace driver::drive {
namespace {

using mmc::Device;
using mmc::DriveError;
using mmc::SenseKey;
using mmc::TrackInformation;

// Asks one question after the other. A refusal leaves a fact out; the first lost or lying answer ends the questions.
class Discovery {
 public:
  explicit Discovery(Device& device) : device_(device) {}
  std::expected<Facts, DriveError> run();

 private:
  template <typename Value>
  std::optional<Value> answer(std::expected<Value, DriveError> reply);
  bool make_ready();
  bool note_absence(const DriveError& error);
  void ask_drive();
  void ask_medium();
  void ask_tracks();
  void ask_tracks_of_toc();
  void ask_for_data();
  [[nodiscard]] base::Lba user_data_after(const TrackInformation& track) const;
  void keep(TrackInformation track);
  void ask_media_id();

  Device& device_;
  Facts facts_;
  std::optional<DriveError> failure_;
};

template <typename Value>
std::optional<Value> Discovery::answer(std::expected<Value, DriveError> reply) {
  if (reply) return *std::move(reply);
  if (reply.error().kind == DriveError::Kind::transport && !failure_) failure_ = reply.error();
  return std::nullopt;
}

// True with a medium that can be used. A stopped unit is started once (SPC-4, ASC 04h, ASCQ 02h).
bool Discovery::make_ready() {
  for (int tries = 0; tries < 2; ++tries) {
    const auto ready = device_.wait_until_ready();
    if (ready) {
      facts_.presence = MediumPresence::present;
      return true;
    }
    const DriveError& error = ready.error();
    if (note_absence(error)) return false;
    const bool is_stopped = error.is(SenseKey::not_ready, 0x04) && error.sense->qualifier == 0x02;
    if (!is_stopped || tries > 0) {
      failure_ = error;
      return false;
    }
    if (const auto started = start_stop_unit(device_, mmc::Motion::start); !started) {
      failure_ = started.error();
      return false;
    }
  }
  return false;
}

// 3Ah: no medium. Its qualifier may tell how the tray stands; where it does not, the media event class may.
bool Discovery::note_absence(const DriveError& error) {
  if (!error.is(SenseKey::not_ready, 0x3A)) return false;
  constexpr std::uint8_t tray_open = 0x02;
  constexpr std::uint8_t tray_unknown = 0x00;
  bool is_open = error.sense->qualifier == tray_open;
  if (error.sense->qualifier == tray_unknown) {
    const auto status = answer(get_media_status(device_));
    is_open = status && *status && (*status)->is_tray_open;
  }
  facts_.presence = is_open ? MediumPresence::absent_tray_open : MediumPresence::absent;
  return true;
}

std::expected<Facts, DriveError> Discovery::run() {
  auto identity = mmc::inquiry(device_);
  if (!identity) return std::unexpected(identity.error());
  facts_.identity = *std::move(identity);
  facts_.quirks = quirks_of(facts_.identity);
  const bool is_ready = make_ready();
  if (failure_) return std::unexpected(*failure_);
  auto configuration = mmc::get_configuration(device_);
  if (!configuration) return std::unexpected(configuration.error());
  facts_.configuration = *std::move(configuration);
  ask_drive();
  if (is_ready && !failure_) ask_medium();
  if (failure_) return std::unexpected(*failure_);
  return facts_;
}

void Discovery::ask_drive() {
  if (!facts_.quirks.hangs_on_read_buffer_capacity) {
    if (const auto buffer = answer(read_buffer_capacity(device_))) facts_.buffer_bytes = buffer->bytes;
  }
  // Read-only drives have no write buffer to speak of, but a cache in page 2Ah.
  if (facts_.buffer_bytes == 0 && !failure_) {
    if (const auto page = answer(read_capabilities(device_))) facts_.buffer_bytes = page->buffer_kibibytes * 1024;
  }
}

void Discovery::ask_medium() {
  facts_.disc = answer(read_disc_information(device_));
  ask_tracks();
  if (const auto capacity = answer(read_capacity(device_))) facts_.last_block = capacity->last_block;
  facts_.format_capacities = answer(read_format_capacities(device_));
  if (is_overwritable(facts_.profile())) ask_for_data();
  if (real_time_streaming(facts_.configuration).write_speed_list) {
    if (auto speeds = answer(get_write_speeds(device_))) facts_.write_speeds = *std::move(speeds);
  }
  ask_media_id();
}

void Discovery::ask_tracks() {
  if (!facts_.disc) return ask_tracks_of_toc();
  // More tracks than any medium of today's holds; a drive that claims more is lying.
  constexpr int most_tracks = 8192;
  const int last = std::min<int>(facts_.disc->last_track_in_last_session, most_tracks);
  for (int number = std::max<int>(1, facts_.disc->first_track); number <= last && !failure_; ++number) {
    auto track = answer(read_track_information(device_, static_cast<std::uint32_t>(number)));
    if (!track) break;
    keep(*std::move(track));
  }
  if (facts_.sessions.empty() && !facts_.open_track && !failure_) ask_tracks_of_toc();
  // On CD the disc information may name the last written track, and the invisible one has a number of its own.
  const bool may_be_written =
      facts_.disc->status == mmc::DiscStatus::blank || facts_.disc->status == mmc::DiscStatus::appendable;
  if (may_be_written && !facts_.open_track && !failure_) {
    if (auto track = answer(read_track_information(device_, mmc::invisible_track)); track && track->next_writable) {
      keep(*std::move(track));
    }
  }
}

// The next block of user data. With session at once selected some CD drives name the first block of the pre-gap
// instead, which lies before the track's start (READ TRACK INFORMATION command). Several give -150 for a blank CD, and
// one for any blank medium, whatever is selected (LITE-ON LTR-48125S and PIONEER BDR-205, comments of libburn): a blank
// disc is written from 0.
base::Lba Discovery::user_data_after(const TrackInformation& track) const {
  if (facts_.is_blank()) return base::Lba{0};
  return std::max(*track.next_writable, track.start);
}

void Discovery::keep(TrackInformation track) {
  if (track.next_writable) {
    track.next_writable = user_data_after(track);
    facts_.open_track = track;
  }
  const bool holds_nothing = track.next_writable && *track.next_writable <= track.start;
  if (track.is_blank || track.size.value <= 0 || holds_nothing) return;
  if (facts_.sessions.empty() || facts_.sessions.back().number != track.session) {
    const bool is_closed = !facts_.disc || track.session <= facts_.disc->closed_sessions();
    facts_.sessions.push_back({.number = track.session, .is_closed = is_closed});
  }
  facts_.sessions.back().tracks.push_back(track);
}

// For drives without READ DISC INFORMATION or READ TRACK INFORMATION: starts from the TOC, ends from the next start.
// Only the first track of the last session is known to be so; what lies before it counts as session 1.
void Discovery::ask_tracks_of_toc() {
  const auto toc = answer(read_toc(device_));
  if (!toc || failure_) return;
  const auto sessions = answer(read_session_information(device_));
  for (std::size_t i = 0; i + 1 < toc->entries.size(); ++i) {
    const mmc::TocEntry& entry = toc->entries[i];
    const bool is_in_last = sessions && entry.track >= sessions->first_track;
    keep({.track = entry.track,
          .session = static_cast<std::uint16_t>(is_in_last ? sessions->last_session : 1),
          .track_mode = entry.control,
          .start = entry.start,
          .size = toc->entries[i + 1].start - entry.start});
  }
}

// A disc whose blocks cannot be read is taken for one that holds something: it may be damaged.
void Discovery::ask_for_data() {
  constexpr base::BlockCount one{1};
  const auto& capacities = facts_.format_capacities;
  // A DVD-RW in its intermediate state has no capacity yet, and nothing to lose in blocks that cannot be read.
  const bool is_intermediate = capacities && capacities->kind == mmc::CapacityKind::unknown;
  if (!capacities || (capacities->kind != mmc::CapacityKind::formatted && !is_intermediate)) return;
  for (const base::Lba block : {base::Lba{0}, base::Lba{16}}) {
    const auto bytes = answer(mmc::read_10(device_, {block, one}));
    if (!bytes && is_intermediate) continue;
    const bool is_empty = bytes && std::ranges::all_of(*bytes, [](std::uint8_t byte) { return byte == 0; });
    facts_.holds_data = facts_.holds_data || !is_empty;
  }
}

void Discovery::ask_media_id() {
  switch (facts_.family()) {
    case Family::cd:
      if (const auto atip = answer(mmc::read_atip(device_))) {
        const mmc::Msf& start = atip->lead_in_start;
        facts_.media_id = fmt::format("{:02}:{:02}:{:02}", start.minute, start.second, start.frame);
      }
      break;
    case Family::dvd:
      if (const auto format = answer(mmc::read_dvd_physical_format(device_)); format && !format->manufacturer.empty()) {
        facts_.media_id = fmt::format("{}/{}", format->manufacturer, format->media_type);
      }
      break;
    case Family::blu_ray:
      if (const auto disc = answer(mmc::read_blu_ray_disc_information(device_)); disc && !disc->manufacturer.empty()) {
        facts_.media_id = fmt::format("{}/{}", disc->manufacturer, disc->media_type);
      }
      break;
    case Family::none:
      break;
  }
}

}  // namespace

std::expected<Facts, DriveError> discover(Device& device) { return Discovery{device}.run(); }

}  // namespace driver::drive

#include "driver/cli/extent.h"

#include <fmt/core.h>

namespace driver::cli {
namespace {

std::unexpected<Failure> unsuitable(std::string text) {
  return std::unexpected(Failure{ExitCode::medium_unsuitable, std::move(text)});
}

std::expected<void, Failure> check_written(const drive::Facts& facts) {
  if (!facts.has_medium()) return unsuitable("no medium; insert a disc");
  if (facts.sessions.empty()) return unsuitable("the disc holds no session; insert a written disc");
  return {};
}

std::expected<Extent, Failure> extent_on(const drive::Facts& facts, const mmc::TrackInformation& track) {
  if (!track.is_data()) {
    return unsuitable(
        fmt::format("track {} is audio, which this program does not read; choose a data track", track.track));
  }
  // An open track ends where the next block will go.
  base::Lba end = track.next_writable.value_or(track.range().end());
  // The first session of a DVD-R is padded with blocks that hold nothing (MMC-6, DVD-R Recording Model).
  const bool may_be_padded = facts.family() == drive::Family::dvd && !track.next_writable && track.last_recorded &&
                             *track.last_recorded >= track.start;
  if (may_be_padded) end = *track.last_recorded + base::BlockCount{1};
  const bool may_have_run_out = facts.family() == drive::Family::cd && !track.is_packet;
  return Extent{.range = {track.start, std::min(end, track.range().end()) - track.start},
                .run_out = may_have_run_out ? burn::RunOut::possible : burn::RunOut::none};
}

}  // namespace

std::expected<Extent, Failure> session_extent(const drive::Facts& facts, std::optional<std::uint16_t> session) {
  if (const auto written = check_written(facts); !written) return std::unexpected(written.error());
  const drive::SessionFacts* found = session ? facts.session(*session) : &facts.sessions.back();
  if (found == nullptr) {
    return unsuitable(fmt::format("the disc has no session {}; choose one of {} to {}", *session,
                                  facts.sessions.front().number, facts.sessions.back().number));
  }
  auto extent = extent_on(facts, found->tracks.front());
  for (const mmc::TrackInformation& track : found->tracks) {
    const auto next = extent_on(facts, track);
    if (!extent || !next) return extent ? next : extent;
    if (&track == &found->tracks.front()) continue;
    // Between two tracks of a CD lies a pre-gap that cannot be read as user data.
    if (next->range.first != extent->range.end()) {
      return unsuitable(fmt::format("session {} has {} tracks with gaps between them; choose one with --track",
                                    found->number, found->tracks.size()));
    }
    extent->range.count += next->range.count;
    extent->run_out = next->run_out;
  }
  return extent;
}

std::expected<Extent, Failure> track_extent(const drive::Facts& facts, std::uint16_t track) {
  if (const auto written = check_written(facts); !written) return std::unexpected(written.error());
  const mmc::TrackInformation* found = facts.track(track);
  if (found != nullptr) return extent_on(facts, *found);
  return unsuitable(fmt::format("the disc has no track {}; choose one of {} to {}", track,
                                facts.sessions.front().tracks.front().track,
                                facts.sessions.back().tracks.back().track));
}

std::expected<Extent, Failure> extent_of(const drive::Facts& facts, const SessionOrTrack& which) {
  return which.track ? track_extent(facts, *which.track) : session_extent(facts, which.session);
}

}  // namespace driver::cli

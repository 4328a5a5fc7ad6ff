// The invariants that DVD-R and DVD-RW add. README.md, Invariants.
#include <gtest/gtest.h>

#include <functional>

#include "emulator/media/dvd_minus_rw.h"
#include "emulator/media/dvd_minus_sequential.h"
#include "emulator/media/invariants.h"

namespace emulator::media {
namespace {

constexpr base::BlockCount capacity{2'297'888};

LoadedDisc disc_of(ProfileNumber profile) {
  LoadedDisc disc;
  disc.geometry = plan_geometry(profile, {base::Lba{}, capacity});
  disc.contents.profile = profile;
  disc.contents.identity = {.name = "a disc", .capacity = capacity};
  return disc;
}

// A DVD-R that is being written at once.
LoadedDisc dvd_r_at_once() {
  LoadedDisc disc = disc_of(ProfileNumber::dvd_minus_r_sequential);
  DiscState& state = disc.contents.state;
  state.sessions.push_back({.number = 1, .is_at_once = true});
  state.tracks.push_back(
      {.number = 1, .session = 1, .written_end = base::Lba{32}, .end = base::Lba{64}, .is_reserved = true});
  state.user_data().add({base::Lba{}, base::BlockCount{32}});
  return disc;
}

// A DVD-RW with a format of 640 blocks, of which 64 are written.
LoadedDisc dvd_rw_intermediate() {
  LoadedDisc disc = disc_of(ProfileNumber::dvd_minus_rw_sequential);
  DiscState& state = disc.contents.state;
  state.formatting = Formatting{.capacity = base::BlockCount{640}};
  state.formatted_until = base::Lba{64};
  state.user_data().add({base::Lba{}, base::BlockCount{64}});
  return disc;
}

std::string violated(const LoadedDisc& disc) {
  const auto violation = check_contents(disc, dvd_minus_rw_rules(disc.contents.identity));
  return violation ? violation->invariant : "none";
}

struct Spoiled {
  const char* invariant;
  const char* how;
  std::function<void(DiscState&)> spoil;
};

void expect_found(LoadedDisc (*sound)(), const std::vector<Spoiled>& cases) {
  EXPECT_EQ(violated(sound()), "none");
  for (const Spoiled& each : cases) {
    LoadedDisc disc = sound();
    each.spoil(disc.contents.state);
    EXPECT_EQ(violated(disc), each.invariant) << each.how;
  }
}

TEST(DvdMinusInvariants, disc_at_once_is_the_whole_disc) {
  const auto close = [](DiscState& state) {
    state.tracks[0].end = base::Lba{32};
    state.tracks[0].is_closed = state.sessions[0].is_closed = true;
    state.sessions[0].lead_out = base::Lba{32};
  };
  expect_found(
      dvd_r_at_once,
      {{"sessions", "closed and not finalized", close},
       {"sessions", "a second track",
        [](DiscState& state) {
          state.tracks.push_back(
              {.number = 2, .session = 1, .start = base::Lba{64}, .written_end = base::Lba{64}, .end = base::Lba{80}});
        }},
       {"cue sheet", "a cue sheet", [](DiscState& state) { state.cue_sheet.resize(4); }},
       {"formatting", "blanked minimally", [](DiscState& state) { state.is_at_once_only = true; }}});
  LoadedDisc disc = dvd_r_at_once();
  close(disc.contents.state);
  disc.contents.state.is_finalized = true;
  EXPECT_EQ(violated(disc), "none");
  disc = dvd_r_at_once();
  disc.contents.profile = ProfileNumber::dvd_plus_r;
  EXPECT_EQ(violated(disc), "sessions") << "no other family is written so";
}

TEST(DvdMinusInvariants, formatted_dvd_rw_holds_what_it_was_formatted_for) {
  expect_found(
      dvd_rw_intermediate,
      {{"tracks", "a track", [](DiscState& state) { state.tracks.push_back({.number = 1}); }},
       {"sessions", "final and open", [](DiscState& state) { state.is_finalized = true; }},
       {"formatting", "a format larger than the disc",
        [](DiscState& state) { state.formatting->capacity = capacity + base::BlockCount{16}; }},
       {"formatting", "half an ECC block of format",
        [](DiscState& state) { state.formatting->capacity = base::BlockCount{648}; }},
       {"formatting", "formatted further than the format",
        [](DiscState& state) { state.formatted_until = base::Lba{656}; }},
       {"formatting", "at once", [](DiscState& state) { state.is_at_once_only = true; }},
       {"alignment", "half an ECC block formatted", [](DiscState& state) { state.formatted_until = base::Lba{72}; }},
       {"extents", "written behind what is formatted",
        [](DiscState& state) { state.user_data().add({base::Lba{64}, base::BlockCount{16}}); }},
       {"alignment", "half an ECC block written",
        [](DiscState& state) { state.user_data().remove({base::Lba{8}, base::BlockCount{8}}); }}});
  LoadedDisc disc = dvd_rw_intermediate();
  disc.contents.state.formatting->capacity = base::BlockCount{64};
  disc.contents.state.is_finalized = true;
  EXPECT_EQ(violated(disc), "none");
}

}  // namespace
}  // namespace emulator::media

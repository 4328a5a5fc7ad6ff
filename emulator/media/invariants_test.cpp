#include "emulator/media/invariants.h"

#include <gtest/gtest.h>

#include <functional>

#include "emulator/media/families.h"

namespace emulator::media {
namespace {

// A DVD+R with two closed sessions and an open one.
LoadedDisc dvd_plus_r() {
  LoadedDisc disc;
  disc.geometry = plan_geometry(ProfileNumber::dvd_plus_r, {base::Lba{}, base::BlockCount{2'295'104}});
  disc.contents.profile = ProfileNumber::dvd_plus_r;
  disc.contents.identity = {.name = "dvd+r", .capacity = base::BlockCount{2'295'104}};
  DiscState& state = disc.contents.state;
  const auto add = [&](std::uint16_t number, std::int64_t start, std::int64_t written, bool is_closed) {
    state.sessions.push_back({.number = number,
                              .is_closed = is_closed,
                              .start = base::Lba{start},
                              .lead_out = base::Lba{is_closed ? start + written : 0}});
    state.tracks.push_back({.number = number,
                            .session = number,
                            .start = base::Lba{start},
                            .written_end = base::Lba{start + written},
                            .end = base::Lba{is_closed ? start + written : 2'295'104},
                            .is_closed = is_closed});
    state.user_data().add({base::Lba{start}, base::BlockCount{written}});
  };
  add(1, 0, 192, true);
  add(2, 2240, 32, true);
  add(3, 4320, 7, false);
  return disc;
}

// A DVD+R DL of one closed session that goes over the layer boundary.
LoadedDisc dvd_plus_r_dual_layer() {
  constexpr base::BlockCount capacity{4'173'824};
  LoadedDisc disc;
  disc.geometry = plan_geometry(ProfileNumber::dvd_plus_r_dual_layer, {base::Lba{}, capacity});
  disc.contents.profile = ProfileNumber::dvd_plus_r_dual_layer;
  disc.contents.identity = {.name = "dvd+r-dl", .capacity = capacity};
  DiscState& state = disc.contents.state;
  state.sessions.push_back({.number = 1, .is_closed = true, .lead_out = base::Lba{192}});
  state.tracks.push_back(
      {.number = 1, .session = 1, .written_end = base::Lba{192}, .end = base::Lba{192}, .is_closed = true});
  state.user_data().add({base::Lba{}, base::BlockCount{192}});
  state.layers = Layers{.layer_0 = base::BlockCount{112}};
  return disc;
}

// A CD-R whose session at once is in its pre-gap.
LoadedDisc cd_r() {
  LoadedDisc disc;
  disc.geometry = plan_geometry(ProfileNumber::cd_r, {base::Lba{-12'500}, base::BlockCount{379'099}});
  disc.contents.profile = ProfileNumber::cd_r;
  disc.contents.identity = {.name = "cd-r", .capacity = base::BlockCount{359'849}, .atip = base::ByteBuffer(24)};
  DiscState& state = disc.contents.state;
  state.sessions.push_back({.number = 1, .is_at_once = true});
  state.tracks.push_back({.number = 1, .session = 1, .written_end = base::Lba{-50}, .end = base::Lba{1000}});
  state.user_data().add({base::Lba{-150}, base::BlockCount{100}});
  state.cue_sheet.resize(4);
  return disc;
}

// A BD-R with one of two clusters overwritten.
LoadedDisc bd_r() {
  constexpr base::BlockCount capacity{12'219'392};
  LoadedDisc disc;
  disc.geometry = plan_geometry(ProfileNumber::bd_r_sequential, {base::Lba{}, capacity});
  disc.contents.profile = ProfileNumber::bd_r_sequential;
  disc.contents.identity = {.name = "bd-r", .capacity = capacity};
  DiscState& state = disc.contents.state;
  state.sessions.push_back({.number = 1});
  state.tracks.push_back(
      {.number = 1, .session = 1, .written_end = base::Lba{64}, .end = base::Lba{64}, .is_closed = true});
  state.user_data().add({base::Lba{}, base::BlockCount{64}});
  state.formatting = Formatting{.capacity = base::BlockCount{11'826'176}, .takes_overwrites = true};
  state.replacements = {{base::Lba{32}, base::Lba{11'826'176}}};
  return disc;
}

// A formatted BD-RE with two written clusters.
LoadedDisc bd_re() {
  constexpr base::BlockCount capacity{12'219'392};
  LoadedDisc disc;
  disc.geometry = plan_geometry(ProfileNumber::bd_re, {base::Lba{}, capacity});
  disc.contents.profile = ProfileNumber::bd_re;
  disc.contents.identity = {.name = "bd-re", .capacity = capacity};
  disc.contents.state.formatting = Formatting{.capacity = base::BlockCount{11'826'176}};
  disc.contents.state.user_data().add({base::Lba{320}, base::BlockCount{64}});
  return disc;
}

std::string violated(const LoadedDisc& disc) {
  const Family& family = *find_family(disc.contents.profile);
  const auto violation = check_contents(disc, family.rules(disc.contents.identity));
  return violation ? violation->invariant : "none";
}

TEST(Invariants, sound_discs_keep_them) {
  EXPECT_EQ(violated(dvd_plus_r()), "none");
  EXPECT_EQ(violated(cd_r()), "none");
  EXPECT_EQ(violated(bd_re()), "none");
}

struct Spoiled {
  const char* invariant;
  const char* how;
  std::function<void(LoadedDisc&)> spoil;
};

TEST(Invariants, each_spoiled_value_is_found) {
  const base::BlockCount one{1};
  const std::vector<Spoiled> cases{
      {"identity", "no name", [](LoadedDisc& disc) { disc.contents.identity.name.clear(); }},
      {"identity", "no capacity", [](LoadedDisc& disc) { disc.contents.identity.capacity = {}; }},
      {"identity", "capacity beyond the addresses", [&](LoadedDisc& disc) { disc.contents.identity.capacity += one; }},
      {"identity", "a last ECC block that is not whole",
       [&](LoadedDisc& disc) { disc.contents.identity.capacity -= base::BlockCount{8}; }},
      {"identity", "a write speed below that of any disc",
       [](LoadedDisc& disc) { disc.contents.identity.write_speeds_kbytes_per_second = {22'160, 99}; }},
      {"identity", "more write speeds than MODE SENSE (6) has room for",
       [](LoadedDisc& disc) { disc.contents.identity.write_speeds_kbytes_per_second.assign(17, 22'160); }},
      {"identity", "an ATIP that READ TOC has no room for",
       [](LoadedDisc& disc) { disc.contents.identity.atip.resize(0x1'0000); }},
      {"sessions", "more than a disc can have", [](LoadedDisc& disc) { disc.contents.state.sessions.resize(154); }},
      {"sessions", "number skipped", [](LoadedDisc& disc) { disc.contents.state.sessions[1].number = 3; }},
      {"sessions", "an open one in the middle",
       [](LoadedDisc& disc) { disc.contents.state.sessions[1].is_closed = false; }},
      {"sessions", "open on a finalized disc", [](LoadedDisc& disc) { disc.contents.state.is_finalized = true; }},
      {"sessions", "one without a track", [](LoadedDisc& disc) { disc.contents.state.tracks.pop_back(); }},
      {"sessions", "start elsewhere", [&](LoadedDisc& disc) { disc.contents.state.sessions[1].start += one; }},
      {"sessions", "lead-out elsewhere", [&](LoadedDisc& disc) { disc.contents.state.sessions[1].lead_out += one; }},
      {"tracks", "more than a disc can have", [](LoadedDisc& disc) { disc.contents.state.tracks.resize(170); }},
      {"tracks", "a track mode that no reply has room for",
       [](LoadedDisc& disc) { disc.contents.state.tracks[0].track_mode = 16; }},
      {"tracks", "a data mode that no reply has room for",
       [](LoadedDisc& disc) { disc.contents.state.tracks[0].data_mode = 16; }},
      {"tracks", "number skipped", [](LoadedDisc& disc) { disc.contents.state.tracks[1].number = 3; }},
      {"tracks", "session unknown",
       [](LoadedDisc& disc) { disc.contents.state.tracks.push_back({.number = 4, .session = 4}); }},
      {"tracks", "overlap",
       [](LoadedDisc& disc) {
         disc.contents.state.tracks[1].start = disc.contents.state.sessions[1].start = base::Lba{176};
       }},
      {"tracks", "written past the end", [&](LoadedDisc& disc) { disc.contents.state.tracks[1].written_end += one; }},
      {"tracks", "written before the start",
       [](LoadedDisc& disc) { disc.contents.state.tracks[2].written_end = base::Lba{4319}; }},
      {"tracks", "off the disc", [&](LoadedDisc& disc) { disc.contents.state.tracks[2].end += one; }},
      {"tracks", "closed short of its end", [](LoadedDisc& disc) { disc.contents.state.tracks[2].is_closed = true; }},
      {"tracks", "open in a closed session", [](LoadedDisc& disc) { disc.contents.state.tracks[0].is_closed = false; }},
      {"alignment", "start within an ECC block",
       [&](LoadedDisc& disc) {
         disc.contents.state.tracks[2].start += one;
         disc.contents.state.sessions[2].start += one;
       }},
      {"alignment", "end within an ECC block",
       [](LoadedDisc& disc) {
         RecordedTrack& track = disc.contents.state.tracks[2];
         track.is_closed = true;
         track.end = track.written_end;
       }},
      {"extents", "a block that belongs to no track",
       [&](LoadedDisc& disc) { disc.contents.state.user_data().add({base::Lba{500}, one}); }},
      {"extents", "a block behind the written end",
       [&](LoadedDisc& disc) { disc.contents.state.user_data().add({base::Lba{4327}, one}); }},
      {"extents", "a block off the disc",
       [&](LoadedDisc& disc) { disc.contents.state.user_data().add({base::Lba{2'295'104}, one}); }},
      {"extents", "raw sectors on DVD",
       [&](LoadedDisc& disc) { disc.contents.state.written[1].add({base::Lba{0}, one}); }},
      {"written", "a recorded block without an extent",
       [](LoadedDisc& disc) {
         disc.contents.state.user_data() = {};
         disc.contents.state.user_data().add({base::Lba{1}, base::BlockCount{191}});
       }},
      {"closing", "of a session that is closed", [](LoadedDisc& disc) { disc.contents.state.closing_session = 2; }},
      {"closing", "of a session that is none", [](LoadedDisc& disc) { disc.contents.state.closing_session = 4; }},
      {"cue sheet", "on a DVD", [](LoadedDisc& disc) { disc.contents.state.cue_sheet.resize(4); }},
  };
  for (const Spoiled& each : cases) {
    LoadedDisc disc = dvd_plus_r();
    each.spoil(disc);
    EXPECT_EQ(violated(disc), each.invariant) << each.how;
  }
}

TEST(Invariants, each_spoiled_value_of_a_formatted_bd_is_found) {
  EXPECT_EQ(violated(bd_r()), "none");
  using Spoil = std::function<void(DiscState&)>;
  const std::vector<Spoil> spoils{
      [](DiscState& s) { s.formatting.reset(); },
      [](DiscState& s) { s.formatting->capacity = base::BlockCount{12'219'392}; },
      [](DiscState& s) { s.formatting->capacity = base::BlockCount{11'826'176 - 16}; },
      [](DiscState& s) { s.formatting->capacity = base::BlockCount{32}; },
      [](DiscState& s) { s.formatting->takes_overwrites = false; },
      [](DiscState& s) { s.replacements[0].original = base::Lba{16}; },
      [](DiscState& s) { s.replacements[0].original = base::Lba{64}; },
      [](DiscState& s) { s.replacements[0].at = base::Lba{11'826'192}; },
      [](DiscState& s) { s.replacements[0].at = base::Lba{11'826'144}; },
      [](DiscState& s) { s.replacements[0].at = base::Lba{12'219'392}; },
      [](DiscState& s) { s.replacements.insert(s.replacements.begin(), {base::Lba{0}, s.replacements[0].at}); },
  };
  for (std::size_t i = 0; i < spoils.size(); ++i) {
    LoadedDisc disc = bd_r();
    spoils[i](disc.contents.state);
    EXPECT_EQ(violated(disc), "formatting") << i;
  }
  LoadedDisc dvd = dvd_plus_r();
  dvd.contents.state.formatting = bd_r().contents.state.formatting;
  EXPECT_EQ(violated(dvd), "formatting");
}

TEST(Invariants, each_spoiled_value_of_two_layers_is_found) {
  EXPECT_EQ(violated(dvd_plus_r_dual_layer()), "none");
  const base::BlockCount ecc_block{16};
  const std::vector<Spoiled> cases{
      {"identity", "layers that cannot be equal",
       [&](LoadedDisc& disc) { disc.contents.identity.capacity -= ecc_block; }},
      {"layers", "nothing on layer 0", [](LoadedDisc& disc) { disc.contents.state.layers->layer_0 = {}; }},
      {"layers", "half an ECC block",
       [](LoadedDisc& disc) { disc.contents.state.layers->layer_0 += base::BlockCount{8}; }},
      {"layers", "more than as sold",
       [](LoadedDisc& disc) { disc.contents.state.layers->layer_0 = base::BlockCount{2'086'928}; }},
      {"layers", "a track that leaves layer 1",
       [](LoadedDisc& disc) { disc.contents.state.layers->layer_0 = base::BlockCount{80}; }},
      {"layers", "an extended lead-out without a session",
       [](LoadedDisc& disc) {
         disc.contents.state.sessions.clear();
         disc.contents.state.tracks.clear();
         disc.contents.state.user_data() = {};
         disc.contents.state.layers->has_extended_lead_out = true;
       }},
  };
  for (const Spoiled& each : cases) {
    LoadedDisc disc = dvd_plus_r_dual_layer();
    each.spoil(disc);
    EXPECT_EQ(violated(disc), each.invariant) << each.how;
  }
  LoadedDisc one_layer = dvd_plus_r();
  one_layer.contents.state.layers = Layers{.layer_0 = base::BlockCount{320}};
  EXPECT_EQ(violated(one_layer), "layers");
  LoadedDisc overwritten = bd_re();
  overwritten.contents.state.layers = Layers{.layer_0 = base::BlockCount{320}};
  EXPECT_EQ(violated(overwritten), "layers");
}

TEST(Invariants, each_spoiled_value_of_an_overwritten_disc_is_found) {
  const base::BlockCount one{1};
  const base::BlockCount ecc_block{32};
  const std::vector<Spoiled> cases{
      {"identity", "no name", [](LoadedDisc& disc) { disc.contents.identity.name.clear(); }},
      {"tracks", "a track", [](LoadedDisc& disc) { disc.contents.state.tracks.push_back({.number = 1}); }},
      {"sessions", "a session", [](LoadedDisc& disc) { disc.contents.state.sessions.push_back({.number = 1}); }},
      {"sessions", "finalized", [](LoadedDisc& disc) { disc.contents.state.is_finalized = true; }},
      {"cue sheet", "a cue sheet", [](LoadedDisc& disc) { disc.contents.state.cue_sheet.resize(4); }},
      {"closing", "a closing", [](LoadedDisc& disc) { disc.contents.state.closing_session = 1; }},
      {"formatting", "a replacement", [](LoadedDisc& disc) { disc.contents.state.replacements.resize(1); }},
      {"formatting", "no block", [](LoadedDisc& disc) { disc.contents.state.formatting->capacity = {}; }},
      {"formatting", "too many blocks",
       [&](LoadedDisc& disc) { disc.contents.state.formatting->capacity = base::BlockCount{12'219'424}; }},
      {"formatting", "half an ECC block", [&](LoadedDisc& disc) { disc.contents.state.formatting->capacity += one; }},
      {"formatting", "pseudo overwrite",
       [](LoadedDisc& disc) { disc.contents.state.formatting->takes_overwrites = true; }},
      {"formatting", "a format that goes on, and no DVD+RW",
       [](LoadedDisc& disc) { disc.contents.state.formatted_until = base::Lba{32}; }},
      {"formatting", "write protection, and no DVD-RAM",
       [](LoadedDisc& disc) { disc.contents.state.is_write_protected = true; }},
      {"extents", "written without a format", [](LoadedDisc& disc) { disc.contents.state.formatting.reset(); }},
      {"extents", "written in the spare areas",
       [&](LoadedDisc& disc) { disc.contents.state.user_data().add({base::Lba{11'826'176}, ecc_block}); }},
      {"extents", "raw sectors", [&](LoadedDisc& disc) { disc.contents.state.written[1].add({base::Lba{0}, one}); }},
      {"alignment", "half an ECC block written",
       [&](LoadedDisc& disc) { disc.contents.state.user_data().add({base::Lba{16}, ecc_block}); }},
  };
  for (const Spoiled& each : cases) {
    LoadedDisc disc = bd_re();
    each.spoil(disc);
    EXPECT_EQ(violated(disc), each.invariant) << each.how;
  }
  LoadedDisc dvd = dvd_plus_r();
  dvd.contents.state.formatted_until = base::Lba{16};
  EXPECT_EQ(violated(dvd), "formatting");
  dvd = dvd_plus_r();
  dvd.contents.state.is_write_protected = true;
  EXPECT_EQ(violated(dvd), "formatting");
}

TEST(Invariants, each_spoiled_value_of_a_cd_is_found) {
  const std::vector<Spoiled> cases{
      {"identity", "no ATIP", [](LoadedDisc& disc) { disc.contents.identity.atip.clear(); }},
      {"tracks", "a pre-gap without a session at once",
       [](LoadedDisc& disc) { disc.contents.state.sessions[0].is_at_once = false; }},
      {"closing", "in two steps", [](LoadedDisc& disc) { disc.contents.state.closing_session = 1; }},
      {"cue sheet", "a session at once without one", [](LoadedDisc& disc) { disc.contents.state.cue_sheet.clear(); }},
      {"extents", "a subchannel off the disc",
       [](LoadedDisc& disc) { disc.contents.state.written[2].add({base::Lba{-12'501}, base::BlockCount{1}}); }},
  };
  for (const Spoiled& each : cases) {
    LoadedDisc disc = cd_r();
    each.spoil(disc);
    EXPECT_EQ(violated(disc), each.invariant) << each.how;
  }
}

// A session at once has no run-out; only BLANK makes one whose session is open again.
TEST(Invariants, a_closed_track_without_run_out_may_be_an_unclosed_one_of_a_cd_rw) {
  LoadedDisc disc = cd_r();
  DiscState& state = disc.contents.state;
  state = {};
  state.sessions.push_back({.number = 1});
  state.tracks.push_back(
      {.number = 1, .session = 1, .written_end = base::Lba{300}, .end = base::Lba{300}, .is_closed = true});
  state.user_data().add({base::Lba{}, base::BlockCount{300}});
  EXPECT_EQ(violated(disc), "tracks");
  disc.contents.profile = ProfileNumber::cd_rw;
  EXPECT_EQ(violated(disc), "none");
  state.tracks[0].end = base::Lba{301};
  EXPECT_EQ(violated(disc), "tracks");
  disc.contents.identity.atip.clear();
  EXPECT_EQ(violated(disc), "identity");
}

}  // namespace
}  // namespace emulator::media

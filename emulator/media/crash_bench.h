// For tests: a small disc on a file that notes what is written to it, and what a loss of power may leave of that.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "emulator/media/families.h"
#include "emulator/media/invariants.h"
#include "emulator/media/noting_file.h"
#include "emulator/media/store.h"

namespace emulator::media {

inline constexpr base::BlockCount small_disc{200'000};

// Written incrementally: DVD-R knows no track at once.
inline bool is_dvd_minus(ProfileNumber profile) {
  return profile == ProfileNumber::dvd_minus_r_sequential || profile == ProfileNumber::dvd_minus_rw_sequential;
}

// A small disc of that kind, as sold.
inline SparseBytes small_blank(const char* name, ProfileNumber profile) {
  DiscContents contents{.profile = profile, .identity = {.name = name, .capacity = small_disc}};
  if (is_cd(profile)) contents.identity.atip.resize(24);
  NotingFile file;
  EXPECT_TRUE(write_new_disc(file, contents));
  return file.content();
}

inline std::expected<LoadedDisc, Violation> load_sound(const BackingFile& file) {
  auto disc = load_disc(file);
  if (!disc) return disc;
  const Family* family = find_family(disc->contents.profile);
  if (auto violation = check_contents(*disc, family->rules(disc->contents.identity))) {
    return std::unexpected(*violation);
  }
  return disc;
}

inline DiscState state_in(const BackingFile& file) {
  const auto disc = load_sound(file);
  return disc ? disc->contents.state : DiscState{};
}

// A disc at work on a noting file.
struct Bench {
  explicit Bench(SparseBytes content) {
    auto owned = std::make_unique<NotingFile>(std::move(content));
    file = owned.get();
    auto disc = load_sound(*file);
    if (!disc) {
      ADD_FAILURE() << disc.error().invariant << ": " << disc.error().detail;
      return;
    }
    const Family* family = find_family(disc->contents.profile);
    medium = family->make(std::make_unique<Store>(std::move(owned), *disc), disc->contents);
    if (is_dvd_minus(disc->contents.profile)) parameters.write_type = WriteType::packet;
  }
  NotingFile* file{};
  std::unique_ptr<Medium> medium;
  WriteParameters parameters{.multi_session = 3};
};

// What the disk may hold of the operations that no fdatasync has confirmed: any subset, the last torn or not.
inline std::vector<std::vector<Operation>> possible_losses(const std::vector<Operation>& unconfirmed) {
  std::vector<std::vector<Operation>> losses{{}};
  const std::size_t count = unconfirmed.size();
  for (std::size_t kept = 1; kept <= count; ++kept) {
    losses.emplace_back(unconfirmed.begin(), unconfirmed.begin() + static_cast<std::ptrdiff_t>(kept));
    std::vector<Operation> torn = losses.back();
    torn.back().bytes.resize(torn.back().bytes.size() / 2);
    losses.push_back(std::move(torn));
    losses.push_back({unconfirmed[kept - 1]});  // later ones may reach the disk before earlier ones
  }
  return losses;
}

// Something that is done to a disc, and whether it worked.
using Step = std::function<bool(Bench&)>;

// The states that flushes have made durable, by the number of operations after which each counts.
using Milestones = std::vector<std::pair<std::size_t, DiscState>>;

inline Milestones run_all(Bench& bench, const std::vector<Step>& steps) {
  Milestones milestones{{0, state_in(*bench.file)}};
  for (const Step& step : steps) {
    EXPECT_TRUE(step(bench));
    const DiscState now = state_in(*bench.file);
    if (now != milestones.back().second) milestones.emplace_back(bench.file->operations.size(), now);
  }
  return milestones;
}

// Whether a loss of power after so many operations may leave that state.
inline bool is_earlier_or_later(const Milestones& milestones, std::size_t after, const DiscState& state) {
  const auto later = std::ranges::find_if(milestones, [&](const auto& milestone) { return milestone.first > after; });
  return state == std::prev(later)->second || (later != milestones.end() && state == later->second);
}

// What a loss of power leaves: after how many operations it came, and how many of them an fdatasync had confirmed.
struct Loss {
  const NotingFile& file;
  std::size_t after{};
  std::size_t confirmed{};
};

// All losses that are possible; how many they were. `check` may end it by a fatal failure.
template <typename Check>
std::size_t for_each_loss(const SparseBytes& before, const std::vector<Operation>& operations, Check check) {
  std::size_t losses = 0;
  SparseBytes confirmed = before;
  std::size_t confirmed_count = 0;
  for (std::size_t after = 0; after <= operations.size(); ++after) {
    if (after > 0 && operations[after - 1].bytes.empty()) {
      for (; confirmed_count < after; ++confirmed_count) {
        confirmed.write(operations[confirmed_count].offset, operations[confirmed_count].bytes);
      }
    }
    const std::vector<Operation> unconfirmed(operations.begin() + static_cast<std::ptrdiff_t>(confirmed_count),
                                             operations.begin() + static_cast<std::ptrdiff_t>(after));
    for (const std::vector<Operation>& survived : possible_losses(unconfirmed)) {
      SparseBytes disk = confirmed;
      for (const Operation& operation : survived) disk.write(operation.offset, operation.bytes);
      const NotingFile file{disk};
      check(Loss{file, after, confirmed_count});
      if (testing::Test::HasFatalFailure()) return losses;
      ++losses;
    }
  }
  return losses;
}

}  // namespace emulator::media

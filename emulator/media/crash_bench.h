// For tests: a small disc on a file that notes what is written to it, and what a loss of power may leave of that.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <utility>
#include <vector>

#include "emulator/media/families.h"
#include "emulator/media/invariants.h"
#include "emulator/media/noting_file.h"
#include "emulator/media/store.h"

namespace emulator::media {

inline constexpr base::BlockCount small_disc{40'000};

// A small disc of that kind, as sold.
inline SparseBytes small_blank(const char* name, ProfileNumber profile) {
  DiscContents contents{.profile = profile, .identity = {.name = name, .capacity = small_disc}};
  if (profile == ProfileNumber::cd_r) contents.identity.atip.resize(24);
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

}  // namespace emulator::media

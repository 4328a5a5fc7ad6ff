#include "emulator/drive/load_state.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace emulator::drive {
namespace {

using namespace std::chrono_literals;

// A disc that nobody asks anything: where it is, is all that counts.
class AnyDisc final : public media::Medium {
 public:
  [[nodiscard]] media::ProfileNumber profile_number() const override { return media::ProfileNumber::cd_rom; }
  [[nodiscard]] const media::MediaIdentity& identity() const override { return identity_; }
  [[nodiscard]] media::DiscLayout layout(const media::WriteParameters&) const override { return {}; }
  [[nodiscard]] base::Lba last_readable() const override { return base::Lba{0}; }
  [[nodiscard]] base::BlockCount ecc_block() const override { return base::BlockCount{1}; }
  [[nodiscard]] media::Result<std::vector<scsi::Segment>> read(base::BlockRange) const override { return {}; }
  media::Result<void> write(const media::WriteJob&, const media::WriteParameters&) override { return {}; }
  scsi::FlushEpoch checkpoint() override { return {}; }
  media::Result<scsi::FlushEpoch> synchronize(const media::WriteParameters&) override { return {}; }
  media::Result<scsi::FlushEpoch> close(const media::CloseJob&, const media::WriteParameters&) override { return {}; }
  media::Result<void> reserve(base::BlockCount, const media::WriteParameters&) override { return {}; }
  media::Result<void> send_cue_sheet(const std::vector<media::CueEntry>&, const media::WriteParameters&) override {
    return {};
  }
  bool flush(scsi::FlushEpoch) override { return true; }

 private:
  media::MediaIdentity identity_;
};

std::string name_of(const LoadState& state) {
  constexpr std::array with{"tray open with disc", "", "loading", "loaded"};
  if (const auto* open = std::get_if<TrayOpen>(&state)) return open->on_tray ? with[0] : "tray open";
  if (const auto* loading = std::get_if<Loading>(&state)) return loading->medium ? with[2] : "loading nothing";
  if (const auto* loaded = std::get_if<Loaded>(&state)) return loaded->medium ? with[3] : "loaded with nothing";
  return "empty";
}

LoadState state_named(const std::string& name) {
  if (name == "tray open with disc") return TrayOpen{std::make_unique<AnyDisc>()};
  if (name == "tray open") return TrayOpen{};
  if (name == "loading") return Loading{std::make_unique<AnyDisc>(), base::Instant{10s}, 10s};
  if (name == "loaded") return Loaded{std::make_unique<AnyDisc>()};
  return Empty{};
}

LoadEvent event_named(const std::string& name) {
  if (name == "open") return OpenTray{};
  if (name == "close") return CloseTray{base::Instant{0s}, 10s};
  if (name == "put") return PutOnTray{std::make_unique<AnyDisc>()};
  if (name == "take") return PutOnTray{};
  if (name == "nine seconds") return TimePasses{base::Instant{9s}};
  if (name == "hurry") return Hurry{1s};
  return TimePasses{base::Instant{10s}};
}

struct Move {
  const char* from;
  const char* event;
  const char* to;
};

// The whole machine: every state and every event.
constexpr std::array moves{
    Move{"empty", "open", "tray open"},
    Move{"empty", "close", "empty"},
    Move{"empty", "put", "empty"},
    Move{"empty", "take", "empty"},
    Move{"empty", "ten seconds", "empty"},
    Move{"empty", "hurry", "empty"},
    Move{"tray open", "open", "tray open"},
    Move{"tray open", "close", "empty"},
    Move{"tray open", "put", "tray open with disc"},
    Move{"tray open", "take", "tray open"},
    Move{"tray open", "ten seconds", "tray open"},
    Move{"tray open", "hurry", "tray open"},
    Move{"tray open with disc", "open", "tray open with disc"},
    Move{"tray open with disc", "close", "loading"},
    Move{"tray open with disc", "put", "tray open with disc"},
    Move{"tray open with disc", "take", "tray open"},
    Move{"tray open with disc", "ten seconds", "tray open with disc"},
    Move{"tray open with disc", "hurry", "tray open with disc"},
    Move{"loading", "open", "tray open with disc"},
    Move{"loading", "close", "loading"},
    Move{"loading", "put", "loading"},
    Move{"loading", "take", "loading"},
    Move{"loading", "nine seconds", "loading"},
    Move{"loading", "ten seconds", "loaded"},
    Move{"loading", "hurry", "loading"},
    Move{"loaded", "open", "tray open with disc"},
    Move{"loaded", "close", "loaded"},
    Move{"loaded", "put", "loaded"},
    Move{"loaded", "take", "loaded"},
    Move{"loaded", "ten seconds", "loaded"},
    Move{"loaded", "hurry", "loaded"},
};

TEST(LoadState, every_event_moves_every_state_as_the_table_says) {
  for (const Move& move : moves) {
    EXPECT_EQ(name_of(next(state_named(move.from), event_named(move.event))), move.to)
        << move.event << " in state " << move.from;
  }
}

TEST(LoadState, closing_counts_the_spin_up_from_its_moment) {
  const LoadState state = next(state_named("tray open with disc"), CloseTray{base::Instant{5s}, 10s});
  EXPECT_EQ(std::get<Loading>(state).ready_at, base::Instant{15s});
  EXPECT_EQ(std::get<Loading>(state).spin_up, 10s);
}

TEST(LoadState, hurrying_brings_the_end_nearer) {
  const LoadState state = next(state_named("loading"), Hurry{3s});
  EXPECT_EQ(std::get<Loading>(state).ready_at, base::Instant{7s});
}

TEST(LoadState, the_disc_itself_stays_the_same_through_all_moves) {
  auto disc = std::make_unique<AnyDisc>();
  const media::Medium* const seen = disc.get();
  LoadState state = Loaded{std::move(disc)};
  state = next(std::move(state), OpenTray{});
  state = next(std::move(state), CloseTray{base::Instant{0s}, 1s});
  state = next(std::move(state), TimePasses{base::Instant{1s}});
  EXPECT_EQ(std::get<Loaded>(state).medium.get(), seen);
}

}  // namespace
}  // namespace emulator::drive

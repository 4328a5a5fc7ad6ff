#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "emulator/drive/drive.h"
#include "emulator/media/registry.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::drive {
namespace {

using namespace std::chrono_literals;

constexpr scsi::NexusId host{1};
constexpr scsi::NexusId other{2};
constexpr base::BlockRange one_cluster{base::Lba{0}, base::BlockCount{32}};

class PowerTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "burnbench-power-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    const auto made = media::create_disc(file(), "bd-r", {.profiles = BURNBENCH_SOURCE_DIR "/profiles/media"});
    ASSERT_TRUE(made) << made.error().message;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::filesystem::path file() const { return folder_ / "disc.bbd"; }

  Drive drive_with_disc(FaultPlan faults = {}) const {
    auto disc = media::open_medium(file());
    auto profile = load_drive_profile(BURNBENCH_SOURCE_DIR "/profiles/drives/generic-bd.json");
    EXPECT_TRUE(disc && profile);
    return {*std::move(profile),
            {.disc = *std::move(disc),
             .target_name = "iqn.x:y",
             .serial_number = "BB7",
             .seed = 7,
             .faults = std::move(faults)}};
  }

  static void write_cluster(Drive& drive, std::uint8_t value) {
    const base::ByteBuffer data(32 * base::block_bytes, value);
    const auto next = drive.layout().tracks.back().next_writable;
    ASSERT_TRUE(next);
    ASSERT_TRUE(drive.loaded_medium().write({.range = {*next, base::BlockCount{32}}, .data = data}, {}));
  }
  static void flush(Drive& drive) { ASSERT_TRUE(drive.loaded_medium().flush(drive.loaded_medium().checkpoint())); }
  static base::Lba next_writable(const Drive& drive) { return drive.layout().tracks.back().next_writable.value(); }

  std::filesystem::path folder_;
};

TEST_F(PowerTest, what_was_on_the_disk_stays_and_what_was_not_is_gone) {
  Drive drive = drive_with_disc();
  write_cluster(drive, 0x11);
  flush(drive);
  write_cluster(drive, 0x22);
  ASSERT_EQ(next_writable(drive), base::Lba{64});
  drive.reset(scsi::ResetKind::power_on);
  EXPECT_EQ(next_writable(drive), base::Lba{32});
  const auto read = drive.loaded_medium().read(one_cluster);
  ASSERT_TRUE(read);
  EXPECT_EQ(scsi::gather(*read), base::ByteBuffer(32 * base::block_bytes, 0x11));
}

TEST_F(PowerTest, disc_is_sound_afterwards_and_takes_the_lost_blocks_again) {
  {
    Drive drive = drive_with_disc();
    write_cluster(drive, 0x11);
    drive.reset(scsi::ResetKind::power_on);
    EXPECT_EQ(drive.layout().status, media::DiscStatus::blank);
    write_cluster(drive, 0x22);
    flush(drive);
  }
  const auto verified = media::verify_disc(file());
  ASSERT_TRUE(verified);
  EXPECT_EQ(*verified, std::nullopt);
}

TEST_F(PowerTest, what_the_power_held_is_as_at_the_start) {
  Drive drive = drive_with_disc();
  drive.nexus_began(host);
  drive.nexus_began(other);
  while (drive.attentions().take(host)) {
  }
  ModeParameters changed;
  changed.write.multi_session = 3;
  drive.set_mode_parameters(changed);
  drive.chosen_speeds() = {.read = 9000, .write = 9000};
  drive.prevent_removal(host, false);
  drive.prevent_removal(other, true);
  drive.reserve_for(host);
  drive.begin_background({.kind = BackgroundKind::close, .length = 10s});
  drive.accept_write(base::BlockCount{1000}, {});
  drive.attentions().raise(host, scsi::sense::mode_parameters_changed);
  drive.events().add(MediaEvent::eject_request);

  drive.reset(scsi::ResetKind::power_on);
  EXPECT_EQ(drive.mode_parameters(), ModeParameters{});
  EXPECT_EQ(drive.chosen_speeds().read, std::nullopt);
  EXPECT_EQ(drive.chosen_speeds().write, std::nullopt);
  EXPECT_EQ(drive.prevention(), Prevention::none);
  EXPECT_EQ(drive.reserved_by(), std::nullopt);
  EXPECT_FALSE(drive.background());
  EXPECT_EQ(drive.write_buffer().drain_time({}), 0s);
  EXPECT_EQ(drive.events().next_media(host), std::nullopt);
  for (const scsi::NexusId nexus : {host, other}) {
    EXPECT_EQ(drive.attentions().take(nexus), scsi::sense::power_on_reset_or_bus_device_reset_occurred);
    EXPECT_EQ(drive.attentions().take(nexus), std::nullopt);
  }
}

TEST_F(PowerTest, drive_is_the_same_one_and_its_faults_and_chance_go_on) {
  Drive drive = drive_with_disc(FaultPlan{{{.nth = 2, .fault = PowerLoss{}}}});
  EXPECT_FALSE(drive.faults().meet({}, drive.chance()));
  static_cast<void>(drive.chance().next());
  base::Prng expected = drive.chance();
  drive.reset(scsi::ResetKind::power_on);
  EXPECT_TRUE(drive.faults().meet({}, drive.chance()));
  EXPECT_FALSE(drive.faults().meet({}, drive.chance()));
  EXPECT_EQ(drive.chance().next(), expected.next());
  EXPECT_EQ(drive.serial_number(), "BB7");
  EXPECT_EQ(drive.target_name(), "iqn.x:y");
  EXPECT_EQ(drive.profile().name, "generic-bd");
}

TEST_F(PowerTest, open_tray_stays_open_and_a_loading_disc_is_found_loaded) {
  Drive drive = drive_with_disc();
  drive.open_tray();
  drive.reset(scsi::ResetKind::power_on);
  const auto* open = std::get_if<TrayOpen>(&drive.load_state());
  ASSERT_NE(open, nullptr);
  EXPECT_NE(open->on_tray, nullptr);
  drive.close_tray({});
  ASSERT_TRUE(std::holds_alternative<Loading>(drive.load_state()));
  drive.reset(scsi::ResetKind::power_on);
  EXPECT_NE(drive.medium(), nullptr);
}

TEST_F(PowerTest, disc_whose_file_has_gone_is_not_found) {
  Drive drive = drive_with_disc();
  std::filesystem::remove(file());
  drive.reset(scsi::ResetKind::power_on);
  EXPECT_TRUE(std::holds_alternative<Empty>(drive.load_state()));
  drive.reset(scsi::ResetKind::power_on);
  EXPECT_TRUE(std::holds_alternative<Empty>(drive.load_state()));
}

TEST_F(PowerTest, another_reset_leaves_the_disc_as_it_is) {
  Drive drive = drive_with_disc();
  write_cluster(drive, 0x11);
  drive.reset(scsi::ResetKind::logical_unit_reset);
  EXPECT_EQ(next_writable(drive), base::Lba{32});
}

}  // namespace
}  // namespace emulator::drive

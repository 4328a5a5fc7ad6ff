#include "emulator/emulator.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "emulator/base/hex.h"
#include "emulator/iscsi/test_initiator.h"

namespace emulator {
namespace {

using base::format_hex;
using namespace base::literals;

// A folder of this test's own, gone afterwards.
class Folder {
 public:
  Folder() {
    std::string name = std::filesystem::temp_directory_path() / "burnbench-emulator-XXXXXX";
    path = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::filesystem::path path;
};

// The smallest file that is an image: a primary volume descriptor and its terminator (ECMA-119).
std::filesystem::path make_image(const Folder& folder, std::size_t blocks) {
  base::ByteBuffer bytes = iscsi::ramp(blocks * 2048);
  for (const auto& [block, type] : {std::pair{16, 1}, std::pair{17, 255}}) {
    std::uint8_t* at = bytes.data() + static_cast<std::size_t>(block) * 2048;
    std::ranges::copy(base::ByteBuffer{static_cast<std::uint8_t>(type), 'C', 'D', '0', '0', '1', 1}, at);
  }
  const std::filesystem::path file = folder.path / "image.iso";
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  return file;
}

SetupError refused(const DriveSetup& setup) {
  auto drive = make_drive(setup);
  EXPECT_FALSE(drive.has_value());
  return drive ? SetupError{} : drive.error();
}

TEST(MakeDrive, an_unknown_profile_names_the_folder_and_the_known_ones) {
  const SetupError error = refused({.profile = "acme-9000"});
  EXPECT_EQ(error.kind, SetupError::Kind::bad_input);
  for (const char* word : {"acme-9000", "profiles/drives", "generic-bd", "generic-cd", "generic-dvd"}) {
    EXPECT_NE(error.message.find(word), std::string::npos) << error.message;
  }
}

TEST(MakeDrive, a_profile_may_be_a_path) {
  EXPECT_TRUE(make_drive({.profile = BURNBENCH_SOURCE_DIR "/profiles/drives/generic-cd.json"}));
  EXPECT_EQ(refused({.profile = "/nowhere/x.json"}).kind, SetupError::Kind::bad_input);
}

TEST(MakeDrive, a_disc_that_is_not_there_or_no_disc_is_bad_input) {
  const Folder folder;
  EXPECT_EQ(refused({.profile = "generic-bd", .disc = folder.path / "none.bbd"}).kind, SetupError::Kind::bad_input);
  std::ofstream(folder.path / "text") << "no disc";
  EXPECT_EQ(refused({.profile = "generic-bd", .disc = folder.path / "text"}).kind, SetupError::Kind::bad_input);
  EXPECT_EQ(refused({.profile = "generic-bd", .disc = make_image(folder, 20), .image_is = "wax"}).kind,
            SetupError::Kind::bad_input);
}

TEST(MakeDrive, a_medium_that_the_drive_cannot_take_is_unsuitable) {
  const Folder folder;
  const auto image = make_image(folder, 20);
  const SetupError error = refused({.profile = "generic-cd", .disc = image, .image_is = "bd-rom"});
  EXPECT_EQ(error.kind, SetupError::Kind::medium_unsuitable);
  EXPECT_NE(error.message.find("generic-cd"), std::string::npos) << error.message;
  EXPECT_TRUE(make_drive({.profile = "generic-cd", .disc = image}));  // by its size a CD-ROM
}

TEST(MakeDrive, a_fault_plan_that_is_none_is_bad_input_and_says_where_its_form_stands) {
  const Folder folder;
  std::ofstream(folder.path / "plan.json") << R"({"format": "burnbench-fault-plan", "version": 1, "rules": 7})";
  const SetupError error = refused({.profile = "generic-bd", .faults = folder.path / "plan.json"});
  EXPECT_EQ(error.kind, SetupError::Kind::bad_input);
  EXPECT_EQ(error.message, (folder.path / "plan.json").string() +
                               ": no fault plan: rules is not a list; write it as fault_plan.schema.json says");
}

// One drive with a direct nexus.
struct Direct {
  explicit Direct(DriveSetup setup) {
    std::vector<NamedUnit> units;
    units.push_back({.name = target_name_of("one"), .unit = make_drive(setup).value()});
    target.emplace(std::move(units));
    nexus = target->begin_nexus(0, {});
  }
  DirectAnswer send(base::Bytes cdb) { return target->command(nexus, {.cdb = cdb}, {}); }
  std::optional<Target> target;
  scsi::NexusId nexus{};
};

TEST(DirectEntry, a_new_nexus_hears_of_the_power_on_once) {
  Direct drive({.profile = "generic-bd"});
  const auto test_unit_ready = "00 00 00 00 00 00"_hex;
  const DirectAnswer first = drive.send(test_unit_ready);
  EXPECT_EQ(first.status, 0x02);
  ASSERT_EQ(first.sense.size(), 18U);
  EXPECT_EQ(first.sense[2], 0x06);
  EXPECT_EQ(first.sense[12], 0x29);
  EXPECT_EQ(drive.send(test_unit_ready).sense[12], 0x3A);
}

TEST(DirectEntry, inquiry_and_reading_give_bytes) {
  const Folder folder;
  Direct drive({.profile = "generic-bd", .disc = make_image(folder, 20)});
  const DirectAnswer inquiry = drive.send("12 00 00 00 24 00"_hex);
  EXPECT_EQ(inquiry.status, 0x00);
  ASSERT_EQ(inquiry.data_in.size(), 36U);
  EXPECT_EQ(inquiry.data_in[0], 0x05);
  drive.send("00 00 00 00 00 00"_hex);
  const DirectAnswer read = drive.send("28 00 00 00 00 00 00 00 02 00"_hex);
  EXPECT_EQ(read.status, 0x00);
  EXPECT_EQ(read.data_in, iscsi::ramp(4096));
  EXPECT_GT(read.busy.count(), 0);
}

TEST(DirectEntry, nexuses_are_told_apart) {
  Direct drive({.profile = "generic-bd"});
  const scsi::NexusId second = drive.target->begin_nexus(0, {});
  EXPECT_NE(drive.nexus, second);
  const auto test_unit_ready = "00 00 00 00 00 00"_hex;
  drive.send(test_unit_ready);
  EXPECT_EQ(drive.target->command(second, {.cdb = test_unit_ready}, {}).sense[12], 0x29);
  drive.target->end_nexus(second, {});
}

// Targets whose units are told what to answer.
struct Told {
  Told() {
    std::vector<NamedUnit> named;
    for (const char* name : {"one", "two"}) {
      auto unit = std::make_unique<iscsi::ToldUnit>();
      units.push_back(unit.get());
      named.push_back({.name = target_name_of(name), .unit = std::move(unit)});
    }
    target.emplace(std::move(named));
  }
  bool is_lost(scsi::NexusId nexus) { return target->command(nexus, {.cdb = "00 00 00 00 00 00"_hex}, {}).is_lost; }
  std::vector<iscsi::ToldUnit*> units;
  std::optional<Target> target;
};

TEST(DirectEntry, lost_connection_ends_the_nexus_and_no_other) {
  Told told;
  const scsi::NexusId first = told.target->begin_nexus(0, {});
  const scsi::NexusId second = told.target->begin_nexus(0, {});
  told.units[0]->replies.push_back({.fate = scsi::Fate::connection_is_lost});
  EXPECT_TRUE(told.is_lost(first));
  EXPECT_TRUE(told.is_lost(first)) << "it stays lost, and the unit sees nothing of it";
  EXPECT_EQ(told.units[0]->seen.size(), 1U);
  EXPECT_EQ(told.units[0]->ended, std::vector{first});
  EXPECT_FALSE(told.is_lost(second));
  told.target->end_nexus(first, {});
  EXPECT_EQ(told.units[0]->ended, std::vector{first});
}

TEST(DirectEntry, lost_power_ends_every_nexus_of_the_unit_and_tells_it) {
  Told told;
  const scsi::NexusId first = told.target->begin_nexus(0, {});
  const scsi::NexusId second = told.target->begin_nexus(0, {});
  const scsi::NexusId apart = told.target->begin_nexus(1, {});
  told.units[0]->replies.push_back({.fate = scsi::Fate::power_is_lost});
  EXPECT_TRUE(told.is_lost(second));
  EXPECT_TRUE(told.is_lost(first));
  EXPECT_FALSE(told.is_lost(apart));
  EXPECT_EQ(told.units[0]->ended, (std::vector{first, second}));
  EXPECT_EQ(told.units[0]->resets, std::vector{scsi::ResetKind::power_on});
  EXPECT_TRUE(told.units[1]->resets.empty());
}

TEST(ConnectionEntry, a_unit_of_the_caller_s_own_is_served_through_bytes) {
  auto unit = std::make_unique<iscsi::ToldUnit>();
  unit->replies.push_back(scsi::data_reply(iscsi::ramp(36)));
  unit->replies.push_back({.durable_after = scsi::FlushEpoch{1}});
  iscsi::ToldUnit* told = unit.get();
  std::vector<NamedUnit> units;
  units.push_back({.name = std::string(iscsi::target_name), .unit = std::move(unit)});
  Target target(std::move(units));
  const auto session = target.connect("127.0.0.1:3260");

  const auto ask = [&](const iscsi::Frame& frame) {
    session->receive(frame.bytes(), {});
    target.pump({});
    std::array<base::Bytes, 4> pieces;
    base::ByteBuffer all;
    const std::size_t count = session->output(pieces);
    for (std::size_t i = 0; i < count; ++i) all.insert(all.end(), pieces[i].begin(), pieces[i].end());
    session->sent(all.size());
    return iscsi::frames_of(all);
  };
  EXPECT_EQ(ask(iscsi::login_frame(0x87, iscsi::normal_login)).at(0).at(36, 2), 0U);
  EXPECT_EQ(ask(iscsi::read_frame(1, 1, 36)).at(0).data, iscsi::ramp(36));
  EXPECT_EQ(ask(iscsi::command_frame(2, 2, "35")).at(0).header[3], 0x00);  // pump flushed
  EXPECT_EQ(told->seen.size(), 2U);
}

}  // namespace
}  // namespace emulator

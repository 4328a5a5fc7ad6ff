#include "conformance/preload/program/device_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>

#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::program {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

// Two drives as the second one of a computer with other SCSI devices: sr1 is sg5.
class Tree : public testing::Test {
 protected:
  Tree() {
    devices_.push_back(std::move(kernel::FakeDevice({.sr = 0, .sg = 0}).device));
    devices_.push_back(std::move(kernel::FakeDevice({.sr = 1, .sg = 5}).device));
    auto made = DeviceTree::create(devices_);
    EXPECT_TRUE(made) << made.error();
    if (made) tree_.emplace(std::move(*made));
  }
  [[nodiscard]] fs::path at(const std::string& path) const { return tree_->root() / path; }
  [[nodiscard]] std::string text(const std::string& path) const {
    std::ifstream file(at(path));
    EXPECT_TRUE(file) << path;
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::vector<std::unique_ptr<kernel::Device>> devices_;
  std::optional<DeviceTree> tree_;
};

TEST_F(Tree, devices_have_the_numbers_of_linux) {
  EXPECT_EQ(text("sys/class/block/sr1/dev"), "11:1\n");
  EXPECT_EQ(text("sys/class/scsi_generic/sg5/dev"), "21:5\n");
  EXPECT_EQ(text("sys/block/sr1/uevent"), "MAJOR=11\nMINOR=1\nDEVNAME=sr1\nDEVTYPE=disk\n");
  EXPECT_EQ(text("sys/dev/char/21:5/uevent"), "MAJOR=21\nMINOR=5\nDEVNAME=sg5\n");
}

TEST_F(Tree, every_way_leads_to_the_same_unit) {
  const fs::path unit = fs::canonical(at("sys/bus/scsi/devices/1:0:0:0"));
  EXPECT_EQ(unit, fs::canonical(tree_->root()) / "sys/devices/platform/host1/session2/target1:0:0/1:0:0:0");
  for (const char* path : {"sys/class/block/sr1/device", "sys/block/sr1/device", "sys/dev/block/11:1/device",
                           "sys/class/scsi_generic/sg5/device", "sys/class/scsi_device/1:0:0:0/device",
                           "sys/bus/scsi/drivers/sr/1:0:0:0"}) {
    EXPECT_EQ(fs::canonical(at(path)), unit) << path;
  }
  EXPECT_EQ(fs::canonical(at("sys/block/sr1/device/generic")), unit / "scsi_generic/sg5");
}

TEST_F(Tree, links_stay_inside_the_tree) {
  for (const auto& entry : fs::recursive_directory_iterator(tree_->root())) {
    if (!entry.is_symlink()) continue;
    EXPECT_TRUE(fs::read_symlink(entry.path()).is_relative()) << entry.path();
    EXPECT_TRUE(fs::exists(entry.path())) << entry.path();
  }
}

TEST_F(Tree, unit_says_who_it_is) {
  EXPECT_EQ(text("sys/block/sr0/device/vendor"), "BURNBNCH\n");
  EXPECT_EQ(text("sys/block/sr0/device/model"), "FAKE DRIVE      \n");
  EXPECT_EQ(text("sys/block/sr0/device/rev"), "1.00\n");
  EXPECT_EQ(text("sys/block/sr0/device/type"), "5\n");
  EXPECT_EQ(text("sys/block/sr0/device/scsi_level"), "6\n");
  EXPECT_EQ(text("sys/class/scsi_host/host0/proc_name"), "iscsi_tcp\n");
}

// 100 blocks of 2048 bytes are 400 sectors of 512.
TEST_F(Tree, block_device_has_size_and_limits) {
  EXPECT_EQ(text("sys/block/sr0/size"), "400\n");
  EXPECT_EQ(text("sys/block/sr0/removable"), "1\n");
  EXPECT_EQ(text("sys/block/sr0/ext_range"), "1\n");
  EXPECT_EQ(text("sys/block/sr0/queue/max_sectors_kb"), "1024\n");
  EXPECT_EQ(text("sys/block/sr0/queue/logical_block_size"), "2048\n");
}

TEST_F(Tree, dev_holds_the_names_and_the_links_of_the_first_drive) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(at("dev"))) names.push_back(entry.path().filename());
  EXPECT_THAT(names, testing::UnorderedElementsAre("sr0", "sg0", "scd0", "sr1", "sg5", "scd1", "bsg", "cdrom", "cdrw",
                                                   "dvd", "dvdrw"));
  EXPECT_EQ(fs::read_symlink(at("dev/dvdrw")), "sr0");
  EXPECT_EQ(fs::read_symlink(at("dev/scd1")), "sr1");
}

TEST_F(Tree, other_users_can_look_and_not_write) {
  using enum fs::perms;
  EXPECT_EQ(fs::status(tree_->root()).permissions(), owner_all | group_read | group_exec | others_read | others_exec);
}

TEST_F(Tree, is_gone_with_its_owner) {
  const fs::path root = tree_->root();
  EXPECT_TRUE(fs::exists(root));
  tree_.reset();
  EXPECT_FALSE(fs::exists(root));
}

TEST_F(Tree, place_that_cannot_be_written_names_the_remedy) {
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  setenv("TMPDIR", "/proc/self", 1);
  const auto made = DeviceTree::create(devices_);
  before == nullptr ? unsetenv("TMPDIR") : setenv("TMPDIR", kept.c_str(), 1);
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error(), HasSubstr("set TMPDIR"));
}

}  // namespace
}  // namespace conformance::preload::program

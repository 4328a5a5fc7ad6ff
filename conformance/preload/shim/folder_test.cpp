// Folders and working folders under the shim: what is listed, and where relative paths lead.
#include <dirent.h>
#include <mntent.h>
#include <sys/stat.h>

#include <climits>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>

#include "conformance/preload/shim/under_shim.h"

namespace conformance::preload::shim {
namespace {

std::set<std::string> names_in(DIR* folder) {
  std::set<std::string> names;
  EXPECT_NE(folder, nullptr);
  if (folder == nullptr) return names;
  while (const dirent* entry = readdir(folder)) EXPECT_TRUE(names.insert(entry->d_name).second) << entry->d_name;
  closedir(folder);
  return names;
}

// Back where it began when a test ends.
class Folders : public testing::Test {
 protected:
  ~Folders() override { std::filesystem::current_path(before_); }
  static std::string here() {
    std::array<char, PATH_MAX> place{};
    return getcwd(place.data(), place.size()) != nullptr ? place.data() : "";
  }
  std::filesystem::path before_{std::filesystem::current_path()};
};

TEST_F(Folders, dev_shows_the_drives_beside_the_real_files) {
  const auto by_path = names_in(opendir("/dev"));
  const auto by_descriptor = names_in(fdopendir(open("/dev", O_RDONLY | O_DIRECTORY)));
  for (const auto& names : {by_path, by_descriptor}) {
    for (const char* name : {"sr0", "sr1", "sg0", "sg1", "cdrom", "scd0", "null"})
      EXPECT_TRUE(names.contains(name)) << name;
  }
  EXPECT_TRUE(names_in(opendir("/sys/class/scsi_generic")).contains("sg1"));
  EXPECT_TRUE(names_in(opendir("/sys/block")).contains("sr0"));
}

// sg_scan and lsscsi -g look for the nodes of bsg so.
TEST_F(Folders, bsg_has_a_folder_of_its_own) {
  for (const char* folder : {"/dev/bsg", "/sys/class/bsg"}) {
    const auto names = names_in(opendir(folder));
    EXPECT_TRUE(names.contains("0:0:0:0") && names.contains("1:0:0:0")) << folder;
  }
  DIR* const listed = opendir("/dev/bsg");
  int type = DT_UNKNOWN;
  while (const dirent* entry = readdir(listed)) {
    if (std::string_view(entry->d_name) == "1:0:0:0") type = entry->d_type;
  }
  EXPECT_EQ(type, DT_CHR);
  closedir(listed);
  ASSERT_EQ(chdir("/dev/bsg"), 0);
  EXPECT_TRUE(names_in(opendir(".")).contains("1:0:0:0"));
  struct stat status{};
  EXPECT_EQ(stat("1:0:0:0", &status), 0);
  EXPECT_TRUE(S_ISCHR(status.st_mode));
  const File by_name("1:0:0:0", O_RDWR);
  EXPECT_GE(by_name.get(), 0);
  EXPECT_EQ(error_of(open("/dev/bsg/7:0:0:0", O_RDWR)), ENOENT);
}

TEST_F(Folders, dev_is_listed_by_its_relative_name) {
  ASSERT_EQ(chdir("/dev"), 0);
  const auto names = names_in(opendir("."));
  EXPECT_TRUE(names.contains("sr0") && names.contains("sg1") && names.contains("null"));
  const File by_name("sr1");
  EXPECT_TRUE(answers(by_name.get()));
  const File by_dots("../dev/./sg0");
  EXPECT_TRUE(answers(by_dots.get()));
  EXPECT_EQ(here(), "/dev");
}

TEST_F(Folders, working_folder_may_be_a_virtual_one) {
  ASSERT_EQ(chdir("/sys/class/scsi_generic/sg1"), 0);
  EXPECT_EQ(here().find("/tmp/"), std::string::npos) << here();
  EXPECT_TRUE(here().starts_with("/sys/")) << here();
  std::array<char, 16> number{};
  const File dev("dev", O_RDONLY);
  EXPECT_EQ(read(dev.get(), number.data(), number.size()), 5);
  EXPECT_STREQ(number.data(), "21:1\n");
  ASSERT_EQ(chdir("/"), 0);
  const File root("dev/sr0");
  EXPECT_TRUE(answers(root.get()));
}

TEST_F(Folders, working_folder_is_told_in_every_way) {
  ASSERT_EQ(chdir("/sys/class/scsi_generic/sg0/device"), 0);
  const std::string whole = here();
  EXPECT_TRUE(whole.ends_with("/0:0:0:0")) << whole;
  char* made = getcwd(nullptr, 0);
  EXPECT_EQ(made, whole);
  std::free(made);
  made = get_current_dir_name();
  EXPECT_EQ(made, whole);
  std::free(made);
  std::array<char, 8> small{};
  EXPECT_EQ(getcwd(small.data(), small.size()), nullptr);
  EXPECT_EQ(errno, ERANGE);
  EXPECT_EQ(getcwd(small.data(), 0), nullptr);
  EXPECT_EQ(errno, EINVAL);
}

TEST_F(Folders, working_folder_by_descriptor_leads_to_drives_too) {
  const File dev("/dev", O_RDONLY | O_DIRECTORY);
  ASSERT_EQ(fchdir(dev.get()), 0);
  EXPECT_TRUE(names_in(opendir(".")).contains("sr0"));
}

TEST_F(Folders, child_inherits_the_working_folder) {
  ASSERT_EQ(chdir("/dev"), 0);
  EXPECT_EQ(exit_code_in_child([] {
              execl("/bin/sh", "sh", "-c", "ls | grep -qx sr1 && dd if=sr0 of=null bs=2048 count=1 status=none",
                    nullptr);
              return 127;
            }),
            0);
}

// A folder of the real /sys that the tree has too: both are seen, whichever way it is opened.
TEST_F(Folders, virtual_folder_opened_as_a_descriptor_lists_the_real_one_too) {
  const auto by_path = names_in(opendir("/sys/class/block"));
  const auto by_descriptor = names_in(fdopendir(open("/sys/class/block", O_RDONLY | O_DIRECTORY)));
  EXPECT_EQ(by_path, by_descriptor);
  EXPECT_TRUE(by_path.contains("sr0"));
}

TEST_F(Folders, file_beside_the_virtual_ones_is_reached_from_their_folder) {
  const File sys("/sys", O_RDONLY | O_DIRECTORY);
  const File of_tree("/sys/class", O_RDONLY | O_DIRECTORY);
  struct stat status{};
  ASSERT_EQ(stat("/sys/class/mem/null", &status), 0) << "Linux has it everywhere";
  EXPECT_EQ(fstatat(of_tree.get(), "mem/null", &status, 0), 0);
  EXPECT_EQ(fstatat(of_tree.get(), "scsi_generic/sg0", &status, 0), 0);
  EXPECT_EQ(error_of(fstatat(of_tree.get(), "nowhere/null", &status, 0)), ENOENT);
}

TEST_F(Folders, older_ways_to_list_give_the_same) {
  DIR* folder = opendir("/dev");
  std::set<std::string> names;
  dirent entry{};
  dirent* found = nullptr;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  while (readdir_r(folder, &entry, &found) == 0 && found != nullptr) {
    EXPECT_EQ(found, &entry);
    names.insert(entry.d_name);
  }
  rewinddir(folder);
  dirent64 wide{};
  dirent64* found_wide = nullptr;
  EXPECT_EQ(readdir64_r(folder, &wide, &found_wide), 0);
  EXPECT_EQ(found_wide, &wide);
#pragma GCC diagnostic pop
  closedir(folder);
  EXPECT_EQ(names, names_in(opendir("/dev")));
}

// The list of mounts is the computer's; one of our names would be left out (program/proc_files_test.cpp).
TEST_F(Folders, list_of_mounts_is_read_through_every_door) {
  for (const char* path : {"/proc/mounts", "/proc/self/mounts", "/etc/mtab"}) {
    FILE* list = setmntent(path, "r");
    if (list == nullptr) continue;  // not every system has an mtab
    int count = 0;
    while (const mntent* entry = getmntent(list)) {
      EXPECT_STRNE(entry->mnt_fsname, "/dev/sr0");
      ++count;
    }
    EXPECT_GT(count, 0) << path;
    endmntent(list);
  }
}

}  // namespace
}  // namespace conformance::preload::shim

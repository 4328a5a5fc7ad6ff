// Links of the user's own lead to the drives, and all others where they always led.
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "conformance/preload/shim/under_shim.h"

namespace conformance::preload::shim {
namespace {

namespace fs = std::filesystem;

class Links : public testing::Test {
 protected:
  Links() {
    std::string name = testing::TempDir() + "bbrun-links-XXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~Links() override {
    fs::current_path("/");
    fs::remove_all(folder_);
  }
  std::string link(const std::string& name, const std::string& target) const {
    const fs::path path = folder_ / name;
    EXPECT_EQ(symlink(target.c_str(), path.c_str()), 0);
    return path;
  }
  fs::path folder_;
};

TEST_F(Links, link_to_a_drive_is_the_drive_for_every_call) {
  const std::string path = link("burner", "/dev/sr1");
  const File file(path.c_str());
  EXPECT_TRUE(answers(file.get()));
  struct stat status{};
  ASSERT_EQ(stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_rdev, makedev(11, 1));
  EXPECT_EQ(access(path.c_str(), R_OK | W_OK), 0);
  char* name = realpath(path.c_str(), nullptr);
  EXPECT_STREQ(name, "/dev/sr1");
  std::free(name);
  FILE* stream = fopen(path.c_str(), "r");
  ASSERT_NE(stream, nullptr);
  fclose(stream);
}

TEST_F(Links, links_may_stand_before_each_other_and_be_relative) {
  link("first", "/dev/cdrom");
  link("second", "first");
  const File by_chain(link("third", "./second").c_str());
  EXPECT_TRUE(answers(by_chain.get()));
  const File by_dots(link("dots", "../../../../../../../../dev/sg0").c_str());
  EXPECT_TRUE(answers(by_dots.get()));
  fs::current_path(folder_);
  const File from_here("third");
  EXPECT_TRUE(answers(from_here.get()));
  const File folder(folder_.c_str(), O_RDONLY | O_DIRECTORY);
  const File from_descriptor(openat(folder.get(), "first", O_RDONLY | O_NONBLOCK));
  EXPECT_TRUE(answers(from_descriptor.get()));
}

TEST_F(Links, link_itself_stays_a_link) {
  const std::string path = link("burner", "/dev/sr0");
  EXPECT_EQ(error_of(open(path.c_str(), O_RDONLY | O_NOFOLLOW)), ELOOP);
  struct stat status{};
  ASSERT_EQ(lstat(path.c_str(), &status), 0);
  EXPECT_TRUE(S_ISLNK(status.st_mode));
  std::array<char, 32> text{};
  EXPECT_EQ(readlink(path.c_str(), text.data(), text.size()), 8);
  EXPECT_STREQ(text.data(), "/dev/sr0");
}

TEST_F(Links, other_links_lead_where_they_led) {
  const File null(link("null", "/dev/null").c_str(), O_RDWR);
  EXPECT_EQ(write(null.get(), "x", 1), 1);
  EXPECT_EQ(error_of(open(link("broken", "/dev/sr9").c_str(), O_RDONLY)), ENOENT);
  EXPECT_EQ(error_of(open(link("loop", "loop").c_str(), O_RDONLY)), ELOOP);
  const File made(open(link("new", "made").c_str(), O_RDWR | O_CREAT, 0600));
  EXPECT_TRUE(fs::exists(folder_ / "made"));
}

}  // namespace
}  // namespace conformance::preload::shim

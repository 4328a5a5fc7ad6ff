#include "emulator/base/replaceable.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

namespace base {
namespace {

namespace fs = std::filesystem;

// What stands at the path is the subject: a folder of its own for every test.
class Replaceable : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "replaceable-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = fs::canonical(name);
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path folder_;
};

TEST_F(Replaceable, new_name_and_file_are) {
  EXPECT_EQ(replaceable(folder_ / "new"), folder_ / "new");
  std::ofstream{folder_ / "old"} << "old";
  EXPECT_EQ(replaceable(folder_ / "old"), folder_ / "old");
}

TEST_F(Replaceable, link_leads_to_its_file) {
  std::ofstream{folder_ / "file"} << "old";
  fs::create_symlink("file", folder_ / "link");
  EXPECT_EQ(replaceable(folder_ / "link"), folder_ / "file");
}

TEST_F(Replaceable, device_folder_and_pipe_are_not) {
  ASSERT_EQ(mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  fs::create_symlink("/dev/null", folder_ / "link");
  EXPECT_EQ(replaceable("/dev/null"), std::unexpected<std::string>("neither new nor a file"));
  EXPECT_EQ(replaceable(folder_ / "link"), std::unexpected<std::string>("neither new nor a file"));
  EXPECT_EQ(replaceable(folder_ / "pipe"), std::unexpected<std::string>("neither new nor a file"));
  EXPECT_EQ(replaceable(folder_), std::unexpected<std::string>("it is a folder"));
}

TEST_F(Replaceable, path_without_a_name_is_not_and_one_too_long_is_for_its_opener) {
  EXPECT_EQ(replaceable(""), std::unexpected<std::string>("it has no name"));
  const fs::path too_long = folder_ / std::string(300, 'n');
  EXPECT_EQ(replaceable(too_long), too_long);
}

}  // namespace
}  // namespace base

#include "emulator/base/same_file.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace base {
namespace {

namespace fs = std::filesystem;

class SameFile : public testing::Test {
 protected:
  SameFile() {
    std::string name = testing::TempDir() + "same-file-XXXXXX";
    folder_ = mkdtemp(name.data());
    fs::create_directory(folder_ / "below");
    for (const char* file : {"x", "y"}) std::ofstream(folder_ / file) << file;
    fs::create_symlink("x", folder_ / "soft");
    fs::create_symlink("new", folder_ / "soft-to-new");
    fs::create_symlink("loop", folder_ / "loop");
    fs::create_hard_link(folder_ / "x", folder_ / "hard");
    fs::create_directory_symlink(".", folder_ / "here");
  }
  ~SameFile() override { fs::remove_all(folder_); }
  [[nodiscard]] bool same(const char* one, const char* other) const {
    return is_same_file(folder_ / one, folder_ / other);
  }
  fs::path folder_;
};

TEST_F(SameFile, spellings_and_links_of_one_file) {
  for (const auto* other : {"x", "below/../x", "./x", "soft", "hard", "here/x", "here/here/soft"}) {
    EXPECT_TRUE(same("x", other)) << other;
  }
}

TEST_F(SameFile, one_that_is_not_there_yet) {
  for (const auto* other : {"new", "below/../new", "here/new", "soft-to-new"}) EXPECT_TRUE(same("new", other)) << other;
}

TEST_F(SameFile, files_of_their_own) {
  EXPECT_FALSE(same("x", "y"));
  EXPECT_FALSE(same("x", "new"));
  EXPECT_FALSE(same("new", "below/new"));
  EXPECT_FALSE(same("loop", "x"));
  EXPECT_TRUE(same("loop", "loop"));
}

}  // namespace
}  // namespace base

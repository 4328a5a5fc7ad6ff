#include "conformance/runner/text_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>

namespace conformance::runner {
namespace {

namespace fs = std::filesystem;

// The file is the subject here: a folder of its own for every test.
class TextFile : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "text-file-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }
  [[nodiscard]] std::string path(std::string_view name) const { return folder_ / name; }

  fs::path folder_;
};

TEST_F(TextFile, what_is_written_is_read_and_replaces) {
  const std::string long_text(100'000, 'x');
  for (const std::string& text : {std::string("old"), long_text, std::string()}) {
    EXPECT_TRUE(write_text(path("file"), text));
    EXPECT_EQ(read_text(path("file")), text);
  }
  EXPECT_FALSE(fs::exists(path("file.partial")));
}

TEST_F(TextFile, reading_says_why_it_cannot) {
  EXPECT_EQ(read_text(path("absent")), std::unexpected<std::string>("No such file or directory"));
  EXPECT_EQ(read_text(folder_), std::unexpected<std::string>("Is a directory"));
}

TEST_F(TextFile, pipe_folder_and_missing_folder_are_not_written) {
  ASSERT_EQ(mkfifo(path("pipe").c_str(), 0600), 0);
  EXPECT_EQ(write_text(path("pipe"), "x"), std::unexpected<std::string>("neither new nor a file"));
  EXPECT_EQ(write_text(folder_, "x"), std::unexpected<std::string>("it is a folder"));
  EXPECT_EQ(write_text(path("no/file"), "x"), std::unexpected<std::string>("No such file or directory"));
}

TEST_F(TextFile, full_disk_leaves_what_was_there) {
  ASSERT_TRUE(write_text(path("file"), "old"));
  fs::create_symlink("/dev/full", path("file.partial"));
  EXPECT_EQ(write_text(path("file"), "new"), std::unexpected<std::string>("No space left on device"));
  EXPECT_EQ(read_text(path("file")), "old");
  EXPECT_FALSE(fs::exists(fs::symlink_status(path("file.partial"))));
}

}  // namespace
}  // namespace conformance::runner

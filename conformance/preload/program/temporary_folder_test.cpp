#include "conformance/preload/program/temporary_folder.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <optional>

namespace conformance::preload::program {
namespace {

namespace fs = std::filesystem;

TEST(TemporaryFolder, is_there_while_its_owner_is) {
  fs::path path;
  {
    const auto folder = TemporaryFolder::create();
    ASSERT_TRUE(folder.has_value());
    path = folder->path();
    EXPECT_TRUE(fs::is_directory(path));
    EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_all);
    std::ofstream(path / "disc.bbd") << "content";
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST(TemporaryFolder, goes_with_the_object_it_was_moved_to) {
  std::optional<TemporaryFolder> owner;
  {
    auto folder = TemporaryFolder::create();
    ASSERT_TRUE(folder.has_value());
    owner.emplace(std::move(*folder));
  }
  EXPECT_TRUE(fs::is_directory(owner->path()));
}

TEST(TemporaryFolder, place_that_cannot_be_written_names_the_remedy) {
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  setenv("TMPDIR", "/proc/self", 1);
  const auto folder = TemporaryFolder::create();
  if (before == nullptr) {
    unsetenv("TMPDIR");
  } else {
    setenv("TMPDIR", kept.c_str(), 1);
  }
  ASSERT_FALSE(folder.has_value());
  EXPECT_NE(folder.error().find("set TMPDIR"), std::string::npos);
}

}  // namespace
}  // namespace conformance::preload::program

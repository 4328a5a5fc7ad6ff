#include "conformance/runner/named_files.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace conformance::runner {
namespace {

namespace fs = std::filesystem;

class NamedFiles : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "named-files-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    fs::create_directory(folder_ / "below");
    for (const char* file : {"x", "y"}) std::ofstream{folder_ / file} << file;
  }
  void TearDown() override { fs::remove_all(folder_); }
  [[nodiscard]] std::string path(std::string_view name) const { return folder_ / name; }

  // What is said of two outputs, and the same of an output and an input; empty where both may be.
  [[nodiscard]] std::string said_of(std::string_view one, std::string_view other) const {
    const auto outputs = check_outputs({{"-o", path(one)}, {"the script", path(other)}}, {});
    const auto input = check_outputs({{"-o", path(one)}}, {{"the script", path(other)}});
    EXPECT_EQ(outputs, input) << one << " " << other;
    return outputs ? "" : outputs.error();
  }
  fs::path folder_;
};

TEST_F(NamedFiles, files_of_their_own_are_well) {
  EXPECT_EQ(said_of("x", "y"), "");
  EXPECT_EQ(said_of("new", "newer"), "");
  EXPECT_TRUE(check_outputs({{"-o", path("x")}, {"--junit", ""}}, {{"the script", ""}}));
  EXPECT_TRUE(check_outputs(files_of_trace("-o", path("a.bbt")), files_of_trace("the trace", path("b.bbt"))));
}

TEST_F(NamedFiles, one_file_by_another_spelling_or_link_is_refused) {
  EXPECT_EQ(said_of("x", "x"),
            "-o " + path("x") + " and the script " + path("x") + " are one file; give each a file of its own");
  fs::create_symlink("x", folder_ / "soft");
  fs::create_symlink("new", folder_ / "soft-to-new");
  fs::create_hard_link(folder_ / "x", folder_ / "hard");
  fs::create_directory_symlink(".", folder_ / "here");
  for (const auto& [one, other] : {std::pair{"x", "./below/../x"},
                                   {"x", "soft"},
                                   {"x", "hard"},
                                   {"x", "here/x"},
                                   {"new", "below/../new"},
                                   {"new", "here/new"},
                                   {"new", "soft-to-new"}}) {
    EXPECT_TRUE(said_of(one, other).ends_with("are one file; give each a file of its own")) << one << " " << other;
  }
}

TEST_F(NamedFiles, trace_takes_its_data_file_and_temporary_files_too) {
  EXPECT_TRUE(files_of_trace("-o", "").empty());
  fs::create_symlink("t.bbt", folder_ / "link");
  for (const char* trace : {"t.bbt", "link"}) {
    const std::vector<NamedFile> outputs = files_of_trace("-o", path(trace));
    EXPECT_TRUE(check_outputs(outputs, {{"the script", path("x")}}));
    for (const char* other : {"t.bbt", "t.bbt.data", "t.bbt.partial", "t.bbt.data.partial"}) {
      EXPECT_FALSE(check_outputs(outputs, {{"the script", path(other)}})) << trace << " " << other;
    }
  }
}

TEST_F(NamedFiles, text_takes_its_temporary_file_too) {
  EXPECT_FALSE(check_outputs(files_of_text("--junit", path("r")), {{"--waivers", path("r.partial")}}));
  EXPECT_TRUE(check_outputs(files_of_text("--junit", path("r")), {{"--waivers", path("r.data")}}));
}

}  // namespace
}  // namespace conformance::runner

#include "driver/cli/named_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace driver::cli {
namespace {

namespace fs = std::filesystem;

class NamedFiles : public testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/named_files_test_XXXXXX";
    ASSERT_NE(mkdtemp(name), nullptr);
    folder_ = name;
    fs::create_directories(folder_ / "tree" / "below");
    for (const char* file : {"x", "y", "tree/below/file"}) std::ofstream{folder_ / file} << file;
  }
  void TearDown() override { fs::remove_all(folder_); }
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }

  // What is said of two outputs, and the same of an output and an input; empty where both may be.
  [[nodiscard]] std::string said_of(const std::string& one, const std::string& other) const {
    const auto outputs = check_outputs({{"-o", path(one)}, {"--name-map", path(other)}}, {});
    const auto input = check_outputs({{"-o", path(one)}}, {{"--name-map", path(other)}});
    EXPECT_EQ(outputs.has_value(), input.has_value()) << one << " " << other;
    if (outputs || input) return "";
    EXPECT_EQ(outputs.error().text, input.error().text);
    EXPECT_EQ(outputs.error().code, ExitCode::usage);
    return outputs.error().text;
  }
  fs::path folder_;
};

TEST_F(NamedFiles, files_of_their_own_are_well) {
  EXPECT_EQ(said_of("x", "y"), "");
  EXPECT_EQ(said_of("new", "newer"), "");
  EXPECT_EQ(said_of("tree/new", "new"), "");
  EXPECT_TRUE(check_outputs({{"-o", path("x")}, {"--name-map", ""}}, {{"the source", ""}}));
  EXPECT_TRUE(check_outputs({{"-o", ""}, {"--name-map", ""}}, {}));
}

TEST_F(NamedFiles, one_file_by_another_spelling_or_link_is_refused) {
  const std::string same =
      "-o " + path("x") + " and --name-map " + path("x") + " are one file; give each a file of its own";
  EXPECT_EQ(said_of("x", "x"), same);
  fs::create_symlink("x", folder_ / "soft");
  fs::create_symlink("new", folder_ / "soft-to-new");
  fs::create_hard_link(folder_ / "x", folder_ / "hard");
  fs::create_directory_symlink(".", folder_ / "here");
  for (const auto& [one, other] : {std::pair{"x", "./tree/../x"},
                                   {"x", "soft"},
                                   {"x", "hard"},
                                   {"x", "here/x"},
                                   {"new", "new"},
                                   {"new", "tree/../new"},
                                   {"new", "here/new"},
                                   {"new", "soft-to-new"}}) {
    EXPECT_TRUE(said_of(one, other).ends_with("are one file; give each a file of its own")) << one << " " << other;
  }
}

TEST_F(NamedFiles, relative_name_is_the_same_as_its_absolute_one) {
  const std::string absolute = (fs::current_path() / "named_files_test.new").string();
  EXPECT_FALSE(check_outputs({{"-o", "named_files_test.new"}, {"--name-map", absolute}}, {}));
}

TEST_F(NamedFiles, record_takes_its_data_file_and_temporary_files_too) {
  EXPECT_TRUE(files_of_record("").empty());
  fs::create_symlink("t.bbt", folder_ / "link");
  for (const char* trace : {"t.bbt", "link"}) {
    for (const char* other : {"t.bbt", "t.bbt.data", "t.bbt.partial", "t.bbt.data.partial"}) {
      std::vector<NamedFile> outputs = files_of_record(path(trace));
      EXPECT_TRUE(check_outputs(outputs, {{"the image", path("x")}}));
      EXPECT_FALSE(check_outputs(outputs, {{"the image", path(other)}})) << trace << " " << other;
      outputs.push_back({"-o", path(other)});
      EXPECT_FALSE(check_outputs(outputs, {})) << trace << " " << other;
    }
  }
}

TEST_F(NamedFiles, file_of_the_source_folder_is_refused) {
  const auto checked = check_outputs({{"--name-map", path("tree/below/file")}}, {{"the source", path("tree")}});
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, ExitCode::usage);
  EXPECT_EQ(checked.error().text, "--name-map " + path("tree/below/file") + " is a file of the source " + path("tree") +
                                      "; give a file outside of it");
  EXPECT_TRUE(check_outputs({{"--name-map", path("x")}}, {{"the source", path("tree")}}));
}

}  // namespace
}  // namespace driver::cli

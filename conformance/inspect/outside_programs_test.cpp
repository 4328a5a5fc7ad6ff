// The judge on images of programs that are not ours: it must find nothing broken, and read what they wrote.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "conformance/inspect/judge.h"
#include "conformance/inspect/listing.h"

namespace conformance::inspect {
namespace {

namespace fs = std::filesystem;

bool is_installed(const std::string& program) { return fs::exists("/usr/bin/" + program); }

// Runs a program to its end without its output; its exit code.
int run(std::vector<std::string> words) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&quiet, STDERR_FILENO, STDOUT_FILENO);
  pid_t process{};
  // xorriso takes names apart by the locale, whatever it is told of character sets.
  std::string utf_8 = "LC_ALL=C.UTF-8";
  std::string path = std::string("PATH=") + std::getenv("PATH");
  std::array<char*, 3> environment{utf_8.data(), path.data(), nullptr};
  const int failed = posix_spawnp(&process, arguments[0], &quiet, nullptr, arguments.data(), environment.data());
  posix_spawn_file_actions_destroy(&quiet);
  int status = -1;
  if (failed != 0 || waitpid(process, &status, 0) != process) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// What genisoimage and libisofs can hold without breaking the standard: short paths, and seven levels, since the eighth
// of genisoimage names a wrong parent and loses its files.
class OutsidePrograms : public ::testing::Test {
 protected:
  OutsidePrograms() {
    std::string name = fs::temp_directory_path() / "burnbench.XXXXXX";
    if (mkdtemp(name.data()) == nullptr) std::abort();
    folder_ = name;
    add("empty");
    add("one byte.bin", "x");
    add("block edge", std::string(2048, 'e'));
    add("more than a block", std::string(2049, 'm'));
    add("Größe/naïve file.text", "umlauts");
    add("日本語/ファイル", "wide");
    add("a b.c", "1");
    add("a.c", "2");
    add("a.b.c.d", "3");
    add("1/2/3/4/5/6/deepest.txt", "deep");
    for (int number = 0; number < 100; ++number)
      add("many/file number " + std::to_string(number), std::to_string(number));
    fs::create_directories(folder_ / "tree/no entries");
  }
  ~OutsidePrograms() override { fs::remove_all(folder_); }

  void add(const std::string& path, const std::string& content = "") {
    const fs::path file = folder_ / "tree" / path;
    fs::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary} << content;
    files_[path] = content;
  }

  // Judges the image, then compares every file by its Joliet name.
  void expect_sound(const JudgeOptions& options = {}) {
    const auto judgement = judge_file(image(), options);
    ASSERT_TRUE(judgement) << judgement.error();
    for (const Finding& finding : judgement->findings) {
      EXPECT_NE(finding.level, Level::required) << finding.clause << ": " << finding.where << ": " << finding.text;
    }
    EXPECT_EQ(judgement->files, files_.size());
    const auto source = FileSource::open(image());
    const auto entries = list(*source, Names::joliet, options);
    ASSERT_TRUE(entries) << entries.error();
    std::size_t files = 0;
    for (const Entry& entry : *entries) {
      if (entry.is_directory) continue;
      const auto bytes = read_whole(*source, entry, options);
      ASSERT_TRUE(bytes) << bytes.error();
      const auto file = files_.find(entry.path);
      ASSERT_NE(file, files_.end()) << entry.path;
      EXPECT_TRUE(std::ranges::equal(*bytes, file->second, {}, {}, [](char c) { return static_cast<std::uint8_t>(c); }))
          << entry.path;
      ++files;
    }
    EXPECT_EQ(files, files_.size());
  }

  [[nodiscard]] std::string image() const { return folder_ / "image.iso"; }
  [[nodiscard]] std::string tree() const { return folder_ / "tree"; }

  fs::path folder_;
  std::map<std::string, std::string> files_;
};

TEST_F(OutsidePrograms, genisoimage_with_joliet_breaks_nothing) {
  if (!is_installed("genisoimage")) GTEST_SKIP() << "genisoimage is not installed";
  ASSERT_EQ(run({"genisoimage", "-quiet", "-J", "-input-charset", "utf-8", "-o", image(), tree()}), 0);
  expect_sound();
}

TEST_F(OutsidePrograms, genisoimage_with_rock_ridge_and_long_names_breaks_nothing) {
  if (!is_installed("genisoimage")) GTEST_SKIP() << "genisoimage is not installed";
  ASSERT_EQ(
      run({"genisoimage", "-quiet", "-J", "-R", "-iso-level", "2", "-input-charset", "utf-8", "-o", image(), tree()}),
      0);
  expect_sound();
}

TEST_F(OutsidePrograms, genisoimage_for_a_later_session_breaks_nothing) {
  if (!is_installed("genisoimage")) GTEST_SKIP() << "genisoimage is not installed";
  ASSERT_EQ(run({"genisoimage", "-quiet", "-J", "-C", "0,5000", "-input-charset", "utf-8", "-o", image(), tree()}), 0);
  expect_sound({.first_address = 5'000, .session_start = 5'000});
}

TEST_F(OutsidePrograms, xorriso_with_joliet_breaks_nothing) {
  if (!is_installed("xorriso")) GTEST_SKIP() << "xorriso is not installed";
  ASSERT_EQ(run({"xorriso", "-in_charset", "utf-8", "-outdev", image(), "-joliet", "on", "-map", tree(), "/"}), 0);
  expect_sound();
}

TEST_F(OutsidePrograms, xorriso_as_mkisofs_with_level_2_breaks_nothing) {
  if (!is_installed("xorriso")) GTEST_SKIP() << "xorriso is not installed";
  ASSERT_EQ(
      run({"xorriso", "-as", "mkisofs", "-J", "-iso-level", "2", "-input-charset", "utf-8", "-o", image(), tree()}), 0);
  expect_sound();
}

}  // namespace
}  // namespace conformance::inspect

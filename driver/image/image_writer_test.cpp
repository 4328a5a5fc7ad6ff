#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "driver/image/segment_image.h"
#include "driver/image/temporary_file.h"
#include "driver/image/test_trees.h"

namespace driver::image {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;

std::string content_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream{file, std::ios::binary}.rdbuf();
  return text.str();
}

// The largest file that this process may write, for the time of the object.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{.rlim_cur = bytes, .rlim_max = before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &before_); }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
};

class WriteImageFile : public ::testing::Test {
 protected:
  // A small generated piece, a file that the kernel copies, and a tail that fills the block.
  SegmentImage image() {
    std::vector<Segment> segments;
    segments.push_back({5'000, GeneratedBytes{base::ByteBuffer(5'000, 'g')}});
    segments.push_back({large_.size(), FileExtent{(sources_ / "large").string(), 0}});
    segments.push_back({3'000, FileExtent{(sources_ / "small").string(), 0}});
    segments.push_back({10, ZeroBytes{}});
    return SegmentImage{std::move(segments)};
  }
  [[nodiscard]] std::string expected() const {
    std::string text = std::string(5'000, 'g') + large_ + small_ + std::string(10, '\0');
    text.resize((text.size() + 2047) / 2048 * 2048);
    return text;
  }
  std::expected<void, ImageError> write(const fs::path& file) {
    SegmentImage source = image();
    return write_image_file(source, file);
  }

  ScratchFolder sources_, target_;
  std::string large_ = std::string((1 << 20) + 777, 'L');
  std::string small_ = std::string(3'000, 's');
  void SetUp() override {
    sources_.file("large", large_);
    sources_.file("small", small_);
  }
};

TEST_F(WriteImageFile, file_is_the_image_and_nothing_else_is_left) {
  ASSERT_TRUE(write(target_ / "out.iso"));
  EXPECT_EQ(content_of(target_ / "out.iso"), expected());
  EXPECT_THAT(target_.names(), ElementsAre("out.iso"));
}

TEST_F(WriteImageFile, file_has_the_permissions_of_a_new_file) {
  const mode_t before = umask(027);
  ASSERT_TRUE(write(target_ / "out.iso"));
  umask(before);
  EXPECT_EQ(fs::status(target_ / "out.iso").permissions(), fs::perms{0640});
}

TEST_F(WriteImageFile, file_that_was_there_is_replaced) {
  target_.file("out.iso", "old");
  ASSERT_TRUE(write(target_ / "out.iso"));
  EXPECT_EQ(content_of(target_ / "out.iso"), expected());
}

TEST_F(WriteImageFile, link_keeps_pointing_to_the_replaced_file) {
  target_.file("real.iso", "old");
  fs::create_symlink("real.iso", target_ / "link.iso");
  ASSERT_TRUE(write(target_ / "link.iso"));
  EXPECT_EQ(fs::read_symlink(target_ / "link.iso"), "real.iso");
  EXPECT_EQ(content_of(target_ / "real.iso"), expected());
}

TEST_F(WriteImageFile, name_without_a_folder_means_here) {
  const fs::path before = fs::current_path();
  fs::current_path(target_.path());
  const auto written = write("out.iso");
  fs::current_path(before);
  ASSERT_TRUE(written);
  EXPECT_EQ(content_of(target_ / "out.iso"), expected());
}

TEST_F(WriteImageFile, name_of_255_bytes_is_permitted) {
  const std::string name(255, 'n');
  ASSERT_TRUE(write(target_ / name));
  EXPECT_THAT(target_.names(), ElementsAre(name));
}

TEST_F(WriteImageFile, source_that_shrank_leaves_the_target_untouched) {
  target_.file("out.iso", "old");
  fs::resize_file(sources_ / "large", 1 << 20);
  const auto written = write(target_ / "out.iso");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().path, (sources_ / "large").string());
  EXPECT_EQ(content_of(target_ / "out.iso"), "old");
  EXPECT_THAT(target_.names(), ElementsAre("out.iso"));
}

TEST_F(WriteImageFile, source_that_is_gone_leaves_no_target) {
  fs::remove(sources_ / "large");
  const auto written = write(target_ / "out.iso");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().path, (sources_ / "large").string());
  EXPECT_THAT(target_.names(), ElementsAre());
}

// Every place at which the room can end: in the first buffer, in what the kernel copies, in the last block.
TEST_F(WriteImageFile, room_that_ends_anywhere_leaves_the_target_untouched) {
  target_.file("out.iso", "old");
  const std::size_t whole = expected().size();
  for (const std::size_t room : {std::size_t{0}, std::size_t{4'096}, whole / 2, whole - 1}) {
    const FileSizeLimit limit{room};
    const auto written = write(target_ / "out.iso");
    ASSERT_FALSE(written) << room;
    EXPECT_EQ(written.error().path, (target_ / "out.iso").string());
    EXPECT_EQ(written.error().text, "cannot be written: File too large; name a place with room that you may write to");
    EXPECT_EQ(content_of(target_ / "out.iso"), "old");
    EXPECT_THAT(target_.names(), ElementsAre("out.iso"));
  }
}

TEST_F(WriteImageFile, missing_folder_is_an_error_that_names_the_target) {
  const auto written = write(target_ / "gone/out.iso");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().path, (target_ / "gone/out.iso").string());
  EXPECT_EQ(written.error().text,
            "cannot be written: No such file or directory; name a place with room that you may write to");
}

TEST_F(WriteImageFile, device_or_folder_as_target_is_refused_and_stays) {
  fs::create_directories(target_ / "folder");
  for (const auto& [place, reason] :
       {std::pair{fs::path{"/dev/null"}, "neither new nor a file"}, std::pair{target_ / "folder", "it is a folder"}}) {
    const auto written = write(place);
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().text,
              std::string("cannot be written: ") + reason + "; name a place with room that you may write to");
  }
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  EXPECT_TRUE(fs::is_directory(target_ / "folder"));
}

class TemporaryFileOf : public ::testing::TestWithParam<TemporaryFile::Kind> {};
INSTANTIATE_TEST_SUITE_P(Kinds, TemporaryFileOf,
                         ::testing::Values(TemporaryFile::Kind::nameless_if_possible, TemporaryFile::Kind::named));

TEST_P(TemporaryFileOf, either_kind_leaves_nothing_without_a_commit) {
  ScratchFolder folder;
  {
    TemporaryFile file{folder / "target", GetParam()};
    ASSERT_TRUE(file.is_open()) << file.reason();
    EXPECT_TRUE(file.write(base::ByteBuffer(10)));
  }
  EXPECT_THAT(folder.names(), ElementsAre());
}

TEST_P(TemporaryFileOf, one_target_does_not_meet_another_of_it) {
  ScratchFolder folder;
  TemporaryFile first{folder / "target", GetParam()}, second{folder / "target", GetParam()};
  ASSERT_TRUE(first.write(base::ByteBuffer(1, '1')));
  ASSERT_TRUE(second.write(base::ByteBuffer(1, '2')));
  EXPECT_TRUE(second.commit());
  EXPECT_TRUE(first.commit());
  EXPECT_EQ(content_of(folder / "target"), "1");
  EXPECT_THAT(folder.names(), ElementsAre("target"));
}

TEST_P(TemporaryFileOf, an_occupied_place_is_gone_again) {
  ScratchFolder folder;
  {
    TemporaryFile file{folder / "target", GetParam()};
    folder.file("target/occupied");
    EXPECT_FALSE(file.commit());
    EXPECT_EQ(file.reason(), "Is a directory");
  }
  EXPECT_THAT(folder.names(), ElementsAre("target"));
}

}  // namespace
}  // namespace driver::image

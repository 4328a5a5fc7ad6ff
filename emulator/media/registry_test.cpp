#include "emulator/media/registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "emulator/media/disc_fixture.h"

namespace emulator::media {
namespace {

using Kind = MediaError::Kind;
using testing::HasSubstr;

class RegistryTest : public testing::Test {
 protected:
  [[nodiscard]] std::optional<Kind> open(const std::filesystem::path& file) {
    auto medium = open_medium(file);
    if (medium) return {};
    message_ = medium.error().message;
    return medium.error().kind;
  }
  [[nodiscard]] std::optional<Kind> create(std::string_view name, std::string_view medium) {
    const auto made = create_disc(folder_ / name, medium, {.profiles = media_profiles()});
    if (made) return {};
    message_ = made.error().message;
    return made.error().kind;
  }
  void put(std::string_view name, std::string_view text) { std::ofstream{folder_ / name, std::ios::binary} << text; }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator{folder_.path()}, {}));
  }

  TestFolder folder_;
  std::string message_;
};

TEST_F(RegistryTest, every_media_profile_makes_a_disc_that_opens) {
  for (const std::string& name : medium_names(media_profiles())) {
    ASSERT_EQ(create(name + ".bbd", name), std::nullopt) << message_;
    const auto medium = open_medium(folder_ / (name + ".bbd"));
    ASSERT_TRUE(medium) << medium.error().message;
    EXPECT_EQ((*medium)->identity().name, name);
    // A DVD-RAM is sold formatted.
    EXPECT_EQ((*medium)->layout({}).status, name == "dvd-ram" ? DiscStatus::other : DiscStatus::blank);
  }
}

TEST_F(RegistryTest, a_blank_disc_takes_little_of_the_host) {
  ASSERT_EQ(create("disc.bbd", "bd-r"), std::nullopt);
  EXPECT_GT(std::filesystem::file_size(folder_ / "disc.bbd"), 25'000'000'000U);
  struct stat status{};
  ASSERT_EQ(::stat((folder_ / "disc.bbd").c_str(), &status), 0);
  EXPECT_LT(status.st_blocks * 512, 1 << 20);
}

TEST_F(RegistryTest, an_unknown_medium_is_refused_with_the_names_there_are) {
  EXPECT_EQ(create("disc.bbd", "vhs"), Kind::unknown_medium);
  EXPECT_THAT(message_, HasSubstr("bd-r"));
  EXPECT_EQ(files(), 0U);
}

TEST_F(RegistryTest, a_name_cannot_lead_out_of_the_profiles_folder) {
  EXPECT_EQ(create("disc.bbd", "../media/bd-r"), Kind::unknown_medium);
}

TEST_F(RegistryTest, a_disc_that_is_written_once_may_be_smaller) {
  const auto create_of = [&](std::string_view medium, std::int64_t blocks) {
    std::filesystem::remove(folder_ / "disc.bbd");
    const auto made =
        create_disc(folder_ / "disc.bbd", medium, {.profiles = media_profiles(), .capacity = base::BlockCount{blocks}});
    if (!made) message_ = made.error().message;
    return made ? std::optional<Kind>{} : made.error().kind;
  };
  for (const char* const medium : {"cd-r", "dvd+r", "dvd+r-dl", "bd-r", "bd-r-dl", "bd-r-ql"}) {
    ASSERT_EQ(create_of(medium, 1280), std::nullopt) << message_;
    const auto disc = open_medium(folder_ / "disc.bbd");
    ASSERT_TRUE(disc) << disc.error().message;
    EXPECT_EQ((*disc)->identity().capacity, base::BlockCount{1280});
    EXPECT_EQ((*disc)->layout({}).tracks.front().free_blocks, base::BlockCount{1280});
  }
  EXPECT_EQ(create_of("bd-r-dl", 1312), Kind::bad_profile);
  EXPECT_THAT(message_, HasSubstr("multiples of 64"));
  EXPECT_EQ(create_of("bd-r", 12'219'424), Kind::bad_profile);
  EXPECT_EQ(create_of("bd-re", 1280), Kind::bad_profile);
  EXPECT_THAT(message_, HasSubstr("leave --blocks out"));
}

// A disc that nothing could open afterwards.
TEST_F(RegistryTest, a_profile_that_breaks_an_invariant_makes_no_disc) {
  std::filesystem::create_directory(folder_ / "profiles");
  const auto create_of = [&](std::string_view fields) {
    put("profiles/odd.json", R"({"format": "burnbench-media-profile", "version": 1, "name": "odd", )" +
                                 std::string(fields) + R"(, "write_speeds_kbytes_per_second": [8992]})");
    const auto made = create_disc(folder_ / "disc.bbd", "odd", {.profiles = folder_ / "profiles"});
    return made ? std::optional<Kind>{} : made.error().kind;
  };
  EXPECT_EQ(create_of(R"("profile": "0041", "capacity_blocks": 100)"), Kind::bad_profile) << "not whole clusters";
  EXPECT_EQ(create_of(R"("profile": "0009", "capacity_blocks": 100)"), Kind::bad_profile) << "no ATIP";
  EXPECT_EQ(create_of(R"("profile": "001B", "capacity_blocks": 4173840)"), Kind::bad_profile) << "no such DVD";
  EXPECT_FALSE(std::filesystem::exists(folder_ / "disc.bbd"));
  EXPECT_EQ(create_of(R"("profile": "0041", "capacity_blocks": 128)"), std::nullopt);
}

TEST_F(RegistryTest, an_existing_file_is_never_overwritten) {
  put("disc.bbd", "mine");
  EXPECT_EQ(create("disc.bbd", "bd-r"), Kind::exists);
  std::string text;
  std::ifstream{folder_ / "disc.bbd"} >> text;
  EXPECT_EQ(text, "mine");
  EXPECT_EQ(files(), 1U);
}

TEST_F(RegistryTest, a_dangling_link_is_never_overwritten) {
  std::filesystem::create_symlink(folder_ / "elsewhere", folder_ / "disc.bbd");
  EXPECT_EQ(create("disc.bbd", "bd-r"), Kind::exists);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "elsewhere"));
}

TEST_F(RegistryTest, a_missing_folder_cannot_be_written) {
  EXPECT_EQ(create("none/disc.bbd", "bd-r"), Kind::cannot_write);
}

// A file system that takes no more, as a limit on the child's file size shows it.
TEST_F(RegistryTest, a_disc_that_does_not_fit_leaves_nothing_behind) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const rlimit limit{1 << 20, 1 << 20};
    ::signal(SIGXFSZ, SIG_IGN);
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(1);
    ::_exit(create("disc.bbd", "bd-r") == Kind::cannot_write ? 0 : 2);
  }
  int status{};
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(files(), 0U);
}

TEST_F(RegistryTest, looking_shares_a_disc_and_keeps_others_from_writing) {
  ASSERT_EQ(create("disc.bbd", "bd-r"), std::nullopt);
  const auto first = open_medium(folder_ / "disc.bbd", {.is_read_only = true});
  const auto second = open_medium(folder_ / "disc.bbd", {.is_read_only = true});
  EXPECT_TRUE(first);
  EXPECT_TRUE(second);
  EXPECT_EQ(open(folder_ / "disc.bbd"), Kind::in_use);
}

// README.md, The disc file: what is written is said by extents, so holes that a copy makes or fills change nothing.
TEST_F(RegistryTest, a_sparse_copy_is_the_same_disc) {
  ASSERT_EQ(create("disc.bbd", "cd-r"), std::nullopt);
  {
    const auto disc = open_medium(folder_ / "disc.bbd");
    ASSERT_TRUE(disc);
    const base::ByteBuffer zeros(std::size_t{300} * 2048);
    ASSERT_TRUE((*disc)->write({.range = {base::Lba{0}, base::BlockCount{300}}, .data = zeros}, {}));
    const auto epoch = (*disc)->close({.function = 2}, {});
    ASSERT_TRUE(epoch && (*disc)->flush(*epoch));
  }
  const std::string command =
      "cp --sparse=always '" + (folder_ / "disc.bbd").string() + "' '" + (folder_ / "copy.bbd").string() + "'";
  ASSERT_EQ(std::system(command.c_str()), 0);
  const auto verified = verify_disc(folder_ / "copy.bbd");
  ASSERT_TRUE(verified);
  EXPECT_FALSE(*verified);
  const auto copy = open_medium(folder_ / "copy.bbd");
  ASSERT_TRUE(copy);
  EXPECT_EQ((*copy)->last_readable(), base::Lba{301});
  EXPECT_TRUE((*copy)->read({base::Lba{0}, base::BlockCount{300}}));
}

TEST_F(RegistryTest, reopened_disc_has_what_was_flushed_and_nothing_else) {
  ASSERT_EQ(create("disc.bbd", "dvd+r"), std::nullopt);
  auto disc = open_medium(folder_ / "disc.bbd");
  ASSERT_TRUE(disc);
  const base::ByteBuffer data(std::size_t{16} * 2048, 0x11);
  ASSERT_TRUE((*disc)->write({.range = {base::Lba{0}, base::BlockCount{16}}, .data = data}, {}));
  ASSERT_TRUE((*disc)->flush((*disc)->checkpoint()));
  ASSERT_TRUE((*disc)->write({.range = {base::Lba{16}, base::BlockCount{16}}, .data = data}, {}));
  disc = reopen(*std::move(disc));
  ASSERT_TRUE(disc) << disc.error().message;
  EXPECT_EQ((*disc)->layout({}).tracks.back().next_writable, base::Lba{16});
  disc = reopen(*std::move(disc));
  EXPECT_TRUE(disc) << "as often as wanted";
  std::filesystem::remove(folder_ / "disc.bbd");
  EXPECT_EQ(reopen(*std::move(disc)).error().kind, Kind::not_found);
}

// An answer that nobody takes may hold a slice for long, and the mapping under it holds the open file.
TEST_F(RegistryTest, closed_disc_is_free_although_a_slice_of_it_lives) {
  ASSERT_EQ(create("disc.bbd", "dvd+r"), std::nullopt);
  auto disc = open_medium(folder_ / "disc.bbd");
  ASSERT_TRUE(disc);
  const base::ByteBuffer data(std::size_t{16} * 2048, 0x11);
  ASSERT_TRUE((*disc)->write({.range = {base::Lba{0}, base::BlockCount{16}}, .data = data}, {}));
  const auto slices = (*disc)->read({base::Lba{0}, base::BlockCount{16}});
  ASSERT_TRUE(slices);
  ASSERT_TRUE(std::holds_alternative<scsi::Slice>(slices->at(0)));
  disc->reset();
  EXPECT_EQ(open(folder_ / "disc.bbd"), std::nullopt) << message_;
  EXPECT_EQ(scsi::gather(*slices), data);
}

TEST_F(RegistryTest, reopened_image_is_what_it_was_said_to_be) {
  put("image", std::string(std::size_t{20} * 2048, 'x'));
  auto disc = open_medium(folder_ / "image", {.image_is = ProfileNumber::dvd_rom});
  ASSERT_TRUE(disc);
  disc = reopen(*std::move(disc));
  ASSERT_TRUE(disc) << disc.error().message;
  EXPECT_EQ((*disc)->profile_number(), ProfileNumber::dvd_rom);
}

TEST_F(RegistryTest, verify_wants_a_disc_file_that_nobody_writes) {
  put("note.txt", "buy discs");
  EXPECT_EQ(verify_disc(folder_ / "note.txt").error().kind, Kind::not_a_medium);
  EXPECT_EQ(verify_disc(folder_ / "none").error().kind, Kind::not_found);
  ASSERT_EQ(create("disc.bbd", "bd-r"), std::nullopt);
  const auto medium = open_medium(folder_ / "disc.bbd");
  EXPECT_EQ(verify_disc(folder_ / "disc.bbd").error().kind, Kind::in_use);
}

TEST_F(RegistryTest, a_missing_file_is_not_found) { EXPECT_EQ(open(folder_ / "none.bbd"), Kind::not_found); }

TEST_F(RegistryTest, a_file_of_another_kind_is_not_a_medium) {
  put("empty", "");
  put("note.txt", "buy discs");
  put("large.bin", std::string(40'000, 'x'));
  EXPECT_EQ(open(folder_ / "empty"), Kind::not_a_medium);
  EXPECT_EQ(open(folder_ / "note.txt"), Kind::not_a_medium);
  EXPECT_EQ(open(folder_ / "large.bin"), Kind::not_a_medium);
  EXPECT_TRUE(open_medium(folder_ / "large.bin", {.image_is = ProfileNumber::cd_rom}));
}

TEST_F(RegistryTest, a_disc_has_one_user_at_a_time) {
  ASSERT_EQ(create("disc.bbd", "bd-r"), std::nullopt);
  {
    const auto medium = open_medium(folder_ / "disc.bbd");
    ASSERT_TRUE(medium);
    EXPECT_EQ(open(folder_ / "disc.bbd"), Kind::in_use);
  }
  EXPECT_EQ(open(folder_ / "disc.bbd"), std::nullopt);
}

TEST_F(RegistryTest, a_disc_that_cannot_be_written_is_refused) {
  if (::geteuid() == 0) return;  // root writes everything
  ASSERT_EQ(create("disc.bbd", "bd-r"), std::nullopt);
  std::filesystem::permissions(folder_ / "disc.bbd", std::filesystem::perms::owner_read);
  EXPECT_EQ(open(folder_ / "disc.bbd"), Kind::cannot_write);
}

}  // namespace
}  // namespace emulator::media

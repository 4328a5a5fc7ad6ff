// The whole chain in one process: a tree is mastered, burned, appended to, and read back byte by byte.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "conformance/cases/closed_loop/emulated_drive.h"
#include "conformance/inspect/judge.h"
#include "emulator/base/prng.h"

namespace conformance::cases::closed_loop {
namespace {

using driver::burn::Method;

class Silent final : public driver::burn::Observer {
 public:
  void waiting(const driver::mmc::Sense& /*reason*/, base::Duration /*so_far*/) override {}
  void remarked(const driver::mmc::Sense& /*remark*/) override {}
  void step_begins(const driver::burn::Step& /*step*/, std::size_t /*number*/, std::size_t /*count*/) override {}
  void progressed(const driver::burn::Progress& /*progress*/) override {}
  void noted(const std::string& /*text*/) override {}
  bool cancel_requested() override { return false; }
};

// Files of sizes around a block and one larger than a transfer, with bytes that follow the seed.
void make_tree(const std::filesystem::path& folder, std::uint64_t seed) {
  base::Prng random(seed);
  std::filesystem::create_directories(folder / "inner" / "deep");
  for (const std::size_t size : {0U, 1U, 2047U, 2048U, 2049U, 200'000U}) {
    std::string bytes(size, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random.next());
    std::ofstream(folder / "inner" / ("file " + std::to_string(size) + ".bin"), std::ios::binary) << bytes;
    std::ofstream(folder / "inner" / "deep" / ("same-" + std::to_string(size)), std::ios::binary) << bytes;
  }
}

struct Way {
  std::string medium;
  Method method;
  std::string name;
};

class ClosedLoop : public testing::TestWithParam<Way> {
 protected:
  struct Session {
    base::Lba start;
    base::ByteBuffer image;
  };

  // Masters a tree for the disc's next session, burns it, and gives the image that must be there.
  Session burn(std::uint64_t seed, driver::burn::Finish finish = driver::burn::Finish::keep_appendable) {
    const std::filesystem::path tree = drive_.folder() / ("tree-" + std::to_string(seed));
    make_tree(tree, seed);
    const driver::burn::BurnOptions options{.method = GetParam().method, .finish = finish};
    const auto facts = driver::discover(drive_.connection());
    EXPECT_TRUE(facts) << driver::mmc::describe(facts.error());
    const auto start = driver::burn::next_start(*facts, options);
    EXPECT_TRUE(start) << start.error().text;
    auto mastered = driver::image::master(tree, {.timestamp = 1'764'028'800, .start = *start - base::Lba{0}});
    EXPECT_TRUE(mastered) << mastered.error().text;
    Silent observer;
    const auto report = driver::burn_image(drive_.connection(), *mastered->image, options, observer);
    EXPECT_TRUE(report) << driver::describe(report.error());
    Session session{*start, base::ByteBuffer(static_cast<std::size_t>(mastered->image->size().value) * 2048)};
    EXPECT_TRUE(mastered->image->read(base::BlockCount{0}, session.image));
    return session;
  }

  void expect_on_disc(const Session& session) {
    const auto blocks = base::ByteCount{static_cast<std::int64_t>(session.image.size())}.blocks();
    const base::ByteBuffer found = drive_.read(session.start, blocks);
    ASSERT_EQ(found.size(), session.image.size());
    EXPECT_TRUE(found == session.image) << "the session at " << session.start.value << " differs";
  }

  EmulatedDrive drive_{"generic-bd", GetParam().medium};
};

TEST_P(ClosedLoop, two_sessions_are_read_back_as_they_were_mastered) {
  const Session first = burn(1);
  expect_on_disc(first);
  const Session second = burn(2);
  expect_on_disc(second);
  expect_on_disc(first);
  EXPECT_NE(first.image, second.image);
}

TEST_P(ClosedLoop, burned_image_is_sound_and_a_later_one_is_for_its_address) {
  burn(3);
  const Session second = burn(4);
  const auto address = static_cast<std::uint32_t>(second.start.value);
  const inspect::MemorySource source(second.image);
  const auto judgement = inspect::judge(source, {.first_address = address, .session_start = address});
  ASSERT_TRUE(judgement) << judgement.error();
  EXPECT_FALSE(judgement->is_broken()) << judgement->findings.front().clause << ": "
                                       << judgement->findings.front().text;
  EXPECT_TRUE(judgement->has_joliet);
  EXPECT_EQ(judgement->files, 12U);
}

TEST_P(ClosedLoop, finalized_disc_takes_no_further_session) {
  const Session only = burn(5, driver::burn::Finish::finalize);
  expect_on_disc(only);
  const auto facts = driver::discover(drive_.connection());
  ASSERT_TRUE(facts);
  EXPECT_FALSE(driver::burn::next_start(*facts, {.method = GetParam().method}));
}

INSTANTIATE_TEST_SUITE_P(Media, ClosedLoop,
                         testing::Values(Way{"bd-r", Method::automatic, "bd_r"},
                                         Way{"dvd+r", Method::automatic, "dvd_plus_r"},
                                         Way{"dvd-r", Method::automatic, "dvd_r"},
                                         Way{"cd-r", Method::track_at_once, "cd_r_track_at_once"},
                                         Way{"cd-r", Method::session_at_once, "cd_r_session_at_once"}),
                         [](const auto& way) { return way.param.name; });

}  // namespace
}  // namespace conformance::cases::closed_loop

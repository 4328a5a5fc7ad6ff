#include "emulator/media/store.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "emulator/media/disc_fixture.h"
#include "emulator/media/noting_file.h"

namespace emulator::media {
namespace {

constexpr base::BlockCount capacity{100'000};

class StoreTest : public testing::Test {
 protected:
  void SetUp() override {
    auto file = create_file(path());
    ASSERT_TRUE(file);
    const DiscContents blank{.profile = ProfileNumber::bd_r_sequential,
                             .identity = {.name = "x", .capacity = capacity}};
    ASSERT_TRUE(write_new_disc((*file)->file(), blank));
    ASSERT_TRUE((*file)->publish());
    reopen();
  }
  void reopen() {
    store_.reset();
    auto file = open_file(path(), FileAccess::exclusive_write);
    ASSERT_TRUE(file);
    const auto disc = load_disc(**file);
    ASSERT_TRUE(disc) << disc.error().detail;
    state_ = disc->contents.state;
    store_ = std::make_unique<Store>(*std::move(file), *disc);
    ASSERT_TRUE(store_->is_usable());
  }
  [[nodiscard]] std::filesystem::path path() const { return folder_ / "disc.bbd"; }
  // Writes blocks and counts them as written.
  void put(std::int64_t first, std::int64_t count) {
    const base::BlockRange range{base::Lba{first}, base::BlockCount{count}};
    ASSERT_TRUE(store_->write(range.first, pattern(range)));
    state_.user_data().add(range);
  }
  [[nodiscard]] bool holds(std::int64_t first, std::int64_t count) const {
    const base::BlockRange range{base::Lba{first}, base::BlockCount{count}};
    const base::ByteBuffer wanted = pattern(range);
    return std::ranges::equal(store_->slice(range).bytes, wanted);
  }

  TestFolder folder_;
  std::unique_ptr<Store> store_;
  DiscState state_;
};

TEST_F(StoreTest, what_is_written_can_be_read_at_once) {
  put(500, 3);
  EXPECT_TRUE(holds(500, 3));
}

TEST_F(StoreTest, a_slice_stays_when_the_store_is_gone) {
  put(7, 2);
  const scsi::Slice slice = store_->slice({base::Lba{7}, base::BlockCount{2}});
  store_.reset();
  std::filesystem::remove(path());
  EXPECT_TRUE(std::ranges::equal(slice.bytes, pattern({base::Lba{7}, base::BlockCount{2}})));
}

TEST_F(StoreTest, an_unchanged_state_needs_no_new_epoch) {
  EXPECT_EQ(store_->begin_epoch(state_), scsi::FlushEpoch{0});
  EXPECT_TRUE(store_->flush(scsi::FlushEpoch{0}));
  put(0, 1);
  const scsi::FlushEpoch first = store_->begin_epoch(state_);
  EXPECT_EQ(store_->begin_epoch(state_), first);
  put(1, 1);
  EXPECT_GT(store_->begin_epoch(state_), first);
}

TEST_F(StoreTest, only_the_epochs_that_were_asked_for_become_durable) {
  put(0, 1);
  const scsi::FlushEpoch first = store_->begin_epoch(state_);
  const DiscState after_first = state_;
  put(1, 1);
  static_cast<void>(store_->begin_epoch(state_));
  ASSERT_TRUE(store_->flush(first));
  reopen();
  EXPECT_EQ(state_, after_first);
}

TEST_F(StoreTest, a_later_epoch_brings_the_earlier_ones) {
  put(0, 1);
  const scsi::FlushEpoch first = store_->begin_epoch(state_);
  put(1, 1);
  const scsi::FlushEpoch second = store_->begin_epoch(state_);
  const DiscState all = state_;
  ASSERT_TRUE(store_->flush(second));
  ASSERT_TRUE(store_->flush(first));
  reopen();
  EXPECT_EQ(state_, all);
  EXPECT_TRUE(holds(0, 2));
}

TEST_F(StoreTest, zeros_are_written_over_what_a_crash_left) {
  put(100, 200);
  ASSERT_TRUE(store_->write_zeros({base::Lba{101}, base::BlockCount{150}}));
  EXPECT_TRUE(holds(100, 1));
  EXPECT_TRUE(holds(251, 49));
  const scsi::Slice zeros = store_->slice({base::Lba{101}, base::BlockCount{150}});
  EXPECT_TRUE(std::ranges::all_of(zeros.bytes, [](std::uint8_t byte) { return byte == 0; }));
}

TEST_F(StoreTest, blocks_of_a_file_that_was_cut_short_are_lost_and_end_nobody) {
  put(0, 300);
  std::filesystem::resize_file(path(), 8192 + 100 * 2048);
  EXPECT_EQ(store_->first_lost({base::Lba{0}, base::BlockCount{100}}), base::Lba{100});
  EXPECT_TRUE(holds(0, 100));
  EXPECT_EQ(store_->first_lost({base::Lba{0}, base::BlockCount{300}}), base::Lba{100});
  EXPECT_EQ(store_->first_lost({base::Lba{299}, base::BlockCount{1}}), base::Lba{299});
}

TEST_F(StoreTest, a_file_that_was_cut_short_takes_no_epoch) {
  put(0, 1);
  std::filesystem::resize_file(path(), 8192);
  EXPECT_FALSE(store_->flush(store_->begin_epoch(state_)));
  EXPECT_FALSE(store_->write(base::Lba{1}, pattern({base::Lba{1}, base::BlockCount{1}})));
  EXPECT_EQ(std::filesystem::file_size(path()), 8192U) << "nothing is put behind a hole";
}

// README.md, Durable step: data, log, superblock, each followed by an fdatasync.
TEST(StoreOrder, a_durable_step_is_three_writes_each_confirmed) {
  NotingFile blank;
  ASSERT_TRUE(write_new_disc(
      blank, {.profile = ProfileNumber::bd_r_sequential, .identity = {.name = "x", .capacity = capacity}}));
  auto owned = std::make_unique<NotingFile>(blank.content());
  NotingFile& file = *owned;
  const auto disc = load_disc(file);
  ASSERT_TRUE(disc);
  Store store{std::move(owned), *disc};
  DiscState state;
  ASSERT_TRUE(store.write(base::Lba{3}, base::ByteBuffer(2048, 0xAA)));
  state.user_data().add({base::Lba{3}, base::BlockCount{1}});
  ASSERT_TRUE(store.flush(store.begin_epoch(state)));

  const auto is_synchronize = [](const Operation& operation) { return operation.bytes.empty(); };
  ASSERT_EQ(file.operations.size(), 6U);
  EXPECT_EQ(file.operations[0].offset, 8192 + 3 * 2048);
  EXPECT_TRUE(is_synchronize(file.operations[1]));
  EXPECT_EQ(file.operations[2].offset, disc->geometry.log_offset + disc->log.length);
  EXPECT_TRUE(is_synchronize(file.operations[3]));
  EXPECT_EQ(file.operations[4].offset, 4096) << "generation 3 goes over generation 1";
  EXPECT_TRUE(is_synchronize(file.operations[5]));
}

// The loop writes and begins epochs, a worker flushes them; neither waits for the other but by the epoch.
TEST_F(StoreTest, flushing_runs_beside_writing) {
  std::atomic<std::uint64_t> begun{0};
  std::atomic<bool> is_done{false};
  std::atomic<int> failures{0};
  std::thread worker([&] {
    while (!is_done) {
      if (!store_->flush(scsi::FlushEpoch{begun.load()})) ++failures;
    }
  });
  for (std::int64_t block = 0; block < 300; ++block) {
    put(block, 1);
    begun = static_cast<std::uint64_t>(store_->begin_epoch(state_));
    EXPECT_TRUE(holds(block / 2, 1));
  }
  is_done = true;
  worker.join();
  EXPECT_EQ(failures, 0);
  ASSERT_TRUE(store_->flush(scsi::FlushEpoch{begun.load()}));
  const DiscState all = state_;
  reopen();
  EXPECT_EQ(state_, all);
  EXPECT_TRUE(holds(0, 300));
}

}  // namespace
}  // namespace emulator::media

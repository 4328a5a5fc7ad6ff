// What a loss of power leaves of a disc that is overwritten: each block as it was or as it was to be, and never a
// mixture of the records. README.md, Durable step.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "emulator/media/crash_bench.h"
#include "emulator/media/disc_fixture.h"

namespace emulator::media {
namespace {

struct Kind {
  const char* name;
  ProfileNumber profile;
};
constexpr Kind kinds[] = {
    {"bd-re", ProfileNumber::bd_re}, {"dvd+rw", ProfileNumber::dvd_plus_rw}, {"dvd-ram", ProfileNumber::dvd_ram}};

bool put(Bench& bench, base::BlockRange range, std::uint8_t seed) {
  const base::ByteBuffer data = pattern(range, seed);
  return bench.medium->write({.range = range, .data = data}, bench.parameters).has_value();
}

bool save(Bench& bench) { return bench.medium->flush(bench.medium->checkpoint()); }

bool format(Bench& bench) {
  bench.medium->suspend_format();
  const auto epoch = bench.medium->format(bench.medium->formats().front());
  return epoch && bench.medium->flush(*epoch);
}

// Even numbers of blocks, so that the half of a write that a loss of power leaves ends with a block.
std::vector<Step> steps() {
  constexpr auto blocks = [](std::int64_t first, std::int64_t count) {
    return base::BlockRange{base::Lba{first}, base::BlockCount{count}};
  };
  return {format,
          [=](Bench& bench) { return put(bench, blocks(0, 64), 1); },
          save,
          [=](Bench& bench) { return put(bench, blocks(8, 16), 2); },
          save,
          [=](Bench& bench) { return put(bench, blocks(8, 16), 3); },
          [=](Bench& bench) { return put(bench, blocks(640, 2), 1); },
          save,
          format,
          [=](Bench& bench) { return put(bench, blocks(4, 2), 4); },
          save};
}

// What was written to each block, by the number of operations after which it was.
using Versions = std::map<std::int64_t, std::vector<std::pair<std::size_t, base::ByteBuffer>>>;

Versions versions_of(const std::vector<Operation>& operations, const Geometry& geometry) {
  Versions versions;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const Operation& operation = operations[i];
    if (operation.offset < geometry.user_data_offset || operation.offset >= geometry.log_offset) continue;
    const std::int64_t first = (operation.offset - geometry.user_data_offset) / base::block_bytes;
    for (std::size_t at = 0; at < operation.bytes.size(); at += base::block_bytes) {
      const auto begin = operation.bytes.begin() + static_cast<std::ptrdiff_t>(at);
      versions[first + static_cast<std::int64_t>(at) / base::block_bytes].emplace_back(
          i + 1, base::ByteBuffer{begin, begin + base::block_bytes});
    }
  }
  return versions;
}

// The last version that an fdatasync has confirmed, or one that was written since.
bool is_possible(const Versions& versions, std::int64_t block, const base::ByteBuffer& there, std::size_t confirmed) {
  const auto written = versions.find(block);
  if (written == versions.end()) return false;
  bool is_any = false;
  for (const auto& [after, bytes] : written->second) {
    if (after <= confirmed) is_any = false;
    is_any = is_any || bytes == there;
  }
  return is_any;
}

class OverwritableCrashTest : public testing::TestWithParam<Kind> {
 protected:
  static bool holds_old_or_new(const NotingFile& file, const LoadedDisc& disc, const Versions& versions,
                               std::size_t confirmed) {
    for (const base::BlockRange& extent : disc.contents.state.user_data().ranges()) {
      for (base::Lba block = extent.first; block < extent.end(); block += base::BlockCount{1}) {
        base::ByteBuffer there(base::block_bytes);
        if (!file.read(disc.geometry.offset_of(block), there)) return false;
        if (!is_possible(versions, block.value, there, confirmed)) return false;
      }
    }
    return true;
  }
};

TEST_P(OverwritableCrashTest, power_loss_at_every_operation_leaves_old_or_new_blocks_and_one_of_two_records) {
  const SparseBytes before = small_blank(GetParam().name, GetParam().profile);
  Bench bench{before};
  const Milestones milestones = run_all(bench, steps());
  ASSERT_EQ(milestones.size(), 6U);
  const std::vector<Operation>& operations = bench.file->operations;
  const Versions versions = versions_of(operations, load_sound(*bench.file)->geometry);
  const std::size_t losses = for_each_loss(before, operations, [&](const Loss& loss) {
    const auto disc = load_sound(loss.file);
    ASSERT_TRUE(disc) << loss.after << ": " << disc.error().invariant << ": " << disc.error().detail;
    ASSERT_TRUE(is_earlier_or_later(milestones, loss.after, disc->contents.state)) << "after " << loss.after;
    ASSERT_TRUE(holds_old_or_new(loss.file, *disc, versions, loss.confirmed)) << "after " << loss.after;
  });
  EXPECT_GT(losses, 60U);
}

// The failing operation is a write (no space) or an fdatasync (an I/O error), one after the other until none is left.
TEST_P(OverwritableCrashTest, every_refusal_of_the_file_system_is_an_error_and_leaves_a_sound_disc) {
  const SparseBytes before = small_blank(GetParam().name, GetParam().profile);
  for (std::size_t failing = 0;; ++failing) {
    Bench bench{before};
    bench.file->fail_at = failing;
    const auto all = steps();
    const auto failed = std::ranges::find_if(all, [&](const auto& step) { return !step(bench); });
    if (failed == all.end()) {
      EXPECT_FALSE(bench.file->has_failed);
      EXPECT_GT(failing, 25U);
      return;
    }
    EXPECT_TRUE(bench.file->has_failed);
    const auto disc = load_sound(*bench.file);
    ASSERT_TRUE(disc) << failing << ": " << disc.error().invariant << ": " << disc.error().detail;
  }
}

TEST_P(OverwritableCrashTest, a_write_without_space_is_a_write_error_and_records_nothing) {
  Bench bench{small_blank(GetParam().name, GetParam().profile)};
  ASSERT_TRUE(format(bench));
  const base::BlockRange range{base::Lba{40}, base::BlockCount{4}};
  // The first operation is of the zeros around the blocks, the last of the blocks themselves.
  for (const std::size_t failing : {0U, 1U, 2U}) {
    bench.file->fail_at = failing;
    const auto refused = bench.medium->write({.range = range, .data = pattern(range)}, bench.parameters);
    EXPECT_EQ(outcome(refused), "3/0C/00") << failing;
    const auto zeros = bench.medium->read({base::Lba{32}, base::BlockCount{32}});
    ASSERT_TRUE(zeros);
    EXPECT_TRUE(std::holds_alternative<scsi::Fill>(zeros->front())) << "nothing counts as written";
  }
  EXPECT_TRUE(put(bench, range, 1)) << "space is back";
  EXPECT_TRUE(save(bench));
}

INSTANTIATE_TEST_SUITE_P(Families, OverwritableCrashTest, testing::ValuesIn(kinds), [](const auto& run) {
  std::string name = run.param.name;
  std::erase_if(name, [](char letter) { return letter == '-' || letter == '+'; });
  return name;
});

}  // namespace
}  // namespace emulator::media

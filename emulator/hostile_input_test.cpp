// The fuzzers' corpora and seeded noise, so that the ordinary tests run what the fuzzers do.
#include "emulator/hostile_input.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "emulator/base/hex.h"
#include "emulator/base/prng.h"

namespace emulator {
namespace {

std::vector<base::ByteBuffer> corpus(const std::string& name) {
  std::vector<base::ByteBuffer> inputs;
  const std::filesystem::path folder = BURNBENCH_SOURCE_DIR "/fixtures/corpus/" + name;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    std::ifstream stream{entry.path(), std::ios::binary};
    inputs.emplace_back(std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{});
  }
  EXPECT_GE(inputs.size(), 5U);
  return inputs;
}

// A few bytes of an input of the corpus changed, taken out or doubled.
base::ByteBuffer spoiled(base::ByteBuffer input, base::Prng& chance) {
  for (std::uint64_t count = 1 + chance.below(4); count > 0 && !input.empty(); --count) {
    const auto at = input.begin() + static_cast<std::ptrdiff_t>(chance.below(input.size()));
    switch (chance.below(4)) {
      case 0:
        input.erase(at);
        break;
      case 1:
        input.insert(at, *at);
        break;
      default:
        *at = static_cast<std::uint8_t>(chance.next());
        break;
    }
  }
  return input;
}

void expect_nothing_wrong(const std::string& name, std::string (*wrong_in)(base::Bytes), int rounds) {
  constexpr std::uint64_t seed = 20'261'128;
  base::Prng chance{seed};
  const auto inputs = corpus(name);
  for (const base::ByteBuffer& input : inputs) EXPECT_EQ(wrong_in(input), "") << base::format_hex(input);
  for (int round = 0; round < rounds; ++round) {
    const base::ByteBuffer input = spoiled(inputs[chance.below(inputs.size())], chance);
    ASSERT_EQ(wrong_in(input), "") << "seed " << seed << ", round " << round << ": " << base::format_hex(input);
  }
}

TEST(HostileInput, connections_are_answered_alike_however_they_are_cut) {
  expect_nothing_wrong("connection", wrong_in_connection, 300);
}

TEST(HostileInput, commands_have_a_status_and_leave_a_drive_that_answers) {
  expect_nothing_wrong("command", wrong_in_commands, 100);
}

}  // namespace
}  // namespace emulator

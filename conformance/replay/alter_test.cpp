#include "conformance/replay/alter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <set>

#include "conformance/replay/drive_role.h"
#include "conformance/replay/trace_for_test.h"
#include "conformance/trace/payload.h"

namespace conformance::replay {
namespace {

using testing::HasSubstr;

constexpr auto tur = "00 00 00 00 00 00";
constexpr auto capacity = "25 00 00 00 00 00 00 00 00 00";
constexpr auto write = "2A 00 00 00 00 10 00 00 01 00";

base::ByteBuffer ramp(std::size_t size) {
  base::ByteBuffer bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i / 3);
  return bytes;
}

class AlterTest : public testing::Test {
 protected:
  std::vector<trace::Exchange> read(const std::filesystem::path& file) {
    std::vector<trace::Exchange> all;
    auto reader = trace::Reader::open(file);
    EXPECT_TRUE(reader) << reader.error().text;
    while (reader) {
      auto exchange = reader->next();
      EXPECT_TRUE(exchange) << exchange.error().text;
      if (!exchange || !*exchange) break;
      all.push_back(**std::move(exchange));
    }
    return all;
  }
  [[nodiscard]] std::filesystem::path altered_file() const { return folder_.file().parent_path() / "altered.bbt"; }

  TraceFolder folder_;
};

const std::vector<RecordedCommand> session{
    {.cdb = tur},
    {.cdb = capacity, .in = "00 00 00 01 00 00 08 00", .masks = {{trace::Part::in, 0, 7, "varies"}}},
    {.cdb = write, .out = ramp(5000), .sense = "02 04 08"},
    {.cdb = write, .out = ramp(5000)},
    {.cdb = write, .out = ramp(7), .sense = "05 21 02"}};

TEST_F(AlterTest, exactly_the_named_byte_differs) {
  folder_.write(session);
  const auto before = read(folder_.file());
  for (const Role role : {Role::host, Role::drive}) {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
      const auto alteration = alter(folder_.file(), altered_file(), role, seed);
      ASSERT_TRUE(alteration) << alteration.error().text;
      const auto after = read(altered_file());
      ASSERT_EQ(after.size(), before.size());
      for (std::size_t i = 0; i < before.size(); ++i) {
        EXPECT_EQ(after[i] == before[i], i + 1 != alteration->exchange) << "seed " << seed << ", exchange " << i + 1;
      }
      EXPECT_EQ(std::popcount(static_cast<unsigned>(alteration->was ^ alteration->is)), 1);
    }
  }
}

TEST_F(AlterTest, noise_repeats_and_masked_bytes_are_left_alone) {
  folder_.write(session);
  std::set<std::uint64_t> host_exchanges;
  std::set<std::string> parts;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const auto alteration = alter(folder_.file(), altered_file(), Role::host, seed);
    ASSERT_TRUE(alteration) << alteration.error().text;
    host_exchanges.insert(alteration->exchange);
    parts.insert(alteration->part);
    if (alteration->part != "data-in") continue;
    EXPECT_EQ(alteration->offset, 7U);
  }
  EXPECT_EQ(host_exchanges, (std::set<std::uint64_t>{2, 4, 5})) << "1 is noise, 3 is repeated";
  EXPECT_EQ(parts, (std::set<std::string>{"status", "sense", "data-in"}));
}

TEST_F(AlterTest, drive_role_catches_every_alteration_by_command_and_field) {
  const std::vector<RecordedCommand> commands{
      {.cdb = capacity, .in = "00"}, {.cdb = write, .out = ramp(5000)}, {.cdb = write, .out = ramp(7)}};
  folder_.write(commands);
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const auto alteration = alter(folder_.file(), altered_file(), Role::drive, seed);
    ASSERT_TRUE(alteration) << alteration.error().text;
    DriveRole role(trace::Reader::open(altered_file()).value(), repository_sheets());
    for (const RecordedCommand& command : commands) {
      static_cast<void>(role.answer({0, base::parse_hex(command.cdb).value(), command.out}));
    }
    const auto result = role.finish();
    ASSERT_TRUE(result) << result.error().text;
    ASSERT_EQ(result->verdict, ReplayResult::Verdict::fail) << "seed " << seed;
    ASSERT_TRUE(result->difference);
    EXPECT_EQ(result->difference->exchange, alteration->exchange) << "seed " << seed;
    EXPECT_FALSE(result->difference->field.empty());
  }
}

TEST_F(AlterTest, copy_in_another_folder_brings_its_payloads) {
  folder_.write(session);
  const TraceFolder other;
  ASSERT_TRUE(alter(folder_.file(), other.file(), Role::host, 1));
  const auto exchanges = read(other.file());
  EXPECT_EQ(trace::load(*exchanges.at(2).out, other.file().parent_path()), ramp(5000));
}

TEST_F(AlterTest, trace_of_noise_alone_has_nothing_to_alter) {
  folder_.write({{.cdb = tur}});
  const auto alteration = alter(folder_.file(), altered_file(), Role::host, 1);
  ASSERT_FALSE(alteration);
  EXPECT_THAT(alteration.error().text, HasSubstr("nothing that is judged; give a trace with other commands"));
}

}  // namespace
}  // namespace conformance::replay

// The verbs of disc_fixture.h, which all tests of this room link.
#include "emulator/media/disc_fixture.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace emulator::media {

TestFolder::TestFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "burnbench-media-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) std::abort();
  path_ = name;
}

TestFolder::~TestFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path media_profiles() { return std::filesystem::path{BURNBENCH_SOURCE_DIR} / "profiles" / "media"; }

std::string text_of(const scsi::Sense& sense) {
  return fmt::format("{:X}/{:02X}/{:02X}", static_cast<int>(sense.key), sense.asc, sense.ascq);
}

base::ByteBuffer pattern(base::BlockRange range, std::uint8_t seed) {
  base::ByteBuffer bytes;
  bytes.reserve(static_cast<std::size_t>(range.count.value * base::block_bytes));
  for (std::int64_t lba = range.first.value; lba < range.end().value; ++lba) {
    for (std::int64_t i = 0; i < base::block_bytes; ++i) {
      bytes.push_back(static_cast<std::uint8_t>(lba * 7 + (lba >> 8) + i * seed + 1));
    }
  }
  return bytes;
}

namespace {

base::BlockRange range_of(std::int64_t first, std::int64_t count) {
  return {base::Lba{first}, base::BlockCount{count}};
}

std::string track_text(const Track& track) {
  std::string text = fmt::format("t{} s{} {}+{}", track.number, track.session, track.start.value, track.size.value);
  if (track.next_writable) text += fmt::format(" nwa {}", track.next_writable->value);
  if (track.free_blocks.value > 0) text += fmt::format(" free {}", track.free_blocks.value);
  if (track.last_recorded) text += fmt::format(" last {}", track.last_recorded->value);
  if (track.is_invisible)
    text += " invisible";
  else if (track.is_blank)
    text += " blank";
  if (track.is_reserved) text += " reserved";
  if (track.is_closed) text += " closed";
  return text;
}

std::string session_text(const Session& session) {
  constexpr std::array states{"empty", "incomplete", "damaged", "complete"};
  std::string text = fmt::format("s{} {} {}-{}", session.number, states.at(static_cast<std::size_t>(session.state)),
                                 session.first_track, session.last_track);
  if (session.lead_out) text += fmt::format(" lead-out {}", session.lead_out->value);
  return text;
}

}  // namespace

void DiscTest::insert_blank(std::string_view medium) {
  const auto created = create_disc(file(), medium, {.profiles = media_profiles(), .disc_identification = 0x12345678});
  ASSERT_TRUE(created) << created.error().message;
  reload();
}

void DiscTest::reload() {
  medium_.reset();
  auto opened = open_medium(file());
  ASSERT_TRUE(opened) << opened.error().message;
  medium_ = *std::move(opened);
}

std::string DiscTest::write(std::int64_t first, std::int64_t count, std::uint8_t seed) {
  const base::BlockRange range = range_of(first, count);
  // What is too much for any disc is refused before its data are looked at.
  const base::ByteBuffer data = count < 10'000 ? pattern(range, seed) : base::ByteBuffer{};
  return outcome(medium_->write({.range = range, .data = data}, parameters_));
}

std::string DiscTest::read(std::int64_t first, std::int64_t count) const {
  return outcome(medium_->read(range_of(first, count)));
}

bool DiscTest::holds(std::int64_t first, std::int64_t count, std::uint8_t seed) const {
  const auto segments = medium_->read(range_of(first, count));
  return segments && scsi::gather(*segments) == pattern(range_of(first, count), seed);
}

bool DiscTest::holds_zeros(std::int64_t first, std::int64_t count) const {
  const auto segments = medium_->read(range_of(first, count));
  if (!segments) return false;
  const base::ByteBuffer bytes = scsi::gather(*segments);
  return bytes.size() == static_cast<std::size_t>(count * base::block_bytes) &&
         std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; });
}

void DiscTest::refuse_all(std::int64_t next, std::initializer_list<RefusedWrite> writes) {
  for (const RefusedWrite& each : writes) {
    EXPECT_EQ(write(each.first, each.count), each.sense) << each.first << "+" << each.count;
    EXPECT_EQ(next_writable(), next);
  }
}

std::string DiscTest::synchronize() {
  const auto epoch = medium_->synchronize(parameters_);
  if (epoch && !medium_->flush(*epoch)) return "flush failed";
  return outcome(epoch);
}

std::string DiscTest::close(std::uint8_t function, std::uint16_t track) {
  const auto epoch = medium_->close({.function = function, .track_number = track}, parameters_);
  if (epoch && !medium_->flush(*epoch)) return "flush failed";
  return outcome(epoch);
}

std::string DiscTest::reserve(std::int64_t blocks) {
  return outcome(medium_->reserve(base::BlockCount{blocks}, parameters_));
}

std::string DiscTest::blank(BlankingType type, std::uint32_t start) {
  const auto epoch = medium_->blank({.type = type, .start = start});
  if (epoch && !medium_->flush(*epoch)) return "flush failed";
  return outcome(epoch);
}

std::string DiscTest::state() const {
  constexpr std::array statuses{"blank", "appendable", "complete", "other"};
  const DiscLayout shown = layout();
  std::string text = statuses.at(static_cast<std::size_t>(shown.status));
  for (const Session& session : shown.sessions) text += " | " + session_text(session);
  for (const Track& track : shown.tracks) text += " | " + track_text(track);
  return text;
}

std::int64_t DiscTest::next_writable() const {
  const DiscLayout shown = layout();
  if (shown.tracks.empty() || !shown.tracks.back().next_writable) return -1;
  return shown.tracks.back().next_writable->value;
}

TEST(DiscFixture, patterns_of_two_blocks_and_of_two_seeds_differ) {
  EXPECT_NE(pattern(range_of(0, 1)), pattern(range_of(1, 1)));
  EXPECT_NE(pattern(range_of(5, 1), 1), pattern(range_of(5, 1), 2));
}

}  // namespace emulator::media

#include "emulator/media/disc_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "emulator/base/hex.h"
#include "emulator/media/disc_fixture.h"
#include "emulator/media/disc_record.h"

namespace emulator::media {
namespace {

using namespace base::literals;
using testing::HasSubstr;
using testing::StartsWith;

// README.md, Superblock: every byte of the head.
TEST(Superblock, bytes_are_those_of_the_format) {
  const Superblock superblock{.geometry = {.profile = ProfileNumber::cd_r,
                                           .addresses = {base::Lba{-12'500}, base::BlockCount{0x01020304}},
                                           .user_data_offset = 0x2000,
                                           .sector_rest_offset = 0x1122334455667788,
                                           .subchannel_offset = 0x0102030405060708,
                                           .log_offset = 0x1112131415161718},
                              .generation = 0xA1A2A3A4A5A6A7A8,
                              .log_length = 0x2122232425262728};
  const base::ByteBuffer bytes = encode_superblock(superblock);
  ASSERT_EQ(bytes.size(), 4096U);
  EXPECT_EQ(base::format_hex(base::Bytes{bytes}.first(12)), "89 42 42 44 0D 0A 1A 0A 00 01 00 09");
  EXPECT_EQ(base::format_hex(base::Bytes{bytes}.subspan(16, 56)),
            "A1 A2 A3 A4 A5 A6 A7 A8 FF FF CF 2C 01 02 03 04 00 00 00 00 00 00 20 00 11 22 33 44 55 66 77 88 "
            "01 02 03 04 05 06 07 08 11 12 13 14 15 16 17 18 21 22 23 24 25 26 27 28");
  EXPECT_TRUE(std::ranges::all_of(base::Bytes{bytes}.subspan(72), [](std::uint8_t byte) { return byte == 0; }));
  const auto again = decode_superblock(bytes);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->geometry, superblock.geometry);
  EXPECT_EQ(again->generation, superblock.generation);
  EXPECT_EQ(again->log_length, superblock.log_length);
}

TEST(Superblock, every_spoiled_byte_is_noticed) {
  const base::ByteBuffer good = encode_superblock({.geometry = {.profile = ProfileNumber::cd_r}});
  for (std::size_t i = 0; i < good.size(); ++i) {
    base::ByteBuffer bad = good;
    bad[i] ^= 0x10;
    EXPECT_FALSE(decode_superblock(bad)) << i;
  }
}

// README.md, Metadata log and its record types: one batch with every record of a disc, byte by byte.
TEST(MetadataLog, bytes_are_those_of_the_format) {
  DiscState before;
  before.tracks.push_back({.number = 2});
  DiscState after;
  after.is_finalized = true;
  after.disc_identification = 0x12345678;
  after.sessions.push_back({.number = 1,
                            .is_closed = true,
                            .is_at_once = true,
                            .session_format = 0x20,
                            .start = base::Lba{-150},
                            .lead_out = base::Lba{0x01020304}});
  after.tracks.push_back({.number = 1,
                          .session = 1,
                          .start = base::Lba{1},
                          .written_end = base::Lba{2},
                          .end = base::Lba{3},
                          .is_reserved = true,
                          .is_closed = true,
                          .track_mode = 4,
                          .data_mode = 0xF});
  after.written[2].add({base::Lba{-2}, base::BlockCount{5}});
  after.cue_sheet.push_back({0x41, 1, 2, 0x10, 5, 6, 7, 8});
  const base::ByteBuffer records = encode_changes(before, after);
  EXPECT_EQ(base::format_hex(records),
            "00 02 00 00 00 00 00 05 01 12 34 56 78 "
            "00 03 00 00 00 00 00 0D 00 01 01 01 20 FF FF FF 6A 01 02 03 04 "
            "00 05 00 00 00 00 00 02 00 02 "
            "00 04 00 00 00 00 00 14 00 01 00 01 00 00 00 01 00 00 00 02 00 00 00 03 01 01 04 0F "
            "00 06 00 00 00 00 00 09 02 FF FF FF FE 00 00 00 05 "
            "00 07 00 00 00 00 00 0C 00 00 00 01 41 01 02 10 05 06 07 08");

  const base::ByteBuffer batch = encode_batch({.generation = 6, .checksum = 0xAABBCCDD, .length = 100}, records);
  EXPECT_EQ(base::format_hex(base::Bytes{batch}.first(4)), "42 42 4C 47");
  EXPECT_EQ(base::format_hex(base::Bytes{batch}.subspan(8, 24)),
            "00 00 00 00 00 00 00 07 00 00 00 6D AA BB CC DD 00 00 00 00 00 00 00 00");
}

TEST(MetadataLog, identity_record_is_that_of_the_format) {
  const DiscContents contents{.identity = {.name = "x",
                                           .manufacturer_id = "AB",
                                           .media_type_id = "C",
                                           .product_revision = 7,
                                           .capacity = base::BlockCount{0x01020304},
                                           .write_speeds_kbytes_per_second = {8, 9},
                                           .atip = {0xA0},
                                           .disc_information = {0xB0, 0xB1},
                                           .physical_format = {0xC0}}};
  const base::ByteBuffer records = encode_disc(contents);
  EXPECT_THAT(base::format_hex(records),
              StartsWith("00 01 00 00 00 00 00 31 00 00 00 01 78 00 00 00 02 41 42 00 00 00 01 43 07 01 02 03 04 "
                         "00 00 00 02 00 00 00 08 00 00 00 09 00 00 00 01 A0 00 00 00 02 B0 B1 00 00 00 01 C0 "
                         "00 02 00 00 00 00 00 05 00 00 00 00 00"));
  Replay replay;
  ASSERT_TRUE(replay.apply(records));
  EXPECT_EQ(replay.contents, contents);
}

// README.md, Metadata log, records 10 and 11; and nothing for blocks that are written again.
TEST(MetadataLog, a_format_erases_what_was_written) {
  DiscState before;
  before.formatting = Formatting{.capacity = base::BlockCount{0x1000}};
  before.user_data().add({base::Lba{0x20}, base::BlockCount{0x60}});
  DiscState after = before;
  after.user_data() = {};
  after.user_data().add({base::Lba{0x40}, base::BlockCount{0x20}});
  after.user_data().add({base::Lba{0x100}, base::BlockCount{0x20}});
  after.formatted_until = base::Lba{0x800};
  after.is_write_protected = true;
  const base::ByteBuffer records = encode_changes(before, after);
  EXPECT_EQ(base::format_hex(records),
            "00 0A 00 00 00 00 00 09 00 00 00 00 20 00 00 00 20 "
            "00 0A 00 00 00 00 00 09 00 00 00 00 60 00 00 00 20 "
            "00 06 00 00 00 00 00 09 00 00 00 01 00 00 00 00 20 "
            "00 0B 00 00 00 00 00 04 00 00 08 00 "
            "00 0C 00 00 00 00 00 01 01");
  Replay replay;
  ASSERT_TRUE(replay.apply(encode_disc({.identity = {.name = "x"}, .state = before})));
  ASSERT_TRUE(replay.apply(records));
  EXPECT_EQ(replay.contents.state, after);
}

TEST(MetadataLog, a_blanking_leaves_no_session) {
  DiscState before;
  before.is_finalized = true;
  before.disc_identification = 0x12345678;
  before.sessions.push_back({.number = 1, .is_closed = true, .lead_out = base::Lba{0x12E}});
  before.tracks.push_back({.number = 1, .session = 1, .written_end = base::Lba{0x12C}, .end = base::Lba{0x12E}});
  before.user_data().add({base::Lba{}, base::BlockCount{0x12C}});
  DiscState after;
  after.disc_identification = before.disc_identification;
  const base::ByteBuffer records = encode_changes(before, after);
  EXPECT_EQ(base::format_hex(records),
            "00 02 00 00 00 00 00 05 00 12 34 56 78 "
            "00 0D 00 00 00 00 00 02 00 01 "
            "00 05 00 00 00 00 00 02 00 01 "
            "00 0A 00 00 00 00 00 09 00 00 00 00 00 00 00 01 2C");
  Replay replay;
  ASSERT_TRUE(replay.apply(encode_disc({.identity = {.name = "x"}, .state = before})));
  ASSERT_TRUE(replay.apply(records));
  EXPECT_EQ(replay.contents.state, after);
}

// README.md, Metadata log, record 14.
TEST(MetadataLog, layers_of_a_dvd_are_remembered) {
  DiscState after;
  after.layers = Layers{.layer_0 = base::BlockCount{0x1FD800}, .has_extended_lead_out = true};
  const base::ByteBuffer records = encode_changes({}, after);
  EXPECT_EQ(base::format_hex(records), "00 0E 00 00 00 00 00 05 00 1F D8 00 01");
  EXPECT_TRUE(encode_changes(after, after).empty());
  Replay replay;
  ASSERT_TRUE(replay.apply(encode_disc({.identity = {.name = "x"}})));
  ASSERT_TRUE(replay.apply(records));
  EXPECT_EQ(replay.contents.state, after);
}

// README.md, Metadata log, record 15.
TEST(MetadataLog, a_closing_begins_and_ends) {
  DiscState closing;
  closing.closing_session = 0x0102;
  const base::ByteBuffer begin = encode_changes({}, closing);
  EXPECT_EQ(base::format_hex(begin), "00 0F 00 00 00 00 00 02 01 02");
  const base::ByteBuffer end = encode_changes(closing, {});
  EXPECT_EQ(base::format_hex(end), "00 0F 00 00 00 00 00 02 00 00");
  Replay replay;
  ASSERT_TRUE(replay.apply(encode_disc({.identity = {.name = "x"}})));
  ASSERT_TRUE(replay.apply(begin));
  EXPECT_EQ(replay.contents.state, closing);
  ASSERT_TRUE(replay.apply(end));
  EXPECT_EQ(replay.contents.state, DiscState{});
}

TEST(MetadataLog, records_that_say_nonsense_are_refused) {
  struct Case {
    base::ByteBuffer record;
    bool is_newer;
    const char* why;
  };
  const auto bytes = [](std::string_view hex) { return *base::parse_hex(hex); };
  for (const Case& each : {
           Case{bytes("7F FF 00 00 00 00 00 00"), true, "a type of a later version"},
           Case{bytes("00 05 00 00 00 00 00 02 00 09"), false, "a track goes that never was"},
           Case{bytes("00 02 00 00 00 00 00 05 02 00 00 00 00"), false, "a truth of 2"},
           Case{bytes("00 02 00 00 00 00 00 06 01 00 00 00 00 00"), false, "longer than its fields"},
           Case{bytes("00 02 00 00 00 00 00 04 01 00 00 00"), false, "shorter than its fields"},
           Case{bytes("00 02 00 01 00 00 00 05 01 00 00 00 00"), false, "reserved bytes set"},
           Case{bytes("00 06 00 00 00 00 00 09 03 00 00 00 00 00 00 00 01"), false, "a fourth area"},
           Case{bytes("00 0A 00 00 00 00 00 09 03 00 00 00 00 00 00 00 01"), false, "a fourth area erased"},
           Case{bytes("00 0A 00 00 00 00 00 09 00 00 00 00 05 00 00 00 01"), false, "a block erased that never was"},
           Case{bytes("00 0B 00 00 00 00 00 03 00 00 00"), false, "a short address"},
           Case{bytes("00 0D 00 00 00 00 00 02 00 01"), false, "a session goes that never was"},
           Case{bytes("00 0E 00 00 00 00 00 04 00 1F D8 00"), false, "layers without their lead-out"},
           Case{bytes("00 02 00 00 00 00 00 50 01"), false, "longer than its batch"},
           Case{bytes("00 07 00 00 00 00 00 04 FF FF FF FF"), false, "a row count without rows"},
           Case{encode_disc({}), false, "a second identity"},
       }) {
    Replay replay;
    ASSERT_TRUE(replay.apply(encode_disc({})));
    const auto applied = replay.apply(each.record);
    ASSERT_FALSE(applied) << each.why;
    EXPECT_EQ(applied.error().is_unknown_type, each.is_newer) << each.why;
  }
  Replay replay;
  EXPECT_FALSE(replay.apply(bytes("00 02 00 00 00 00 00 05 01 00 00 00 00"))) << "the identity is missing";
}

// A disc with two sessions on a real file, and one byte of its head and its log after the other spoiled.
class DamagedDiscTest : public DiscTest {
 protected:
  void SetUp() override {
    insert_blank("dvd+r");
    ASSERT_EQ(write(0, 16), "good");
    ASSERT_EQ(close(2), "good");
    ASSERT_EQ(write(2064, 16), "good");
    ASSERT_EQ(close(2), "good");
    medium_.reset();
  }
  void spoil(std::int64_t offset, std::uint8_t bits) {
    std::fstream out{file(), std::ios::in | std::ios::out | std::ios::binary};
    out.seekg(offset);
    const auto byte = static_cast<std::uint8_t>(out.get());
    out.seekp(offset);
    out.put(static_cast<char>(byte ^ bits));
  }
  [[nodiscard]] std::string verified() const {
    const auto result = verify_disc(file());
    if (!result) return result.error().kind == MediaError::Kind::newer_version ? "newer" : result.error().message;
    return *result ? (*result)->invariant : "sound";
  }
  [[nodiscard]] std::optional<MediaError::Kind> refused() const {
    const auto medium = open_medium(file());
    if (medium) return {};
    return medium.error().kind;
  }
  static constexpr std::int64_t log_offset = 8192 + std::int64_t{2'295'104} * 2048;
};

TEST_F(DamagedDiscTest, a_sound_disc_is_sound) { EXPECT_EQ(verified(), "sound"); }

TEST_F(DamagedDiscTest, every_spoiled_byte_of_head_and_log_is_found) {
  const auto end = static_cast<std::int64_t>(std::filesystem::file_size(file()));
  std::vector<std::int64_t> places;
  for (std::int64_t offset = 0; offset < 8192; offset += offset % 4096 < 100 ? 1 : 397) places.push_back(offset);
  for (std::int64_t offset = log_offset; offset < end; ++offset) places.push_back(offset);
  for (const std::int64_t offset : places) {
    spoil(offset, 0x04);
    const std::string found = verified();
    if (found == "sound") {
      // The newest superblock, whose batch is there: as if torn.
      EXPECT_LT(offset, 4096);
      EXPECT_EQ(refused(), std::nullopt);
    } else {
      EXPECT_TRUE(found == "superblock" || found == "log" || found == "newer") << offset << ": " << found;
      EXPECT_TRUE(refused() == MediaError::Kind::damaged || refused() == MediaError::Kind::newer_version) << offset;
    }
    spoil(offset, 0x04);
  }
  EXPECT_EQ(verified(), "sound") << "and nobody altered the file";
}

TEST_F(DamagedDiscTest, a_newer_version_is_refused_as_such) {
  spoil(9, 0x03);
  EXPECT_EQ(verified(), "newer");
  EXPECT_EQ(refused(), MediaError::Kind::newer_version);
}

TEST_F(DamagedDiscTest, a_truncated_file_is_damaged) {
  std::filesystem::resize_file(file(), std::filesystem::file_size(file()) - 1);
  EXPECT_EQ(verified(), "geometry");
  std::filesystem::resize_file(file(), 4096 + 16);
  EXPECT_EQ(verified(), "superblock");
  EXPECT_EQ(refused(), MediaError::Kind::damaged);
}

// README.md, Durable step: the superblock of the next generation was being written, its batch is there.
TEST_F(DamagedDiscTest, a_torn_superblock_is_forgiven_when_its_batch_is_there) {
  // Generations: 1 and 2 from the making, one for each close. The last, 4, stands in superblock 0.
  spoil(40, 0xFF);
  EXPECT_EQ(verified(), "sound");
  reload();
  EXPECT_EQ(layout().sessions.size(), 3U);
  EXPECT_TRUE(holds(2064, 16));
  ASSERT_EQ(write(4128, 16), "good");
  ASSERT_EQ(close(2), "good");
  medium_.reset();
  EXPECT_EQ(verified(), "sound") << "the next durable step has written it again";
  spoil(4096 + 40, 0xFF);
  EXPECT_EQ(verified(), "sound") << "generation 5 may be torn now, since 4 is whole";
}

}  // namespace
}  // namespace emulator::media

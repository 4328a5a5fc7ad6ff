// What every transport must do, as a test. `check` sends the commands of `script` in order to a drive that answers as
// the script says; a transport's test puts its transport between the two.
#pragma once

#include <gtest/gtest.h>

#include "driver/transport/scripted.h"
#include "driver/transport/transport.h"

namespace driver::transport::contract {

inline constexpr std::uint8_t good = 0x00;
inline constexpr std::uint8_t check_condition = 0x02;
inline constexpr std::uint8_t busy = 0x08;

inline void script(ScriptedTransport& drive) {
  drive.refuses("00 00 00 00 00 00", "70 00 06 00 00 00 00 0A 00 00 00 00 29 00 00 00 00 00")
      .answers("00 00 00 00 00 00")
      .ends_with("00 00 00 00 00 00", busy)
      .answers("25 00 00 00 00 00 00 00 00 00", "00 05 7D A7 00 00 08 00")
      .answers("23 00 00 00 00 00 00 00 FC 00", "00 00 00 08")
      .answers("46 00 00 00 00 00 00 00 04 00", "00 00 00 04 00 00 00 41")
      .takes("5D 00 00 00 00 00 00 00 08 00", "41 01 01 10 00 00 02 00");
}

inline Command reading(base::ByteBuffer cdb, std::size_t room) {
  return {.cdb = std::move(cdb), .direction = Direction::from_drive, .expected_bytes = room};
}

inline void check(Transport& transport) {
  const Command test_unit_ready{.cdb = {0, 0, 0, 0, 0, 0}};
  const auto attention = transport.execute(test_unit_ready);
  ASSERT_TRUE(attention) << attention.error().text;
  EXPECT_EQ(attention->status, check_condition);
  EXPECT_EQ(attention->sense, (base::ByteBuffer{0x70, 0, 6, 0, 0, 0, 0, 0x0A, 0, 0, 0, 0, 0x29, 0, 0, 0, 0, 0}));

  const auto ready = transport.execute(test_unit_ready);
  ASSERT_TRUE(ready) << ready.error().text;
  EXPECT_EQ(ready->status, good);
  EXPECT_TRUE(ready->sense.empty());
  EXPECT_TRUE(ready->data_in.empty());

  const auto not_now = transport.execute(test_unit_ready);
  ASSERT_TRUE(not_now) << not_now.error().text;
  EXPECT_EQ(not_now->status, busy);

  const auto whole = transport.execute(reading({0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 8));
  ASSERT_TRUE(whole) << whole.error().text;
  EXPECT_EQ(whole->data_in, (base::ByteBuffer{0, 5, 0x7D, 0xA7, 0, 0, 8, 0}));

  // The drive sends less than there is room for: what really came counts.
  const auto shorter = transport.execute(reading({0x23, 0, 0, 0, 0, 0, 0, 0, 0xFC, 0}, 252));
  ASSERT_TRUE(shorter) << shorter.error().text;
  EXPECT_EQ(shorter->data_in, (base::ByteBuffer{0, 0, 0, 8}));

  const auto cut = transport.execute(reading({0x46, 0, 0, 0, 0, 0, 0, 0, 4, 0}, 4));
  ASSERT_TRUE(cut) << cut.error().text;
  EXPECT_EQ(cut->data_in, (base::ByteBuffer{0, 0, 0, 4}));

  const base::ByteBuffer cue{0x41, 1, 1, 0x10, 0, 0, 2, 0};
  const auto sent =
      transport.execute({.cdb = {0x5D, 0, 0, 0, 0, 0, 0, 0, 8, 0}, .direction = Direction::to_drive, .data_out = cue});
  ASSERT_TRUE(sent) << sent.error().text;
  EXPECT_EQ(sent->status, good);

  EXPECT_GE(transport.largest_transfer(), 64UL * 1024);
  EXPECT_GE(transport.depth(), 1U);
  EXPECT_FALSE(transport.description().empty());
  EXPECT_FALSE(transport.wait()) << "nothing is outstanding";
}

}  // namespace driver::transport::contract

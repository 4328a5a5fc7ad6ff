// The bytes of the commands that Linux sends on its own, and what it reads in the answers. The clauses are those of
// SPC-4 and MMC-6 that have the commands' names.
#include "conformance/preload/kernel/commands.h"

#include <gtest/gtest.h>

#include "emulator/base/hex.h"

namespace conformance::preload::kernel {
namespace {

std::string hex(const base::ByteBuffer& bytes) { return base::format_hex(bytes); }
base::ByteBuffer bytes(std::string_view text) { return base::parse_hex(text).value(); }

TEST(Commands, have_these_bytes) {
  EXPECT_EQ(hex(test_unit_ready()), "00 00 00 00 00 00");
  EXPECT_EQ(hex(inquiry(0x0124)), "12 00 00 01 24 00");
  EXPECT_EQ(hex(start_stop_unit(Tray::stop)), "1B 00 00 00 00 00");
  EXPECT_EQ(hex(start_stop_unit(Tray::start)), "1B 00 00 00 01 00");
  EXPECT_EQ(hex(start_stop_unit(Tray::eject)), "1B 00 00 00 02 00");
  EXPECT_EQ(hex(start_stop_unit(Tray::load)), "1B 00 00 00 03 00");
  EXPECT_EQ(hex(start_stop_unit(Tray::start, Immediate::yes)), "1B 01 00 00 01 00");
  EXPECT_EQ(hex(prevent_removal(true)), "1E 00 00 00 01 00");
  EXPECT_EQ(hex(prevent_removal(false)), "1E 00 00 00 00 00");
  EXPECT_EQ(hex(read_capacity()), "25 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(hex(read_blocks(0x12345678, 0x9ABC)), "28 00 12 34 56 78 00 9A BC 00");
  EXPECT_EQ(hex(mode_sense(0x2A, 0x0180)), "5A 00 2A 00 00 00 00 01 80 00");
  EXPECT_EQ(hex(mode_sense(0x0E, 24, PageControl::changeable)), "5A 00 4E 00 00 00 00 00 18 00");
  EXPECT_EQ(hex(mode_select(0x0118)), "55 10 00 00 00 00 00 01 18 00");
  EXPECT_EQ(hex(get_media_event()), "4A 01 00 00 10 00 00 00 08 00");
}

// Linux drivers/scsi/sr_ioctl.c, sr_select_speed: nobody asks whether the product fits two bytes.
TEST(Commands, speed_counts_in_177_kilobytes_and_is_cut) {
  EXPECT_EQ(hex(set_cd_speed(0)), "BB 00 FF FF 00 00 00 00 00 00 00 00");
  EXPECT_EQ(hex(set_cd_speed(1)), "BB 00 00 B1 00 00 00 00 00 00 00 00");
  EXPECT_EQ(hex(set_cd_speed(370)), "BB 00 FF D2 00 00 00 00 00 00 00 00");
  EXPECT_EQ(hex(set_cd_speed(371)), "BB 00 00 83 00 00 00 00 00 00 00 00");
}

// Linux drivers/cdrom/cdrom.c, cdrom_get_media_event.
TEST(MediaEvents, are_read_where_the_drive_has_them) {
  const auto event = media_event(bytes("00 06 04 14 02 02 00 00"));
  ASSERT_TRUE(event);
  EXPECT_EQ(event->code, 2);
  EXPECT_TRUE(event->is_present);
  EXPECT_FALSE(event->is_tray_open);
  EXPECT_TRUE(media_event(bytes("00 06 04 14 F0 01 00 00"))->is_tray_open);
  EXPECT_EQ(media_event(bytes("00 06 04 14 F0 01 00 00"))->code, 0) << "the lower half of the byte";
  for (const char* other : {"00 06 84 14 00 02 00 00",  // NEA: no such event
                            "00 06 03 14 00 02 00 00",  // another class
                            "00 03 04 14 00 02 00 00",  // shorter than an event
                            "00 06 04 14 00 02 00"}) {  // the answer itself is
    EXPECT_FALSE(media_event(bytes(other))) << other;
  }
}

TEST(Replies, inquiry_data_need_36_bytes) {
  const std::string text =
      "05 80 05 02 1F 00 00 00 41 42 43 44 45 46 47 48 49 4A 4B 4C 4D 4E 4F 50 51 52 53 54 55 56 57"
      "58 31 32 33";
  EXPECT_FALSE(identity(bytes(text)));
  const auto who = identity(bytes(text + "34"));
  ASSERT_TRUE(who);
  EXPECT_EQ(who->type, 5);
  EXPECT_EQ(who->version, 5);
  EXPECT_TRUE(who->is_removable);
  EXPECT_EQ(who->vendor, "ABCDEFGH");
  EXPECT_EQ(who->product, "IJKLMNOPQRSTUVWX");
  EXPECT_EQ(who->revision, "1234");
}

TEST(Replies, capacity_counts_one_block_more_than_the_last_address) {
  const Reported found = reported_capacity(bytes("00 01 02 03 00 00 08 00"));
  EXPECT_EQ(found.blocks, 0x010204U);
  EXPECT_EQ(found.block_bytes, 2048U);
  EXPECT_EQ(reported_capacity(bytes("FF FF FF FF 00 00 02 00")).blocks, 0x100000000U);
}

TEST(Replies, mode_page_stands_after_the_block_descriptors) {
  const auto plain = bytes("00 0A 00 00 00 00 00 00 2A 02 11 22");
  EXPECT_EQ(mode_page(plain).size(), 4U);
  EXPECT_EQ(mode_page(plain)[0], 0x2A);
  const auto with_descriptor = bytes("00 12 00 00 00 00 00 08 01 02 03 04 05 06 07 08 2A 02 11 22");
  EXPECT_EQ(block_descriptor_bytes(with_descriptor), 8U);
  EXPECT_EQ(mode_page(with_descriptor)[0], 0x2A);
  EXPECT_TRUE(mode_page(bytes("00 06 00 00 00 00 00 08")).empty());
  EXPECT_TRUE(mode_page(bytes("00 06 00 00")).empty());
}

}  // namespace
}  // namespace conformance::preload::kernel

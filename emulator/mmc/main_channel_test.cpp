#include "emulator/mmc/main_channel.h"

#include <gtest/gtest.h>

#include <map>

namespace emulator::mmc {
namespace {

using enum media::SectorForm;

MainChannel flags(unsigned byte) {
  return {.sync = (byte & 0x80) != 0,
          .header = (byte & 0x20) != 0,
          .sub_header = (byte & 0x40) != 0,
          .user_data = (byte & 0x10) != 0,
          .edc_and_ecc = (byte & 0x08) != 0};
}

constexpr int refused = -1;

// MMC-6, READ CD command, Number of bytes returned by the field codes: mode 1 and mode 2 form 1.
const std::map<unsigned, std::pair<int, int>> sizes{{0x00, {0, 0}},
                                                    {0x08, {288, 280}},
                                                    {0x10, {2048, 2048}},
                                                    {0x18, {2336, 2328}},
                                                    {0x20, {4, 4}},
                                                    {0x28, {refused, refused}},
                                                    {0x30, {2052, refused}},
                                                    {0x38, {2340, refused}},
                                                    {0x40, {0, 8}},
                                                    {0x48, {refused, refused}},
                                                    {0x50, {2048, 2056}},
                                                    {0x58, {2336, 2336}},
                                                    {0x60, {4, 12}},
                                                    {0x68, {refused, refused}},
                                                    {0x70, {2052, 2060}},
                                                    {0x78, {2340, 2340}},
                                                    {0x80, {12, 12}},
                                                    {0x88, {refused, refused}},
                                                    {0x90, {refused, refused}},
                                                    {0x98, {refused, refused}},
                                                    {0xA0, {16, 16}},
                                                    {0xA8, {refused, refused}},
                                                    {0xB0, {2064, refused}},
                                                    {0xB8, {2352, refused}},
                                                    {0xC0, {refused, refused}},
                                                    {0xC8, {refused, refused}},
                                                    {0xD0, {refused, refused}},
                                                    {0xD8, {refused, refused}},
                                                    {0xE0, {16, 24}},
                                                    {0xE8, {refused, refused}},
                                                    {0xF0, {2064, 2072}},
                                                    {0xF8, {2352, 2352}}};

int size_of(unsigned byte, media::SectorForm form) {
  if (!is_selectable(flags(byte), form)) return refused;
  return static_cast<int>(select(flags(byte), form, base::ByteBuffer(media::cd_sector_bytes)).size());
}

// Checklist 113.
TEST(MainChannel, every_field_code_has_the_size_of_the_standard) {
  ASSERT_EQ(sizes.size(), 32U);
  for (const auto& [byte, expected] : sizes) {
    EXPECT_EQ(size_of(byte, mode_1), expected.first) << std::hex << byte;
    EXPECT_EQ(size_of(byte, mode_2_form_1), expected.second) << std::hex << byte;
  }
}

}  // namespace
}  // namespace emulator::mmc

#include "emulator/media/cd_sector.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "emulator/base/hex.h"
#include "emulator/media/edc_ecc.h"

namespace emulator::media {
namespace {

// CRC-32 of ITU-T V.42, in which the vectors tell whole sectors.
std::uint32_t crc_32(base::Bytes bytes) {
  std::uint32_t rest = 0xFFFF'FFFF;
  for (const std::uint8_t byte : bytes) {
    rest ^= byte;
    for (int bit = 0; bit < 8; ++bit) rest = (rest & 1) != 0 ? rest >> 1 ^ 0xEDB8'8320 : rest >> 1;
  }
  return ~rest;
}

base::ByteBuffer user_data(const std::string& pattern) {
  base::ByteBuffer bytes(2048);
  if (pattern == "ramp") {
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i);
  }
  return bytes;
}

// The vectors about sectors of the two forms.
// Checklist 141.
TEST(CdSector, check_bytes_are_those_of_the_vectors) {
  std::ifstream file(BURNBENCH_SOURCE_DIR "/fixtures/vectors/checksums.json");
  int compared = 0;
  const nlohmann::json checksums = nlohmann::json::parse(file);
  for (const auto& vector : checksums.at("vectors")) {
    const auto& input = vector.at("input");
    const std::string algorithm = vector.at("algorithm");
    const std::string form = input.value("sector", "");
    if ((form != "mode_1" && form != "mode_2_form_1") || algorithm == "scrambler") continue;
    const base::ByteBuffer sector =
        make_cd_sector(form == "mode_1" ? SectorForm::mode_1 : SectorForm::mode_2_form_1,
                       base::Lba{input.at("lba").get<std::int64_t>()}, user_data(input.at("user_data")));
    ++compared;
    if (algorithm == "sector_crc32") {
      EXPECT_EQ(crc_32(sector), std::stoul(vector.at("result").get<std::string>(), nullptr, 16)) << vector.at("id");
      continue;
    }
    const auto result = base::parse_hex(vector.at("result").get<std::string>());
    const base::Bytes there = base::Bytes{sector}.subspan(vector.at("offset").get<std::size_t>(), result->size());
    EXPECT_EQ(base::format_hex(there), base::format_hex(*result)) << vector.at("id");
  }
  EXPECT_GE(compared, 10);
}

// ECMA-130, Sector structure: 00:02:16 in BCD is LBA 16, and 00:00:00 LBA -150.
TEST(CdSector, header_is_the_address_in_bcd) {
  const base::ByteBuffer zeros(2048);
  EXPECT_EQ(base::format_hex(base::Bytes{make_cd_sector(SectorForm::mode_1, base::Lba{16}, zeros)}.first(16)),
            "00 FF FF FF FF FF FF FF FF FF FF 00 00 02 16 01");
  EXPECT_EQ(base::format_hex(
                base::Bytes{make_cd_sector(SectorForm::mode_2_form_1, base::Lba{333'000}, zeros)}.subspan(12, 12)),
            "74 02 00 02 00 00 08 00 00 00 08 00");
  EXPECT_EQ(base::format_hex(base::Bytes{make_cd_sector(SectorForm::mode_1, base::Lba{-150}, zeros)}.subspan(12, 4)),
            "00 00 00 01");
}

}  // namespace
}  // namespace emulator::media

#include "conformance/preload/scsi/sense.h"

#include <gtest/gtest.h>

#include "emulator/base/hex.h"

namespace conformance::preload::scsi {
namespace {

// SPC-4, Fixed format sense data: the key in byte 2, ASC and ASCQ in bytes 12 and 13.
TEST(Sense, fixed_format_names_key_and_codes) {
  const auto bytes = base::parse_hex("F0 00 E5 12 34 56 78 0A AB CD EF 01 24 07 02 C0 00 00");
  EXPECT_EQ(parse_sense(bytes.value()), (Sense{.key = 0x05, .asc = 0x24, .ascq = 0x07}));
}

// SPC-4, Descriptor format sense data: bytes 1 to 3.
TEST(Sense, descriptor_format_names_key_and_codes) {
  const auto bytes = base::parse_hex("72 F2 3A 02 00 00 00 00");
  EXPECT_EQ(parse_sense(bytes.value()), (Sense{.key = 0x02, .asc = 0x3A, .ascq = 0x02}));
}

TEST(Sense, one_byte_less_than_the_codes_names_nothing) {
  EXPECT_TRUE(parse_sense(base::parse_hex("70 00 06 00 00 00 00 06 00 00 00 00 29 01").value()));
  EXPECT_FALSE(parse_sense(base::parse_hex("70 00 06 00 00 00 00 06 00 00 00 00 29").value()));
  EXPECT_TRUE(parse_sense(base::parse_hex("72 06 29 01").value()));
  EXPECT_FALSE(parse_sense(base::parse_hex("72 06 29").value()));
  EXPECT_FALSE(parse_sense({}));
}

// 71h and 73h speak of an earlier command, 7Fh is the vendor's.
TEST(Sense, deferred_errors_and_other_formats_name_nothing) {
  for (const char* code : {"71", "73", "7F", "00", "F1"}) {
    const auto bytes = base::parse_hex(std::string(code) + " 05 05 24 00 00 00 0A 00 00 00 00 24 00 00 00 00 00");
    EXPECT_FALSE(parse_sense(bytes.value())) << code;
  }
}

}  // namespace
}  // namespace conformance::preload::scsi

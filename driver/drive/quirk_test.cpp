#include "driver/drive/quirk.h"

#include <gtest/gtest.h>

namespace driver::drive {
namespace {

TEST(Quirk, belongs_to_vendor_and_product) {
  EXPECT_TRUE(quirks_of({.vendor = "PIONEER", .product = "DVD-RW DVR-216D"}).hangs_on_read_buffer_capacity);
  EXPECT_TRUE(quirks_of({.vendor = "HL-DT-ST", .product = "DVDRAM GH22LS30"}).close_track_answers_with_error);
  EXPECT_EQ(quirks_of({.vendor = "HL-DT-ST", .product = "DVD-RW DVR-216D"}), Quirks{});
  EXPECT_EQ(quirks_of({.vendor = "BURNBNCH", .product = "BD WRITER"}), Quirks{});
}

}  // namespace
}  // namespace driver::drive

#include "conformance/preload/kernel/reserve_buffer.h"

#include <gtest/gtest.h>
#include <sys/mman.h>

#include <algorithm>

namespace conformance::preload::kernel {
namespace {

// Linux drivers/scsi/sg.c, sg_build_reserve and sg_build_indirect.
TEST(ReserveBuffer, is_a_page_at_least_and_whole_sectors) {
  ReserveBuffer buffer;
  EXPECT_EQ(buffer.size(), 32U * 1024) << "SG_DEF_RESERVED_SIZE";
  for (const auto& [wanted, size] :
       {std::pair{0U, 4096U}, {1U, 4096U}, {4096U, 4096U}, {4097U, 4608U}, {65536U, 65536U}}) {
    EXPECT_EQ(buffer.resize(wanted), 0);
    EXPECT_EQ(buffer.size(), size) << wanted;
  }
}

// sg_ioctl_common, SG_SET_RESERVED_SIZE.
TEST(ReserveBuffer, keeps_its_size_while_it_is_used) {
  ReserveBuffer buffer;
  ASSERT_TRUE(buffer.take());
  EXPECT_FALSE(buffer.take());
  EXPECT_EQ(buffer.resize(4096), EBUSY);
  EXPECT_EQ(buffer.resize(32 * 1024), 0) << "it has that size";
  buffer.give_back();
  EXPECT_EQ(buffer.resize(4096), 0);
}

// sg_mmap and sg_ioctl_common.
TEST(ReserveBuffer, once_mapped_keeps_its_size_for_good) {
  ReserveBuffer buffer;
  EXPECT_EQ(buffer.descriptor_to_map(32 * 1024 + 1).error(), ENOMEM);
  EXPECT_EQ(buffer.resize(8192), 0);
  ASSERT_TRUE(buffer.descriptor_to_map(8192));
  EXPECT_EQ(buffer.resize(4096), EBUSY);
  EXPECT_EQ(buffer.resize(8192), 0);
}

TEST(ReserveBuffer, length_to_map_counts_in_pages) {
  ReserveBuffer buffer;
  ASSERT_EQ(buffer.resize(4608), 0);
  EXPECT_TRUE(buffer.descriptor_to_map(4096));
  EXPECT_EQ(buffer.descriptor_to_map(4097).error(), ENOMEM) << "two pages are more than 4608 bytes";
}

TEST(ReserveBuffer, mapping_shows_what_the_driver_wrote) {
  ReserveBuffer buffer;
  ASSERT_TRUE(buffer.take());
  std::ranges::fill(buffer.bytes(), std::uint8_t{7});
  const auto descriptor = buffer.descriptor_to_map(4096);
  ASSERT_TRUE(descriptor);
  void* memory = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, *descriptor, 0);
  ASSERT_NE(memory, MAP_FAILED);
  auto* const shared = static_cast<std::uint8_t*>(memory);
  EXPECT_EQ(shared[4095], 7);
  shared[0] = 9;
  EXPECT_EQ(buffer.bytes()[0], 9);
  munmap(memory, 4096);
}

}  // namespace
}  // namespace conformance::preload::kernel

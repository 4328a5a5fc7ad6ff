// mmap (Linux mm/mmap.c, do_mmap, then drivers/scsi/sg.c, sg_mmap).
#include "conformance/preload/kernel/map.h"

#include <fcntl.h>
#include <sys/mman.h>

#include "conformance/preload/kernel/scsi_calls.h"

namespace conformance::preload::kernel {
namespace {

constexpr Mapping whole{.length = 32 * 1024, .protection = PROT_READ | PROT_WRITE, .flags = MAP_SHARED};

Errno refused(OpenFile& file, const Mapping& mapping) {
  const auto descriptor = descriptor_to_map(file, mapping);
  return descriptor ? 0 : descriptor.error();
}

TEST(Map, sg_gives_its_reserve_buffer) {
  FakeFile sg(wire::Driver::sg, O_RDWR);
  EXPECT_EQ(refused(sg.file, whole), 0);
  EXPECT_EQ(refused(sg.file, {.length = 32 * 1024 + 1, .protection = PROT_READ, .flags = MAP_SHARED}), ENOMEM);
  EXPECT_EQ(refused(sg.file, {.length = 4096, .offset = 4096, .protection = PROT_READ, .flags = MAP_SHARED}), EINVAL);
  EXPECT_EQ(refused(sg.file, {.protection = PROT_READ, .flags = MAP_SHARED}), EINVAL);
}

TEST(Map, open_files_access_bounds_the_mapping) {
  FakeFile reader(wire::Driver::sg, O_RDONLY);
  EXPECT_EQ(refused(reader.file, whole), EACCES);
  EXPECT_EQ(refused(reader.file, {.length = 4096, .protection = PROT_READ, .flags = MAP_SHARED}), 0);
  EXPECT_EQ(refused(reader.file, {.length = 4096, .protection = PROT_READ | PROT_WRITE, .flags = MAP_PRIVATE}), 0);
  FakeFile writer(wire::Driver::sg, O_WRONLY);
  EXPECT_EQ(refused(writer.file, {.length = 4096, .protection = PROT_READ, .flags = MAP_PRIVATE}), EACCES);
}

// bsg_fops has no mmap; that sr's cannot be had is Decision 11.
TEST(Map, other_device_files_cannot_be_mapped) {
  for (const auto driver : {wire::Driver::sr, wire::Driver::bsg}) {
    FakeFile made(driver, O_RDWR | O_NONBLOCK);
    EXPECT_EQ(refused(made.file, whole), ENODEV);
  }
}

// SG_FLAG_MMAP_IO: the data are in the program's memory without having been sent to it.
TEST(Map, command_with_mapped_data_fills_the_mapping) {
  ScsiFile sg(wire::Driver::sg);
  const auto descriptor = descriptor_to_map(sg.file, whole);
  ASSERT_TRUE(descriptor);
  void* memory = mmap(nullptr, whole.length, PROT_READ | PROT_WRITE, MAP_SHARED, *descriptor, 0);
  ASSERT_NE(memory, MAP_FAILED);
  auto* const mapped = static_cast<std::uint8_t*>(memory);
  const auto done =
      sg.send(read_a_block, {.direction = SG_DXFER_FROM_DEV, .length = 2048, .flags = mapped_flag, .has_data = false});
  ASSERT_TRUE(done);
  EXPECT_TRUE(done->data_in.empty());
  mapped[0] = 0x77;
  ASSERT_TRUE(sg.send("3B 02 00 00 00 00 00 00 02 00",
                      {.direction = SG_DXFER_TO_DEV, .length = 2, .flags = mapped_flag, .has_data = false}));
  EXPECT_EQ(sg.drive->buffer(), (base::ByteBuffer{0x77, 0}));
  munmap(memory, whole.length);
}

}  // namespace
}  // namespace conformance::preload::kernel

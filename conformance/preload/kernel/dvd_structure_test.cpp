// DVD_READ_STRUCT (Linux drivers/cdrom/cdrom.c); the function stands at each claim. MMC-6, READ DISC STRUCTURE command.
#include "conformance/preload/kernel/dvd_structure.h"

#include <linux/cdrom.h>

#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;

struct Dvd : FakeDevice {
  Answer read(const dvd_struct& wanted) { return dvd_structure(*device, answer_with(wanted)->bytes); }
};

dvd_struct wanted(std::uint8_t type) {
  dvd_struct made{};
  made.type = type;
  return made;
}

// As long as the data length says, header included.
scsi::Answer structure_of(std::size_t bytes, std::uint8_t fill) {
  scsi::Answer answer{.data_in = base::ByteBuffer(4 + bytes, fill)};
  answer.data_in[0] = static_cast<std::uint8_t>((bytes + 2) >> 8);
  answer.data_in[1] = static_cast<std::uint8_t>(bytes + 2);
  return answer;
}

// dvd_read_physical.
TEST(DvdStructure, physical_format_is_unpacked) {
  Dvd dvd;
  dvd.drive->next(0xAD, FakeDrive::good_with("08 02 00 00 A1 2F 74 13 00 03 00 00 00 26 35 F0 00 1B 2A 3C 80"));
  dvd_struct asked = wanted(DVD_STRUCT_PHYSICAL);
  asked.physical.layer_num = 1;
  const auto found = FakeFile::value_of<dvd_struct>(dvd.read(asked));
  const dvd_layer& layer = found.physical.layer[1];
  EXPECT_EQ(layer.book_type, 0xA);
  EXPECT_EQ(layer.book_version, 1);
  EXPECT_EQ(layer.disc_size, 2);
  EXPECT_EQ(layer.min_rate, 0xF);
  EXPECT_EQ(layer.nlayers, 3);
  EXPECT_EQ(layer.track_path, 1);
  EXPECT_EQ(layer.layer_type, 4);
  EXPECT_EQ(layer.linear_density, 1);
  EXPECT_EQ(layer.track_density, 3);
  EXPECT_EQ(layer.start_sector, 0x030000U);
  EXPECT_EQ(layer.end_sector, 0x2635F0U);
  EXPECT_EQ(layer.end_sector_l0, 0x1B2A3CU);
  EXPECT_EQ(layer.bca, 1);
  EXPECT_EQ(dvd.drive->take_log(), std::vector<std::string>{"AD 00 00 00 00 00 01 00 00 15 00 00"});
}

// dvd_read_physical.
TEST(DvdStructure, fifth_layer_is_invalid) {
  Dvd dvd;
  dvd_struct asked = wanted(DVD_STRUCT_PHYSICAL);
  asked.physical.layer_num = DVD_LAYERS;
  EXPECT_EQ(FakeFile::error_of(dvd.read(asked)), EINVAL);
  EXPECT_TRUE(dvd.drive->take_log().empty());
}

// dvd_read_copyright.
TEST(DvdStructure, copyright_is_two_bytes) {
  Dvd dvd;
  dvd.drive->next(0xAD, FakeDrive::good_with("00 06 00 00 01 FE 00 00"));
  dvd_struct asked = wanted(DVD_STRUCT_COPYRIGHT);
  asked.copyright.layer_num = 3;
  const auto found = FakeFile::value_of<dvd_struct>(dvd.read(asked));
  EXPECT_EQ(found.copyright.cpst, 1);
  EXPECT_EQ(found.copyright.rmi, 0xFE);
  EXPECT_EQ(dvd.drive->take_log(), std::vector<std::string>{"AD 00 00 00 00 00 03 01 00 08 00 00"});
}

// dvd_read_disckey: the drive decides whether there is an authentication.
TEST(DvdStructure, disc_key_is_asked_with_the_grant) {
  Dvd dvd;
  dvd.drive->next(0xAD, structure_of(2048, 0x5A));
  dvd_struct asked = wanted(DVD_STRUCT_DISCKEY);
  asked.disckey.agid = 2;
  const auto found = FakeFile::value_of<dvd_struct>(dvd.read(asked));
  EXPECT_EQ(found.disckey.value[0], 0x5A);
  EXPECT_EQ(found.disckey.value[2047], 0x5A);
  EXPECT_EQ(dvd.drive->take_log(), std::vector<std::string>{"AD 00 00 00 00 00 00 02 08 04 80 00"});
  dvd.drive->next(0xAD, FakeDrive::refused(0x05, 0x6F, 0x02));
  EXPECT_EQ(FakeFile::error_of(dvd.read(asked)), EIO);
}

// dvd_read_bca takes the data length, which counts two reserved bytes, for the length of the structure.
TEST(DvdStructure, burst_cutting_area_is_as_long_as_the_data_length) {
  Dvd dvd;
  dvd.drive->next(0xAD, structure_of(186, 7));
  const auto found = FakeFile::value_of<dvd_struct>(dvd.read(wanted(DVD_STRUCT_BCA)));
  EXPECT_EQ(found.bca.len, 188);
  EXPECT_EQ(found.bca.value[185], 7);
  EXPECT_EQ(dvd.drive->take_log(), std::vector<std::string>{"AD 00 00 00 00 00 00 03 00 C0 00 00"});
  for (const std::size_t bytes : {9U, 187U}) {
    dvd.drive->next(0xAD, structure_of(bytes, 7));
    EXPECT_EQ(FakeFile::error_of(dvd.read(wanted(DVD_STRUCT_BCA))), EIO) << bytes;
  }
  dvd.drive->next(0xAD, structure_of(10, 7));
  EXPECT_EQ(FakeFile::value_of<dvd_struct>(dvd.read(wanted(DVD_STRUCT_BCA))).bca.len, 12);
}

// dvd_read_manufact.
TEST(DvdStructure, manufacturers_information_is_cut_to_2048_bytes) {
  Dvd dvd;
  dvd_struct asked = wanted(DVD_STRUCT_MANUFACT);
  asked.manufact.layer_num = 1;  // which the kernel does not pass on
  dvd.drive->next(0xAD, structure_of(100, 7));
  EXPECT_EQ(FakeFile::value_of<dvd_struct>(dvd.read(asked)).manufact.len, 102);
  dvd.drive->next(0xAD, structure_of(2048, 7));
  EXPECT_EQ(FakeFile::value_of<dvd_struct>(dvd.read(asked)).manufact.len, 2048);
  EXPECT_EQ(dvd.drive->take_log().back(), "AD 00 00 00 00 00 00 04 08 04 00 00");
}

// dvd_read_struct and mmc_ioctl_dvd_read_struct.
TEST(DvdStructure, unknown_type_is_invalid_and_a_drive_for_cds_alone_has_none) {
  Dvd dvd;
  EXPECT_EQ(FakeFile::error_of(dvd.read(wanted(5))), EINVAL);
  dvd.device->set_capability(CDC_DVD, false);
  EXPECT_EQ(FakeFile::error_of(dvd.read(wanted(5))), ENOSYS);
}

}  // namespace
}  // namespace conformance::preload::kernel

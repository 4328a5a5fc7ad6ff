#include "conformance/preload/program/proc_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::program {
namespace {

using testing::HasSubstr;

struct Two {
  Two() {
    devices.push_back(std::move(kernel::FakeDevice({.sr = 0, .sg = 0}).device));
    devices.push_back(std::move(kernel::FakeDevice({.sr = 1, .sg = 5}).device));
  }
  [[nodiscard]] std::string text(const char* path) const {
    for (const auto& [name, text] : proc_files(devices)) {
      if (name == path) return text;
    }
    return "no such file";
  }
  std::vector<std::unique_ptr<kernel::Device>> devices;
};

// The lines by which libburn and cdrdao find drives (drivers/cdrom/cdrom.c, cdrom_sysctl_info): the last drive first.
TEST(ProcFiles, cdrom_info_names_the_drives_with_what_they_can) {
  const std::string text = Two().text("proc/sys/dev/cdrom/info");
  EXPECT_TRUE(
      text.starts_with("CD-ROM information, Id: cdrom.c 3.20 2003/12/17\n\ndrive name:\t\tsr1\tsr0\n"
                       "drive speed:\t\t24\t24\ndrive # of slots:\t1\t1\nCan close tray:\t\t1\t1\n"))
      << text;
  EXPECT_THAT(text, HasSubstr("\nCan write CD-R:\t\t1\t1\n"));
  EXPECT_THAT(text, HasSubstr("\nCan select disk:\t0\t0\n"));
  EXPECT_TRUE(text.ends_with("Can write RAM:\t\t1\t1\n\n\n"));
}

TEST(ProcFiles, scsi_list_has_three_lines_a_drive) {
  EXPECT_EQ(Two().text("proc/scsi/scsi"),
            "Attached devices:\n"
            "Host: scsi0 Channel: 00 Id: 00 Lun: 00\n"
            "  Vendor: BURNBNCH Model: FAKE DRIVE       Rev: 1.00\n"
            "  Type:   CD-ROM                           ANSI  SCSI revision: 05\n"
            "Host: scsi1 Channel: 00 Id: 00 Lun: 00\n"
            "  Vendor: BURNBNCH Model: FAKE DRIVE       Rev: 1.00\n"
            "  Type:   CD-ROM                           ANSI  SCSI revision: 05\n");
}

TEST(ProcFiles, sg_lists_have_the_columns_of_their_header) {
  const Two two;
  EXPECT_EQ(two.text("proc/scsi/sg/device_hdr"), "host\tchan\tid\tlun\ttype\topens\tqdepth\tbusy\tonline\n");
  EXPECT_EQ(two.text("proc/scsi/sg/devices"), "0\t0\t0\t0\t5\t1\t1\t0\t1\n1\t0\t0\t0\t5\t1\t1\t0\t1\n");
  EXPECT_EQ(two.text("proc/scsi/sg/device_strs"),
            "BURNBNCH\tFAKE DRIVE      \t1.00\nBURNBNCH\tFAKE DRIVE      \t1.00\n");
  EXPECT_EQ(two.text("proc/scsi/sg/version"), "30536\t3.5.36 [20140603]\n");
}

TEST(ProcFiles, driver_list_is_the_real_one_with_ours_in_their_places) {
  const std::string text = Two().text("proc/devices");
  const std::size_t characters = text.find("Character devices:\n");
  const std::size_t sg = text.find("\n 21 sg\n");
  const std::size_t blocks = text.find("Block devices:\n");
  const std::size_t sr = text.find("\n 11 sr\n");
  ASSERT_NE(sr, text.npos);
  EXPECT_LT(characters, sg);
  EXPECT_LT(sg, blocks);
  EXPECT_LT(blocks, sr);
  EXPECT_EQ(text.find("\n 11 sr\n", sr + 1), text.npos);
  const std::size_t bsg = text.find(" bsg\n");
  EXPECT_LT(bsg, blocks);
  EXPECT_EQ(text.find(" bsg\n", bsg + 1), text.npos) << "also where the computer has one of its own";
  EXPECT_THAT(text, HasSubstr("\n  1 mem\n"));
}

// 100 blocks of 2048 bytes are 200 KiB.
TEST(ProcFiles, partitions_are_the_real_ones_and_the_discs) {
  const std::string text = Two().text("proc/partitions");
  EXPECT_TRUE(text.starts_with("major minor  #blocks  name\n\n")) << text;
  EXPECT_TRUE(text.ends_with("  11        0        200 sr0\n  11        1        200 sr1\n")) << text;
}

TEST(MountList, is_left_alone_where_it_names_no_drive_of_ours) {
  const Two two;
  EXPECT_FALSE(mounts_without(two.devices, "/dev/sda1 / ext4 rw 0 0\n/dev/sr2 /media/cdrom iso9660 ro 0 0\n"));
  EXPECT_FALSE(mounts_without(two.devices, "tmpfs /dev/sr0x tmpfs rw 0 0\n"));
  EXPECT_FALSE(mounts_without(two.devices, ""));
}

// growisofs unmounts whatever has the number of its drive: the computer's own disc stays where it is.
TEST(MountList, names_the_computers_own_drives_no_more) {
  const Two two;
  const auto list = mounts_without(two.devices,
                                   "/dev/sda1 / ext4 rw 0 0\n"
                                   "/dev/sr0 /media/cdrom0 iso9660 ro 0 0\n"
                                   "/dev/scd1 /media/cdrom1 iso9660 ro 0 0\n"
                                   "/dev/cdrom /media/link iso9660 ro 0 0\n"
                                   "/dev/sr2 /media/cdrom2 iso9660 ro 0 0\n");
  EXPECT_EQ(list, "/dev/sda1 / ext4 rw 0 0\n/dev/sr2 /media/cdrom2 iso9660 ro 0 0\n");
}

}  // namespace
}  // namespace conformance::preload::program

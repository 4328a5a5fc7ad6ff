// Requests to a drive under the shim, other than SG_IO: what lies in the caller's memory before and after.
#include <linux/cdrom.h>
#include <linux/fs.h>
#include <scsi/scsi.h>
#include <scsi/scsi_ioctl.h>

#include <cstring>
#include <string>

#include "conformance/preload/shim/under_shim.h"

namespace conformance::preload::shim {
namespace {

TEST(SendPacket, carries_data_sense_and_residual) {
  const File file("/dev/sr0");
  Bytes data(64, 0xEE);
  request_sense sense{};
  cdrom_generic_command packet{};
  packet.cmd[0] = 0x12;
  packet.cmd[4] = 64;
  packet.buffer = data.data();
  packet.buflen = 64;
  packet.sense = &sense;
  packet.data_direction = CGC_DATA_READ;
  packet.timeout = 2000;
  ASSERT_EQ(ioctl(file.get(), CDROM_SEND_PACKET, &packet), 0);
  EXPECT_EQ(packet.buflen, 28U) << "the residual";
  EXPECT_EQ(data[8], 'B');
  packet = {};
  packet.cmd[0] = 0x28;
  packet.cmd[4] = 1;
  packet.cmd[8] = 1;
  packet.buffer = data.data();
  packet.buflen = 64;
  packet.sense = &sense;
  packet.data_direction = CGC_DATA_READ;
  EXPECT_EQ(error_of(ioctl(file.get(), CDROM_SEND_PACKET, &packet)), EIO);
  EXPECT_EQ(sense.sense_key, 5);
  EXPECT_EQ(sense.asc, 0x21);
  packet.cmd[0] = 0x12;
  packet.buflen = 64;
  packet.data_direction = CGC_DATA_NONE;
  EXPECT_EQ(error_of(ioctl(file.get(), CDROM_SEND_PACKET, &packet)), EINVAL);
  // Linux drivers/scsi/scsi_ioctl.c, scsi_cdrom_send_packet: a refusal is written into the structure too.
  EXPECT_EQ(packet.stat, -EINVAL);
  EXPECT_EQ(packet.buflen, 0U);
  packet.buflen = 64;
  packet.buffer = nullptr;
  packet.data_direction = CGC_DATA_READ;
  EXPECT_EQ(error_of(ioctl(file.get(), CDROM_SEND_PACKET, &packet)), EFAULT);
  EXPECT_EQ(packet.buflen, 64U);
  packet.data_direction = 9;
  EXPECT_EQ(error_of(ioctl(file.get(), CDROM_SEND_PACKET, &packet)), EINVAL);
  EXPECT_EQ(error_of(ioctl(file.get(), CDROM_SEND_PACKET, nullptr)), EFAULT);
}

TEST(Requests, fill_the_callers_structures) {
  const File file("/dev/sr0", O_RDONLY | O_NONBLOCK);
  cdrom_tocentry lead_out{.cdte_track = CDROM_LEADOUT, .cdte_format = CDROM_LBA};
  ASSERT_EQ(ioctl(file.get(), CDROMREADTOCENTRY, &lead_out), 0);
  EXPECT_EQ(lead_out.cdte_addr.lba, 100);
  std::uint64_t bytes = 0;
  ASSERT_EQ(ioctl(file.get(), BLKGETSIZE64, &bytes), 0);
  EXPECT_EQ(bytes, 100U * 2048);
  unsigned long sectors = 0;
  ASSERT_EQ(ioctl(file.get(), BLKGETSIZE, &sectors), 0);
  EXPECT_EQ(sectors, 400U);
  EXPECT_EQ(ioctl(file.get(), CDROM_DRIVE_STATUS, CDSL_CURRENT), CDS_DISC_OK);
  EXPECT_EQ(error_of(ioctl(file.get(), CDROMREADTOCENTRY, nullptr)), EFAULT);
  EXPECT_EQ(error_of(ioctl(file.get(), 0xDEAD, nullptr)), EINVAL);
  const File sg("/dev/sg1");
  int version = 0;
  ASSERT_EQ(ioctl(sg.get(), SG_GET_VERSION_NUM, &version), 0);
  EXPECT_EQ(version, 30536);
  sg_scsi_id id{};
  ASSERT_EQ(ioctl(sg.get(), SG_GET_SCSI_ID, &id), 0);
  EXPECT_EQ(id.host_no, 1);
  EXPECT_EQ(id.scsi_type, 5);
}

// Linux fs/ioctl.c, do_vfs_ioctl.
TEST(Requests, of_every_file_never_reach_a_driver) {
  for (const char* path : {"/dev/sr0", "/dev/sg0", "/dev/bsg/0:0:0:0"}) {
    const File file(path, O_RDWR | O_NONBLOCK);
    int value = 0;
    EXPECT_EQ(ioctl(file.get(), FIONBIO, &value), 0) << path;
    EXPECT_EQ(fcntl(file.get(), F_GETFL) & O_NONBLOCK, 0) << path;
    value = 1;
    EXPECT_EQ(ioctl(file.get(), FIONBIO, &value), 0) << path;
    EXPECT_EQ(fcntl(file.get(), F_GETFL) & O_NONBLOCK, O_NONBLOCK) << path;
    EXPECT_EQ(ioctl(file.get(), FIGETBSZ, &value), 0) << path;
    EXPECT_EQ(value, 4096) << path;
    EXPECT_EQ(error_of(ioctl(file.get(), FIOQSIZE, &value)), ENOTTY) << path;
  }
}

TEST(Requests, fill_as_much_memory_as_each_driver_writes) {
  const File sr("/dev/sr0", O_RDONLY | O_NONBLOCK);
  const File sg("/dev/sg0");
  std::array<unsigned short, 4> shorts{0xEEEE, 0xEEEE, 0xEEEE, 0xEEEE};
  ASSERT_EQ(ioctl(sr.get(), BLKSECTGET, shorts.data()), 0);
  EXPECT_EQ(shorts[0], 2048);
  EXPECT_EQ(shorts[1], 0xEEEE);
  int bytes = 0;
  ASSERT_EQ(ioctl(sg.get(), BLKSECTGET, &bytes), 0);
  EXPECT_EQ(bytes, 1 << 20);
  std::array<char, 8> name{5, 0, 0, 0, 'x', 'x', 'x', 'x'};
  EXPECT_EQ(ioctl(sr.get(), SCSI_IOCTL_PROBE_HOST, name.data()), 1);
  EXPECT_EQ(std::string(name.data(), 6), "iSCSIx");
  EXPECT_EQ(ioctl(sr.get(), SCSI_IOCTL_PROBE_HOST, nullptr), 1);
  EXPECT_EQ(ioctl(sg.get(), SG_SET_FORCE_LOW_DMA, nullptr), 0) << "whose memory nobody looks at";
}

// Linux drivers/scsi/scsi_ioctl.c, sg_scsi_ioctl.
TEST(Requests, oldest_way_to_send_a_command) {
  const File file("/dev/sr0");
  struct {
    std::array<unsigned, 2> lengths{0, 36};
    std::array<unsigned char, 40> data{0x12, 0, 0, 0, 36, 0};
  } command;
  EXPECT_EQ(ioctl(file.get(), SCSI_IOCTL_SEND_COMMAND, &command), 0);
  EXPECT_EQ(command.data[8], 'B');
  EXPECT_EQ(command.data[36], 0);
  command.lengths = {0, 2048};
  command.data = {0x28, 0, 0, 0, 1, 0, 0, 0, 1, 0};
  EXPECT_EQ(ioctl(file.get(), SCSI_IOCTL_SEND_COMMAND, &command), 2) << "the status";
  EXPECT_EQ(command.data[12], 0x21);
  command.lengths = {4097, 0};
  EXPECT_EQ(error_of(ioctl(file.get(), SCSI_IOCTL_SEND_COMMAND, &command)), EINVAL);
  EXPECT_EQ(error_of(ioctl(file.get(), SCSI_IOCTL_SEND_COMMAND, nullptr)), EINVAL);
}

// Linux drivers/cdrom/cdrom.c, mmc_ioctl_cdrom_read_audio.
TEST(Requests, audio_goes_to_the_memory_that_the_structure_names) {
  const File file("/dev/sr0");
  Bytes data(CD_FRAMESIZE_RAW, 0xEE);
  cdrom_read_audio audio{.addr_format = CDROM_LBA, .nframes = 1, .buf = data.data()};
  ASSERT_EQ(ioctl(file.get(), CDROMREADAUDIO, &audio), 0);
  EXPECT_EQ(data, Bytes(CD_FRAMESIZE_RAW, 0)) << "the fake drive sends nothing of a block of audio";
  audio.nframes = CD_FRAMES + 1;
  EXPECT_EQ(error_of(ioctl(file.get(), CDROMREADAUDIO, &audio)), EINVAL);
}

TEST(Requests, close_on_exec_by_ioctl) {
  const File file("/dev/sr0");
  ASSERT_EQ(ioctl(file.get(), FIOCLEX), 0);
  EXPECT_EQ(fcntl(file.get(), F_GETFD), FD_CLOEXEC);
  ASSERT_EQ(ioctl(file.get(), FIONCLEX), 0);
  EXPECT_EQ(fcntl(file.get(), F_GETFD), 0);
}

}  // namespace
}  // namespace conformance::preload::shim

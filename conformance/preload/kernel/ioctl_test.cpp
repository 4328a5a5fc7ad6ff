// Which driver a request reaches, and what becomes of one that none knows.
#include "conformance/preload/kernel/ioctl.h"

#include <fcntl.h>
#include <linux/cdrom.h>
#include <linux/fs.h>
#include <scsi/scsi.h>
#include <scsi/sg.h>

#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::kernel {
namespace {

// Linux drivers/scsi/scsi_ioctl.c, scsi_ioctl: a host adapter without requests of its own; block/bsg.c, bsg_ioctl.
TEST(Ioctl, unknown_request_is_invalid_and_no_terminals_for_bsg) {
  for (const auto& [driver, error] :
       {std::pair{wire::Driver::sr, EINVAL}, {wire::Driver::sg, EINVAL}, {wire::Driver::bsg, ENOTTY}}) {
    FakeFile made(driver, O_RDWR | O_NONBLOCK);
    EXPECT_EQ(FakeFile::error_of(made.ask(0x5401)), error);
  }
}

// Linux drivers/scsi/sr.c, sr_block_ioctl: what the cdrom driver cannot do (ENOSYS) goes to the SCSI layer, which does
// not know it.
TEST(Ioctl, what_a_drive_cannot_do_is_an_invalid_request) {
  FakeFile sr(wire::Driver::sr, O_RDONLY | O_NONBLOCK);
  EXPECT_EQ(FakeFile::error_of(sr.ask(CDROM_SELECT_DISC)), EINVAL);
  EXPECT_EQ(FakeFile::error_of(sr.ask(CDROM_SET_OPTIONS, CDC_MO_DRIVE)), EINVAL);
  sr.device->set_capability(CDC_SELECT_SPEED, false);
  EXPECT_EQ(FakeFile::error_of(sr.ask(CDROM_SELECT_SPEED, 4)), EINVAL);
}

TEST(Ioctl, requests_of_one_driver_are_unknown_to_the_others) {
  FakeFile sr(wire::Driver::sr, O_RDWR | O_NONBLOCK);
  FakeFile sg(wire::Driver::sg, O_RDWR | O_NONBLOCK);
  EXPECT_EQ(FakeFile::error_of(sr.ask(SG_GET_SCSI_ID)), EINVAL);
  EXPECT_EQ(FakeFile::error_of(sg.ask(BLKGETSIZE64)), EINVAL);
  EXPECT_EQ(FakeFile::error_of(sg.ask(CDROM_DRIVE_STATUS)), EINVAL);
}

// sr_block_ioctl, scsi_ioctl_block_when_processing_errors.
TEST(Ioctl, lost_drive_is_no_device) {
  FakeFile sr(wire::Driver::sr, O_RDONLY | O_NONBLOCK);
  sr.drive->sever();
  for (const unsigned long request : {CDROM_DRIVE_STATUS, CDROMREADTOCHDR, CDROMEJECT, SCSI_IOCTL_GET_IDLUN}) {
    EXPECT_EQ(FakeFile::error_of(sr.ask(request)), ENODEV) << request;
  }
}

}  // namespace
}  // namespace conformance::preload::kernel

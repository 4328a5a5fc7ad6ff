// DVD_AUTH (Linux drivers/cdrom/cdrom.c, dvd_do_auth). MMC-6, REPORT KEY command and SEND KEY command.
#include "conformance/preload/kernel/dvd_authentication.h"

#include <linux/cdrom.h>

#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;

struct Dvd : FakeDevice {
  Answer ask(const dvd_authinfo& info) { return dvd_authentication(*device, answer_with(info)->bytes); }
  dvd_authinfo told(const dvd_authinfo& info, std::string_view reply) {
    drive->next(0xA4, FakeDrive::good_with(reply));
    return FakeFile::value_of<dvd_authinfo>(ask(info));
  }
  std::string last_cdb() { return drive->take_log().back(); }
};

dvd_authinfo wanted(std::uint8_t type) {
  dvd_authinfo made{};
  made.type = type;
  return made;
}

TEST(DvdAuthentication, grant_comes_from_the_drive) {
  Dvd dvd;
  EXPECT_EQ(dvd.told(wanted(DVD_LU_SEND_AGID), "00 06 00 00 00 00 00 80").lsa.agid, 2U);
  EXPECT_EQ(dvd.last_cdb(), "A4 00 00 00 00 00 00 00 00 08 00 00");
}

TEST(DvdAuthentication, keys_and_challenges_are_copied) {
  Dvd dvd;
  dvd_authinfo asked = wanted(DVD_LU_SEND_KEY1);
  asked.lsk.agid = 1;
  EXPECT_EQ(dvd.told(asked, "00 0A 00 00 01 02 03 04 05 00 00 00").lsk.key[4], 5);
  EXPECT_EQ(dvd.last_cdb(), "A4 00 00 00 00 00 00 00 00 0C 42 00");
  asked = wanted(DVD_LU_SEND_CHALLENGE);
  asked.lsc.agid = 3;
  EXPECT_EQ(dvd.told(asked, "00 0E 00 00 00 01 02 03 04 05 06 07 08 09 00 00").lsc.chal[9], 9);
  EXPECT_EQ(dvd.last_cdb(), "A4 00 00 00 00 00 00 00 00 10 C1 00");
}

TEST(DvdAuthentication, title_key_is_asked_by_address) {
  Dvd dvd;
  dvd_authinfo asked = wanted(DVD_LU_SEND_TITLE_KEY);
  asked.lstk.agid = 1;
  asked.lstk.lba = 0x01020304;
  const dvd_authinfo found = dvd.told(asked, "00 0A 00 00 F0 11 22 33 44 55 00 00");
  EXPECT_EQ(found.lstk.cpm, 1U);
  EXPECT_EQ(found.lstk.cp_sec, 1U);
  EXPECT_EQ(found.lstk.cgms, 3U);
  EXPECT_EQ(found.lstk.title_key[0], 0x11);
  EXPECT_EQ(found.lstk.title_key[4], 0x55);
  EXPECT_EQ(dvd.last_cdb(), "A4 00 01 02 03 04 00 00 00 0C 44 00");
}

TEST(DvdAuthentication, success_flag_and_region_state) {
  Dvd dvd;
  EXPECT_EQ(dvd.told(wanted(DVD_LU_SEND_ASF), "00 06 00 00 00 00 00 01").lsasf.asf, 1U);
  EXPECT_EQ(dvd.last_cdb(), "A4 00 00 00 00 00 00 00 00 08 05 00");
  const dvd_authinfo state = dvd.told(wanted(DVD_LU_SEND_RPC_STATE), "00 06 00 00 65 FD 01 00");
  EXPECT_EQ(state.lrpcs.type, 1);
  EXPECT_EQ(state.lrpcs.vra, 4);
  EXPECT_EQ(state.lrpcs.ucca, 5);
  EXPECT_EQ(state.lrpcs.region_mask, 0xFD);
  EXPECT_EQ(state.lrpcs.rpc_scheme, 1);
  EXPECT_EQ(dvd.last_cdb(), "A4 00 00 00 00 00 00 00 00 08 08 00");
}

TEST(DvdAuthentication, what_the_host_sends_moves_the_state_on) {
  Dvd dvd;
  dvd_authinfo challenge = wanted(DVD_HOST_SEND_CHALLENGE);
  challenge.hsc.agid = 1;
  challenge.hsc.chal[0] = 0x11;
  EXPECT_EQ(FakeFile::value_of<dvd_authinfo>(dvd.ask(challenge)).type, DVD_LU_SEND_KEY1);
  EXPECT_EQ(dvd.last_cdb(), "A3 00 00 00 00 00 00 00 00 10 41 00");
  EXPECT_EQ(dvd.drive->data_out(), base::parse_hex("00 0E 00 00 11 00 00 00 00 00 00 00 00 00 00 00").value());
  dvd_authinfo key = wanted(DVD_HOST_SEND_KEY2);
  key.hsk.agid = 2;
  key.hsk.key[4] = 0x22;
  EXPECT_EQ(FakeFile::value_of<dvd_authinfo>(dvd.ask(key)).type, DVD_AUTH_ESTABLISHED);
  EXPECT_EQ(dvd.last_cdb(), "A3 00 00 00 00 00 00 00 00 0C 83 00");
  EXPECT_EQ(dvd.drive->data_out(), base::parse_hex("00 0A 00 00 00 00 00 00 22 00 00 00").value());
  dvd_authinfo region = wanted(DVD_HOST_SEND_RPC_STATE);
  region.hrpcs.pdrc = 0xFE;
  ASSERT_TRUE(dvd.ask(region));
  EXPECT_EQ(dvd.last_cdb(), "A3 00 00 00 00 00 00 00 00 08 06 00");
  EXPECT_EQ(dvd.drive->data_out(), base::parse_hex("00 06 00 00 FE 00 00 00").value());
}

TEST(DvdAuthentication, grant_is_given_back_without_data) {
  Dvd dvd;
  dvd_authinfo asked = wanted(DVD_INVALIDATE_AGID);
  asked.lsa.agid = 3;
  ASSERT_TRUE(dvd.ask(asked));
  EXPECT_EQ(dvd.last_cdb(), "A4 00 00 00 00 00 00 00 00 00 FF 00");
  EXPECT_EQ(dvd.drive->last().direction, scsi::Direction::none);
}

TEST(DvdAuthentication, refusal_is_the_errno_of_sr) {
  Dvd dvd;
  dvd.drive->always(0xA4, FakeDrive::refused(0x05, 0x20, 0x00));
  dvd.drive->always(0xA3, FakeDrive::refused(0x05, 0x6F, 0x00));
  EXPECT_EQ(FakeFile::error_of(dvd.ask(wanted(DVD_LU_SEND_AGID))), EOPNOTSUPP);
  EXPECT_EQ(FakeFile::error_of(dvd.ask(wanted(DVD_HOST_SEND_KEY2))), EIO);
  EXPECT_EQ(FakeFile::error_of(dvd.ask(wanted(DVD_AUTH_ESTABLISHED))), not_mine);
  dvd.device->set_capability(CDC_DVD, false);
  EXPECT_EQ(FakeFile::error_of(dvd.ask(wanted(DVD_LU_SEND_AGID))), ENOSYS);
}

}  // namespace
}  // namespace conformance::preload::kernel

#include "emulator/iscsi/data_out.h"

#include <gtest/gtest.h>

#include "emulator/iscsi/logged_in.h"

namespace emulator::iscsi {
namespace {

TEST(DataOut, immediate_data_reaches_the_unit_without_an_r2t) {
  LoggedIn bench;
  const Frame answer = bench.host->ask(write_frame(7, 1, 65'536, ramp(65'536)));
  EXPECT_EQ(answer.header[0], 0x21);
  EXPECT_EQ(answer.at(36, 4), 0U);
  EXPECT_EQ(residual_of(answer), "0");
  ASSERT_EQ(bench.unit.seen.size(), 1U);
  EXPECT_EQ(bench.unit.seen[0].data_out, ramp(65'536));
}

TEST(DataOut, what_did_not_come_with_the_command_is_asked_for_burst_by_burst) {
  LoggedIn bench("MaxRecvDataSegmentLength=262144;MaxBurstLength=1024");
  const base::ByteBuffer data = ramp(2560);
  Frame r2t =
      bench.host->ask(write_frame(7, 1, 2560, {data.begin(), data.begin() + 512}).with(8, 8, 0x4000'0000'0000'0000));
  EXPECT_EQ(base::format_hex(r2t.header),
            "31 80 00 00 00 00 00 00 40 00 00 00 00 00 00 00 00 00 00 07 00 00 00 01 "
            "00 00 00 02 00 00 00 02 00 00 00 40 00 00 00 00 00 00 02 00 00 00 04 00");
  EXPECT_TRUE(bench.host
                  ->send(data_out_frame({.tag = 7, .transfer_tag = 1, .offset = 512, .is_final = false},
                                        {data.begin() + 512, data.begin() + 1024}))
                  .empty());
  r2t = bench.host->ask(data_out_frame({.tag = 7, .transfer_tag = 1, .data_sn = 1, .offset = 1024},
                                       {data.begin() + 1024, data.begin() + 1536}));
  EXPECT_EQ(r2t.header[0], 0x31);
  EXPECT_EQ(r2t.at(36, 4), 1U);     // R2TSN
  EXPECT_EQ(r2t.at(40, 4), 1536U);  // offset
  EXPECT_EQ(r2t.at(44, 4), 1024U);
  const Frame answer =
      bench.host->ask(data_out_frame({.tag = 7, .transfer_tag = 2, .offset = 1536}, {data.begin() + 1536, data.end()}));
  EXPECT_EQ(answer.header[0], 0x21);
  EXPECT_EQ(answer.header[3], 0x00);
  EXPECT_EQ(answer.at(36, 4), 2U);  // two R2T
  EXPECT_EQ(bench.unit.seen.at(0).data_out, data);
}

TEST(DataOut, unsolicited_data_is_taken_where_it_was_agreed_and_the_rest_asked_for) {
  LoggedIn bench("InitialR2T=No;FirstBurstLength=1024;MaxRecvDataSegmentLength=262144", {.initial_r2t = false});
  const base::ByteBuffer data = ramp(2048);
  Frame write = write_frame(7, 1, 2048, {data.begin(), data.begin() + 512});
  write.header[1] = 0x20;
  EXPECT_TRUE(bench.host->send(write).empty());
  const Frame r2t =
      bench.host->ask(data_out_frame({.tag = 7, .offset = 512}, {data.begin() + 512, data.begin() + 1024}));
  EXPECT_EQ(r2t.header[0], 0x31);
  EXPECT_EQ(r2t.at(40, 4), 1024U);
  EXPECT_EQ(r2t.at(44, 4), 1024U);
  const Frame answer = bench.host->ask(
      data_out_frame({.tag = 7, .transfer_tag = static_cast<std::uint32_t>(r2t.at(20, 4)), .offset = 1024},
                     {data.begin() + 1024, data.end()}));
  EXPECT_EQ(answer.header[3], 0);
  EXPECT_EQ(bench.unit.seen.at(0).data_out, data);
}

TEST(DataOut, unsolicited_data_that_was_not_agreed_fails_the_command_when_it_has_come) {
  LoggedIn bench;
  Frame write = write_frame(7, 1, 2048, ramp(512));
  write.header[1] = 0x20;  // more follows, although InitialR2T=Yes
  EXPECT_TRUE(bench.host->send(write).empty());
  EXPECT_EQ(sense_of(bench.host->ask(data_out_frame({.tag = 7, .offset = 512}, ramp(1536)))), "0B 0C 0C");
  EXPECT_TRUE(bench.unit.seen.empty());
}

TEST(DataOut, immediate_data_that_was_not_agreed_or_is_too_much_fails_the_command) {
  LoggedIn refused("ImmediateData=No;MaxRecvDataSegmentLength=262144");
  EXPECT_EQ(sense_of(refused.host->ask(write_frame(7, 1, 512, ramp(512)))), "0B 0C 0C");
  LoggedIn first_burst("FirstBurstLength=512;MaxRecvDataSegmentLength=262144");
  EXPECT_EQ(sense_of(first_burst.host->ask(write_frame(7, 1, 2048, ramp(513)))), "0B 0C 0C");
  LoggedIn expected;
  EXPECT_EQ(sense_of(expected.host->ask(write_frame(7, 1, 512, ramp(513)))), "0B 0C 0C");
  EXPECT_TRUE(refused.unit.seen.empty() && first_burst.unit.seen.empty() && expected.unit.seen.empty());
}

TEST(DataOut, data_out_that_is_not_what_was_asked_for_never_ends_in_good) {
  struct Case {
    std::string what;
    DataOutFields fields;
    std::size_t size;
  };
  const std::vector<Case> cases{{"too short", {.tag = 7, .transfer_tag = 1}, 1536},
                                {"too long", {.tag = 7, .transfer_tag = 1}, 2049},
                                {"wrong offset", {.tag = 7, .transfer_tag = 1, .offset = 4}, 2044},
                                {"offset that wraps", {.tag = 7, .transfer_tag = 1, .offset = 0xFFFF'FFFC}, 2048},
                                {"wrong DataSN", {.tag = 7, .transfer_tag = 1, .data_sn = 1}, 2048}};
  for (const Case& bad : cases) {
    LoggedIn bench;
    ASSERT_EQ(bench.host->ask(write_frame(7, 1, 2048)).header[0], 0x31);
    EXPECT_EQ(sense_of(bench.host->ask(data_out_frame(bad.fields, ramp(bad.size)))), "0B 4B 00") << bad.what;
    EXPECT_TRUE(bench.unit.seen.empty()) << bad.what;
  }
}

TEST(DataOut, data_out_with_another_transfer_tag_fails_the_command_after_the_right_one) {
  for (const std::uint32_t tag : {0U, 2U, 0xFFFF'FFFFU}) {
    LoggedIn bench;
    bench.host->ask(write_frame(7, 1, 2048));
    EXPECT_TRUE(bench.host->send(data_out_frame({.tag = 7, .transfer_tag = tag}, ramp(2048))).empty());
    const Frame answer = bench.host->ask(data_out_frame({.tag = 7, .transfer_tag = 1}, ramp(2048)));
    EXPECT_EQ(answer.header[3], 0x02) << tag;
    EXPECT_TRUE(bench.unit.seen.empty());
  }
}

TEST(DataOut, data_that_the_drive_did_not_need_are_an_underflow) {
  LoggedIn bench;
  bench.unit.replies.push_back({.data_out_taken = 512});
  const Frame answer = bench.host->ask(write_frame(7, 1, 2048, ramp(2048)));
  EXPECT_EQ(answer.header[3], 0x00);
  EXPECT_EQ(residual_of(answer), "U1536");
}

TEST(DataOut, data_out_for_no_command_is_rejected) {
  LoggedIn bench;
  const Frame rejected = bench.host->ask(data_out_frame({.tag = 99, .transfer_tag = 1}, ramp(4)));
  EXPECT_EQ(rejected.header[0], 0x3F);
  EXPECT_EQ(rejected.header[2], 0x09);
}

// TASK SET FULL would invite a host to try for ever. SBC-3, WRITE (10) command: a transfer length that is too large.
TEST(DataOut, more_data_than_a_command_may_have_is_an_invalid_field_and_nothing_moves) {
  LoggedIn bench("MaxRecvDataSegmentLength=262144", {},
                 {.data_out_bytes_a_command = 2048, .data_out_bytes_a_session = 4096});
  Frame answer = bench.host->ask(write_frame(7, 1, 2049));
  EXPECT_EQ(sense_of(answer), "05 24 00");
  EXPECT_EQ(residual_of(answer), "U2049");
  answer = bench.host->ask(write_frame(8, 2, 0xFFFF'FFFF, ramp(4)));
  EXPECT_EQ(sense_of(answer), "05 24 00");
  EXPECT_EQ(bench.host->ask(write_frame(9, 3, 2048)).header[0], 0x31);
  EXPECT_TRUE(bench.unit.seen.empty());
}

// Linux writes so much at a time to a block device of its own accord.
TEST(DataOut, write_of_1280_kibibytes_is_asked_for) {
  LoggedIn bench;
  EXPECT_EQ(bench.host->ask(write_frame(7, 1, 1280 * 1024)).header[0], 0x31);
}

TEST(DataOut, more_data_than_a_session_may_have_is_task_set_full_and_nothing_moves) {
  LoggedIn bench("MaxRecvDataSegmentLength=262144", {},
                 {.data_out_bytes_a_command = 2048, .data_out_bytes_a_session = 4096});
  EXPECT_EQ(bench.host->ask(write_frame(9, 1, 2048)).header[0], 0x31);
  EXPECT_EQ(bench.host->ask(write_frame(10, 2, 2048)).header[0], 0x31);
  EXPECT_EQ(bench.host->ask(write_frame(11, 3, 1)).header[3], 0x28);
  EXPECT_TRUE(bench.unit.seen.empty());
  EXPECT_EQ(bench.host->ask(data_out_frame({.tag = 9, .transfer_tag = 1}, ramp(2048))).header[3], 0x00);
  EXPECT_EQ(bench.host->ask(write_frame(12, 4, 1)).header[0], 0x31);  // there is room again
}

}  // namespace
}  // namespace emulator::iscsi

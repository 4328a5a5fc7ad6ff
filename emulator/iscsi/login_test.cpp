#include "emulator/iscsi/login.h"

#include <gtest/gtest.h>

#include "emulator/iscsi/test_initiator.h"

namespace emulator::iscsi {
namespace {

unsigned status_of(const Frame& frame) { return static_cast<unsigned>(frame.at(36, 2)); }

// What libiscsi 1.19 sends without credentials, in its order.
constexpr std::string_view libiscsi_keys =
    "HeaderDigest=None,CRC32C;DataDigest=None;InitialR2T=No;ImmediateData=Yes;MaxBurstLength=262144;"
    "FirstBurstLength=262144;DefaultTime2Wait=2;DefaultTime2Retain=0;MaxOutstandingR2T=1;ErrorRecoveryLevel=0;"
    "IFMarker=No;OFMarker=No;MaxConnections=1;MaxRecvDataSegmentLength=262144;DataPDUInOrder=Yes;"
    "DataSequenceInOrder=Yes";

TEST(Login, one_request_reaches_the_full_feature_phase) {
  Bench bench;
  const Frame answer = bench.host->log_in(libiscsi_keys);
  EXPECT_EQ(base::format_hex(base::Bytes{answer.header}.first(5)), "23 87 00 00 00");
  EXPECT_EQ(answer.at(8, 6), 0x80'12'34'56'78'9AU);  // ISID
  EXPECT_EQ(answer.at(14, 2), 1U);                   // TSIH
  EXPECT_EQ(answer.at(16, 4), 1U);                   // the request's task tag
  EXPECT_EQ(answer.at(24, 4), 1U);                   // StatSN
  EXPECT_EQ(answer.at(28, 4), 1U);                   // the login's CmdSN is still to be used
  EXPECT_EQ(answer.at(32, 4), 64U);
  EXPECT_EQ(status_of(answer), 0U);
  EXPECT_EQ(shown(answer.text()),
            "TargetPortalGroupTag=1;HeaderDigest=None;DataDigest=None;InitialR2T=Yes;ImmediateData=Yes;"
            "MaxBurstLength=262144;FirstBurstLength=65536;DefaultTime2Wait=2;DefaultTime2Retain=0;"
            "MaxOutstandingR2T=1;ErrorRecoveryLevel=0;IFMarker=No;OFMarker=No;MaxConnections=1;"
            "MaxRecvDataSegmentLength=262144;DataPDUInOrder=Yes;DataSequenceInOrder=Yes;");
  EXPECT_TRUE(bench.host->session.is_logged_in());
  EXPECT_EQ(bench.unit.began.size(), 1U);
  // RFC 7143, SCSI to iSCSI Concepts Mapping Model: the initiator port's name.
  EXPECT_EQ(bench.unit.ports.front(), "iqn.2026-11.test.host:a,i,0x80123456789A");
}

TEST(Login, the_session_handle_is_zero_until_the_last_answer) {
  Bench bench;
  const Frame security = bench.host->ask(login_frame(0x81, std::string(normal_login) + ";AuthMethod=None"));
  EXPECT_EQ(security.header[1], 0x81);
  EXPECT_EQ(security.at(14, 2), 0U);
  EXPECT_EQ(shown(security.text()), "TargetPortalGroupTag=1;AuthMethod=None;");
  const Frame staying = bench.host->ask(login_frame(0x04, "HeaderDigest=None"));
  EXPECT_EQ(staying.header[1], 0x04);
  EXPECT_EQ(staying.at(14, 2), 0U);
  const Frame last = bench.host->ask(login_frame(0x87, ""));
  EXPECT_EQ(last.header[1], 0x87);
  EXPECT_EQ(last.at(24, 4), 3U);
  EXPECT_NE(last.at(14, 2), 0U);
}

TEST(Login, security_may_lead_straight_to_the_full_feature_phase) {
  Bench bench;
  EXPECT_EQ(bench.host->ask(login_frame(0x83, std::string(normal_login) + ";AuthMethod=None")).header[1], 0x83);
  EXPECT_TRUE(bench.host->session.is_logged_in());
}

TEST(Login, text_may_be_cut_by_the_C_bit_anywhere) {
  const std::string keys = std::string(normal_login) + ";MaxBurstLength=1024;ImmediateData=No";
  const base::ByteBuffer text = key_text(keys);
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    Bench bench;
    Frame first = login_frame(0x44, "");
    first.data.assign(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(cut));
    const Frame between = bench.host->ask(first);
    EXPECT_EQ(between.header[1], 0x04);
    EXPECT_TRUE(between.data.empty());
    Frame second = login_frame(0x87, "");
    second.data.assign(text.begin() + static_cast<std::ptrdiff_t>(cut), text.end());
    EXPECT_EQ(shown(bench.host->ask(second).text()), "TargetPortalGroupTag=1;MaxBurstLength=1024;ImmediateData=No;")
        << "cut at " << cut;
  }
}

TEST(Login, what_is_wrong_has_its_status_and_ends_the_connection) {
  struct Case {
    std::string what;
    Frame request;
    unsigned status;
  };
  const std::string names(normal_login);
  Frame version = login_frame(0x87, names);
  version.header[3] = 1;
  const std::vector<Case> cases{
      {"no initiator", login_frame(0x87, "TargetName=iqn.2026-11.test.burnbench:one"), 0x0207},
      {"no target", login_frame(0x87, "InitiatorName=iqn.2026-11.test.host:a"), 0x0207},
      {"unknown target", login_frame(0x87, "InitiatorName=iqn.2026-11.test.host:a;TargetName=iqn.x:y"), 0x0203},
      {"unknown target, early", login_frame(0x81, "InitiatorName=iqn.2026-11.test.host:a;TargetName=iqn.x:y"), 0x0203},
      {"no name of an initiator", login_frame(0x87, "InitiatorName=host;TargetName=iqn.x:y"), 0x0200},
      {"session type", login_frame(0x87, "InitiatorName=iqn.x:y;SessionType=Other"), 0x0209},
      {"version", version, 0x0205},
      {"session handle", login_frame(0x87, names).with(14, 2, 7), 0x020A},
      {"CHAP alone", login_frame(0x81, names + ";AuthMethod=CHAP"), 0x0201},
      {"CSG 2", login_frame(0x8B, names), 0x0200},
      {"CSG 3", login_frame(0x0C, names), 0x0200},
      {"NSG 2", login_frame(0x86, names), 0x0200},
      {"NSG as CSG", login_frame(0x85, names), 0x0200},
      {"NSG before CSG", login_frame(0x84, names), 0x0200},
      {"C with T", login_frame(0xC7, names), 0x0200},
      {"no text", login_frame(0x87, names + ";nonsense"), 0x0200},
      {"repeated key", login_frame(0x87, names + ";HeaderDigest=None;HeaderDigest=None"), 0x0200},
  };
  for (const Case& bad : cases) {
    Bench bench;
    const Frame answer = bench.host->ask(bad.request);
    EXPECT_EQ(answer.opcode(), 0x23U) << bad.what;
    EXPECT_EQ(status_of(answer), bad.status) << bad.what;
    EXPECT_EQ(answer.header[1] & 0x80, 0) << bad.what;
    EXPECT_TRUE(answer.data.empty()) << bad.what;
    EXPECT_TRUE(bench.host->session.is_over()) << bad.what;
    EXPECT_TRUE(bench.unit.began.empty()) << bad.what;
  }
}

TEST(Login, later_requests_belong_to_the_first) {
  struct Field {
    std::size_t offset, width;
  };
  for (const auto& [offset, width] : {Field{8, 6}, Field{16, 4}, Field{20, 2}, Field{24, 4}}) {
    Bench bench;
    bench.host->ask(login_frame(0x81, normal_login));
    Frame second = login_frame(0x87, "");
    second.with(offset, width, second.at(offset, width) + 1);
    EXPECT_EQ(status_of(bench.host->ask(second)), 0x0200U) << "byte " << offset;
  }
  Bench bench;
  bench.host->ask(login_frame(0x81, normal_login));
  EXPECT_EQ(status_of(bench.host->ask(login_frame(0x81, ""))), 0x0200U) << "the stage that is over";
}

TEST(Login, endless_logins_and_floods_of_text_are_ended) {
  Bench endless;
  endless.host->ask(login_frame(0x04, normal_login));
  for (int i = 2; i <= 16; ++i) EXPECT_EQ(status_of(endless.host->ask(login_frame(0x04, ""))), 0U) << i;
  EXPECT_EQ(status_of(endless.host->ask(login_frame(0x04, ""))), 0x0200U);

  Bench flood;
  Frame part = login_frame(0x44, "");
  part.data.assign(8192, 'x');
  EXPECT_EQ(status_of(flood.host->ask(part)), 0U);
  EXPECT_EQ(status_of(flood.host->ask(part)), 0U);
  part.data.assign(1, 'x');
  EXPECT_EQ(status_of(flood.host->ask(part)), 0x0200U);

  std::string many(normal_login);
  for (int i = 0; i < 126; ++i) many += ";K" + std::to_string(i) + "=1";
  Bench keys;
  EXPECT_EQ(status_of(keys.host->ask(login_frame(0x87, many))), 0x0200U);
}

TEST(Login, an_answer_longer_than_a_login_pdu_goes_on_in_the_next) {
  Bench bench;
  std::string keys(normal_login);
  for (int i = 0; i < 110; ++i) keys += ";" + std::string(60, 'K') + std::to_string(100 + i) + "=1";
  const Frame first = bench.host->ask(login_frame(0x87, keys));
  EXPECT_EQ(first.header[1], 0x44);  // C=1, T=0
  EXPECT_EQ(first.data.size(), 8192U);
  const Frame second = bench.host->ask(login_frame(0x87, ""));
  EXPECT_EQ(second.header[1], 0x87);
  const std::string all = shown(first.text() + second.text());
  EXPECT_EQ(std::ranges::count(all, ';'), 111);
  EXPECT_TRUE(all.ends_with("K209=NotUnderstood;"));
}

TEST(Login, the_value_of_an_unknown_key_is_not_echoed) {
  Bench bench;
  EXPECT_EQ(bench.host->log_in("X-com.example=secret").text().find("secret"), std::string::npos);
}

TEST(Login, nothing_else_may_come_first) {
  for (const std::uint8_t opcode : {0x40, 0x01, 0x42, 0x44, 0x05, 0x46, 0x10, 0x3F}) {
    Bench bench;
    Frame frame;
    frame.header[0] = opcode;
    EXPECT_TRUE(bench.host->send(frame).empty());
    EXPECT_TRUE(bench.host->session.is_over()) << unsigned{opcode};
  }
}

TEST(Login, a_data_segment_over_8192_bytes_closes_without_being_read) {
  Bench bench;
  Frame frame = login_frame(0x87, normal_login);
  put(frame.header, 5, 3, 8193);
  bench.host->session.receive(frame.header, {});
  EXPECT_TRUE(bench.host->session.is_over());
}

TEST(Login, the_same_initiator_port_takes_the_place_of_its_old_session) {
  Bench bench;
  const std::uint64_t first = bench.host->log_in().at(14, 2);
  Host again(bench.group);
  const std::uint64_t second = again.log_in().at(14, 2);
  EXPECT_NE(first, second);
  EXPECT_TRUE(bench.host->session.is_over());
  EXPECT_EQ(bench.group.take_touched(), std::vector<Session*>{&bench.host->session});
  EXPECT_EQ(bench.unit.ended, std::vector<scsi::NexusId>{bench.unit.began.front()});
  EXPECT_FALSE(again.session.is_over());
}

TEST(Login, another_initiator_port_gets_a_session_of_its_own) {
  Bench bench;
  bench.host->log_in();
  Host other(bench.group);
  other.ask(login_frame(0x87, normal_login).with(8, 6, 0x80'00'00'00'00'01));
  EXPECT_FALSE(bench.host->session.is_over());
  EXPECT_TRUE(other.session.is_logged_in());
  EXPECT_EQ(bench.unit.began.size(), 2U);
}

TEST(Login, a_second_connection_of_a_session_is_refused_and_the_first_one_is_taken_up_again) {
  Bench bench;
  const std::uint64_t handle = bench.host->log_in().at(14, 2);
  Host second(bench.group);
  EXPECT_EQ(status_of(second.ask(login_frame(0x87, normal_login).with(14, 2, handle).with(20, 2, 1))), 0x0206U);
  EXPECT_FALSE(bench.host->session.is_over());
  Host same(bench.group);
  EXPECT_EQ(same.ask(login_frame(0x87, normal_login).with(14, 2, handle)).at(14, 2), handle);
  EXPECT_TRUE(bench.host->session.is_over());
}

TEST(Login, there_are_only_so_many_sessions) {
  Bench bench({}, {.sessions = 1});
  bench.host->log_in();
  Host other(bench.group);
  EXPECT_EQ(status_of(other.ask(login_frame(0x87, normal_login).with(8, 6, 0x80'00'00'00'00'01))), 0x0302U);
}

TEST(Login, digests_begin_after_the_last_answer) {
  Bench bench;
  const Frame answer = bench.host->log_in("HeaderDigest=CRC32C;DataDigest=CRC32C");
  EXPECT_NE(shown(answer.text()).find("HeaderDigest=CRC32C;DataDigest=CRC32C;"), std::string::npos);
  bench.host->session.ping();
  EXPECT_EQ(bench.host->taken().size(), 52U);
}

TEST(Login, a_discovery_session_needs_no_target) {
  Bench bench;
  const Frame answer = bench.host->log_in(libiscsi_keys, discovery_login);
  EXPECT_EQ(answer.header[1], 0x87);
  EXPECT_EQ(answer.text().find("TargetPortalGroupTag"), std::string::npos);
  EXPECT_NE(shown(answer.text()).find("InitialR2T=Irrelevant;"), std::string::npos);
  EXPECT_TRUE(bench.unit.began.empty());
}

}  // namespace
}  // namespace emulator::iscsi

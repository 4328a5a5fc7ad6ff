#include "conformance/link/iscsi/connection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/link/iscsi/scripted_peer.h"

namespace conformance::link::iscsi {
namespace {

using namespace std::string_view_literals;
using base::literals::operator""_hex;
using Steps = std::deque<std::vector<base::ByteBuffer>>;

base::ByteBuffer bytes(std::string_view text) { return {text.begin(), text.end()}; }

// Login Response: to the full feature phase, ISID 80 00 00 00 00 05, TSIH 1, StatSN 9, ExpCmdSN 1, MaxCmdSN 20h.
base::ByteBuffer login_answer(std::string_view keys = "MaxRecvDataSegmentLength=8192\0"sv) {
  return peer_pdu(
      "23 87 00 00 00 00 00 00 80 00 00 00 00 05 00 01 00 00 00 00 00 00 00 00 "
      "00 00 00 09 00 00 00 01 00 00 00 20",
      bytes(keys));
}

const LoginOptions options{.target_name = "iqn.x", .isid = 0x8000'0000'0005, .timeout = std::chrono::seconds(5)};

class ConnectionTest : public testing::Test {
 protected:
  // Logs in to a peer that answers login well and then as `steps` say.
  void connect(Steps steps, std::string_view keys = "MaxRecvDataSegmentLength=8192\0"sv) {
    steps.push_front({login_answer(keys)});
    peer_ = std::make_unique<ScriptedPeer>(std::move(steps));
    auto connection = Connection::login({"127.0.0.1", peer_->port()}, options);
    ASSERT_TRUE(connection) << connection.error().text;
    connection_ = std::make_unique<Connection>(*std::move(connection));
  }

  std::expected<Answer, LinkError> read(std::size_t expected) {
    return connection_->command({.cdb = bytes("\x28\0\0\0\0\0\0\0\x01\0"sv), .expected = expected}, 0);
  }
  std::expected<Answer, LinkError> write(base::Bytes data) {
    return connection_->command({.cdb = bytes("\x2A\0\0\0\0\0\0\0\x01\0"sv), .data_out = data}, 0);
  }
  // What a READ of `expected` bytes fails with when the peer answers so.
  std::string read_error(std::vector<base::ByteBuffer> answers, std::size_t expected = 8) {
    connect({std::move(answers)});
    const auto answer = read(expected);
    if (answer) return "accepted";
    EXPECT_EQ(answer.error().kind, LinkError::Kind::protocol) << answer.error().text;
    return answer.error().text;
  }
  // A login that the peer answers with `answer`.
  static LinkError login_error(base::ByteBuffer answer) {
    ScriptedPeer peer({{std::move(answer)}});
    const auto connection = Connection::login({"127.0.0.1", peer.port()}, options);
    return connection ? LinkError{} : connection.error();
  }

  std::unique_ptr<ScriptedPeer> peer_;
  std::unique_ptr<Connection> connection_;
};

constexpr auto eight = "00 01 02 03 04 05 06 07"_hex;

// Data-In with status: DataSN 0, offset 0, StatSN 10, ExpCmdSN 2, MaxCmdSN 20h.
base::ByteBuffer data_in(base::Bytes data, std::string_view flags = "81 00 00",
                         std::string_view residual = "00 00 00 00") {
  return peer_pdu("25 " + std::string(flags) +
                      " 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 FF FF FF FF "
                      "00 00 00 0A 00 00 00 02 00 00 00 20 00 00 00 00 00 00 00 00 " +
                      std::string(residual),
                  data);
}

TEST_F(ConnectionTest, login_request_is_the_one_of_the_standard) {
  connect({});
  const base::ByteBuffer request = peer_->finish().at(0);
  const base::Bytes header = base::Bytes(request).first(48);
  // T=1, CSG 1, NSG 3, ISID as asked, TSIH 0, CID 1, CmdSN 1.
  EXPECT_EQ(base::format_hex(header.first(5)), "43 87 00 00 00");
  EXPECT_EQ(base::format_hex(header.subspan(8)),
            "80 00 00 00 00 05 00 00 00 00 00 00 00 01 00 00 00 00 00 01 00 00 00 00 "
            "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00");
  const std::string keys(request.begin() + 48, request.end());
  EXPECT_THAT(keys, testing::StartsWith("InitiatorName=iqn.2026-11.test.burnbench:bbcheck\0TargetName=iqn.x\0"sv));
  EXPECT_THAT(keys, testing::HasSubstr("SessionType=Normal\0"sv));
  EXPECT_THAT(keys, testing::HasSubstr("HeaderDigest=None\0"sv));
  EXPECT_EQ(connection_->tsih(), 1);
}

TEST_F(ConnectionTest, login_goes_on_until_the_full_feature_phase) {
  // T=0 first, StatSN 8; then the usual answer.
  const auto stays = peer_pdu(
      "23 04 00 00 00 00 00 00 80 00 00 00 00 05 00 00 00 00 00 00 00 00 00 00 "
      "00 00 00 08 00 00 00 01 00 00 00 20",
      bytes("TargetPortalGroupTag=1\0"sv));
  ScriptedPeer peer({{stays}, {login_answer()}});
  const auto connection = Connection::login({"127.0.0.1", peer.port()}, options);
  ASSERT_TRUE(connection) << connection.error().text;
  EXPECT_EQ(connection->login_answers().value("TargetPortalGroupTag"), "1");
  ASSERT_EQ(peer.finish().size(), 2U);
  EXPECT_EQ(peer.finish()[1].size(), 48U) << "the second request has nothing more to say";
}

TEST_F(ConnectionTest, refused_login_gives_the_status_and_a_remedy) {
  const LinkError error =
      login_error(peer_pdu("23 00 00 00 00 00 00 00 80 00 00 00 00 05 00 00 00 00 00 00 00 00 00 00 "
                           "00 00 00 00 00 00 00 01 00 00 00 01 02 03"));
  EXPECT_EQ(error.kind, LinkError::Kind::refused);
  EXPECT_THAT(error.text, testing::HasSubstr("0203h"));
  EXPECT_THAT(error.text, testing::HasSubstr("no such target"));
}

TEST_F(ConnectionTest, login_answers_against_the_standard_are_named) {
  base::ByteBuffer answer = login_answer();
  answer[15] = 0;
  EXPECT_THAT(login_error(answer).text, testing::HasSubstr("TSIH is 0"));
  answer = login_answer();
  answer[13] = 6;
  EXPECT_THAT(login_error(answer).text, testing::HasSubstr("ISID"));
  answer = login_answer();
  answer[1] = 0x85;
  EXPECT_THAT(login_error(answer).text, testing::HasSubstr("stage"));
  answer = login_answer();
  answer[0] = 0x24;
  EXPECT_THAT(login_error(answer).text, testing::HasSubstr("another PDU"));
  EXPECT_THAT(login_error(login_answer("X")).text, testing::HasSubstr("NUL"));
}

// RFC 7143, MaxRecvDataSegmentLength, MaxBurstLength, FirstBurstLength: 512 to 2**24-1.
TEST_F(ConnectionTest, lengths_that_login_may_not_settle_on_are_named) {
  for (const auto key : {"MaxRecvDataSegmentLength="sv, "MaxBurstLength="sv, "FirstBurstLength="sv}) {
    for (const auto value : {"0"sv, "511"sv, "16777216"sv, "many"sv}) {
      const std::string answer = std::string(key) + std::string(value);
      const LinkError error = login_error(login_answer(answer + '\0'));
      EXPECT_EQ(error.kind, LinkError::Kind::protocol);
      EXPECT_THAT(error.text, testing::HasSubstr(answer + " is no"));
    }
  }
  connect({}, "MaxRecvDataSegmentLength=0x200\0MaxBurstLength=16777215\0FirstBurstLength=Irrelevant\0"sv);
}

TEST_F(ConnectionTest, nobody_listening_is_unreachable) {
  std::uint16_t port = 0;
  {
    const ScriptedPeer gone({});
    port = gone.port();
  }
  const auto connection = Connection::login({"127.0.0.1", port}, options);
  ASSERT_FALSE(connection);
  EXPECT_EQ(connection.error().kind, LinkError::Kind::unreachable);
}

TEST_F(ConnectionTest, read_gathers_data_in_and_status) {
  const auto first = peer_pdu(
      "25 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 FF FF FF FF "
      "00 00 00 00 00 00 00 02 00 00 00 20 00 00 00 00 00 00 00 00",
      "00 01 02 03 04"_hex);
  const auto last = peer_pdu(
      "25 81 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 FF FF FF FF "
      "00 00 00 0A 00 00 00 02 00 00 00 20 00 00 00 01 00 00 00 05",
      "05 06 07"_hex);
  connect({{first, last}});
  const auto answer = read(8);
  ASSERT_TRUE(answer) << answer.error().text;
  EXPECT_EQ(answer->status, 0);
  EXPECT_EQ(base::format_hex(answer->data_in), base::format_hex(eight));
  EXPECT_EQ(answer->residual, Residual{});
  const base::Bytes command = peer_->finish().at(1);
  EXPECT_EQ(base::format_hex(command.first(48)),
            "01 C1 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00 00 08 00 00 00 01 00 00 00 0A "
            "28 00 00 00 00 00 00 00 01 00 00 00 00 00 00 00");
}

TEST_F(ConnectionTest, short_data_comes_with_an_underflow) {
  connect({{data_in("00 01 02"_hex, "83 00 00", "00 00 00 05")}});
  const auto answer = read(8);
  ASSERT_TRUE(answer) << answer.error().text;
  EXPECT_EQ(answer->data_in.size(), 3U);
  EXPECT_EQ(answer->residual, (Residual{Residual::Kind::underflow, 5}));
}

TEST_F(ConnectionTest, sense_comes_with_the_response) {
  connect(
      {{peer_pdu("21 82 00 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00 00 00 "
                 "00 00 00 0A 00 00 00 02 00 00 00 20 00 00 00 00 00 00 00 00 00 00 00 08",
                 "00 12 70 00 06 00 00 00 00 0A 00 00 00 00 29 00 00 00 00 00"_hex)}});
  const auto answer = read(8);
  ASSERT_TRUE(answer) << answer.error().text;
  EXPECT_EQ(answer->status, 2);
  EXPECT_EQ(base::format_hex(answer->sense), "70 00 06 00 00 00 00 0A 00 00 00 00 29 00 00 00 00 00");
}

// SCSI Response, GOOD: StatSN 10, ExpCmdSN 2, MaxCmdSN 20h, ExpDataSN as given.
base::ByteBuffer good_response(std::string_view exp_data_sn = "00 00 00 00") {
  return peer_pdu(
      "21 80 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00 00 00 "
      "00 00 00 0A 00 00 00 02 00 00 00 20 " +
      std::string(exp_data_sn));
}

TEST_F(ConnectionTest, small_write_is_immediate_data) {
  connect({{good_response()}});
  const auto answer = write("AA BB CC DD EE"_hex);
  ASSERT_TRUE(answer) << answer.error().text;
  const base::Bytes command = peer_->finish().at(1);
  EXPECT_EQ(base::format_hex(command.first(8)), "01 A1 00 00 00 00 00 05");
  EXPECT_EQ(base::format_hex(command.subspan(20, 4)), "00 00 00 05");
  EXPECT_EQ(base::format_hex(command.subspan(48)), "AA BB CC DD EE");
}

TEST_F(ConnectionTest, large_write_follows_r2t_in_segments_the_target_takes) {
  // R2T: TTT 7, R2TSN 0, offset 512, 1024 bytes; the target takes 512 a PDU.
  const auto r2t = peer_pdu(
      "31 80 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00 00 07 "
      "00 00 00 0A 00 00 00 02 00 00 00 20 00 00 00 00 00 00 02 00 00 00 04 00");
  connect({{r2t}, {}, {good_response("00 00 00 01")}}, "MaxRecvDataSegmentLength=512\0"sv);
  const auto answer = write(base::ByteBuffer(1536, 0x5A));
  ASSERT_TRUE(answer) << answer.error().text;
  const auto& received = peer_->finish();
  ASSERT_EQ(received.size(), 4U);
  EXPECT_EQ(received[1].size(), 48U + 512U) << "immediate data up to the target's limit";
  EXPECT_EQ(base::format_hex(base::Bytes(received[2]).first(48)),
            "05 00 00 00 00 00 02 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00 00 07 00 00 00 00 00 00 00 0A "
            "00 00 00 00 00 00 00 00 00 00 02 00 00 00 00 00");
  EXPECT_EQ(base::format_hex(base::Bytes(received[3]).first(48)),
            "05 80 00 00 00 00 02 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00 00 07 00 00 00 00 00 00 00 0A "
            "00 00 00 00 00 00 00 01 00 00 04 00 00 00 00 00");
}

TEST_F(ConnectionTest, without_immediate_data_everything_waits_for_r2t) {
  const auto r2t = peer_pdu(
      "31 80 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00 00 07 "
      "00 00 00 0A 00 00 00 02 00 00 00 20 00 00 00 00 00 00 00 00 00 00 00 05");
  connect({{r2t}, {good_response("00 00 00 01")}}, "ImmediateData=No\0"sv);
  ASSERT_TRUE(write("AA BB CC DD EE"_hex));
  EXPECT_EQ(peer_->finish().at(1).size(), 48U);
}

TEST_F(ConnectionTest, ping_of_the_target_is_answered_and_hidden) {
  const auto ping = peer_pdu(
      "20 80 00 00 00 00 00 00 00 00 00 00 00 00 00 00 FF FF FF FF 00 00 00 2B "
      "00 00 00 0A 00 00 00 02 00 00 00 20");
  connect({{ping}, {data_in(eight)}});
  const auto answer = read(8);
  ASSERT_TRUE(answer) << answer.error().text;
  EXPECT_EQ(base::format_hex(base::Bytes(peer_->finish().at(2)).first(36)),
            "40 80 00 00 00 00 00 00 00 00 00 00 00 00 00 00 FF FF FF FF 00 00 00 2B 00 00 00 02 00 00 00 0A "
            "00 00 00 00");
}

TEST_F(ConnectionTest, own_ping_brings_its_data_back) {
  connect(
      {{peer_pdu("20 80 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 FF FF FF FF "
                 "00 00 00 0A 00 00 00 01 00 00 00 20",
                 "01 02 03"_hex)}});
  const auto data = connection_->ping("01 02 03"_hex, std::chrono::seconds(5));
  ASSERT_TRUE(data) << data.error().text;
  EXPECT_EQ(base::format_hex(*data), "01 02 03");
}

TEST_F(ConnectionTest, send_targets_follows_a_continued_answer) {
  // F=0 with TTT 5; then F=1.
  const auto more = peer_pdu(
      "24 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00 00 05 "
      "00 00 00 0A 00 00 00 02 00 00 00 20",
      bytes("TargetName=iqn.a\0"sv));
  const auto last = peer_pdu(
      "24 80 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 02 FF FF FF FF "
      "00 00 00 0B 00 00 00 03 00 00 00 20",
      bytes("TargetName=iqn.b\0"sv));
  connect({{more}, {last}});
  const auto keys = connection_->send_targets("All", std::chrono::seconds(5));
  ASSERT_TRUE(keys) << keys.error().text;
  ASSERT_EQ(keys->pairs().size(), 2U);
  EXPECT_EQ(keys->pairs()[1].second, "iqn.b");
  EXPECT_EQ(base::format_hex(base::Bytes(peer_->finish().at(2)).subspan(20, 4)), "00 00 00 05");
}

// RFC 7143, Text Response: with C=1 the text goes on in the next answer, wherever it was cut.
TEST_F(ConnectionTest, send_targets_follows_a_pair_that_is_cut) {
  const auto more = peer_pdu(
      "24 40 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00 00 05 "
      "00 00 00 0A 00 00 00 02 00 00 00 20",
      bytes("TargetName=iqn.a\0TargetNa"sv));
  const auto last = peer_pdu(
      "24 80 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 02 FF FF FF FF "
      "00 00 00 0B 00 00 00 03 00 00 00 20",
      bytes("me=iqn.b\0"sv));
  connect({{more}, {last}});
  const auto keys = connection_->send_targets("All", std::chrono::seconds(5));
  ASSERT_TRUE(keys) << keys.error().text;
  ASSERT_EQ(keys->pairs().size(), 2U);
  EXPECT_EQ(keys->pairs()[1], (std::pair<std::string, std::string>{"TargetName", "iqn.b"}));
  EXPECT_EQ(peer_->finish().at(2).size(), 48U) << "the request that asks for the rest has no text";
}

TEST_F(ConnectionTest, text_answer_that_is_final_and_goes_on_is_named) {
  connect(
      {{peer_pdu("24 C0 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00 00 05 "
                 "00 00 00 0A 00 00 00 02 00 00 00 20",
                 bytes("TargetName=iqn.a\0"sv))}});
  const auto keys = connection_->send_targets("All", std::chrono::seconds(5));
  ASSERT_FALSE(keys);
  EXPECT_THAT(keys.error().text, testing::HasSubstr("final and goes on"));
}

TEST_F(ConnectionTest, logout_closes_the_session) {
  connect(
      {{peer_pdu("26 80 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00 00 00 "
                 "00 00 00 0A 00 00 00 01 00 00 00 20")}});
  EXPECT_TRUE(connection_->logout(std::chrono::seconds(5)));
  EXPECT_EQ(base::format_hex(base::Bytes(peer_->finish().at(1)).first(4)), "46 80 00 00");
}

TEST_F(ConnectionTest, breaches_of_the_standard_are_named) {
  base::ByteBuffer pdu = data_in(eight);
  pdu[27] = 0x0B;
  EXPECT_THAT(read_error({pdu}), testing::HasSubstr("StatSN is 11, 10 was next"));
  pdu = data_in(eight);
  pdu[31] = 3;
  EXPECT_THAT(read_error({pdu}), testing::HasSubstr("ExpCmdSN is 3"));
  pdu = data_in(eight);
  pdu[39] = 1;
  EXPECT_THAT(read_error({pdu}), testing::HasSubstr("DataSN is 1, 0 was next"));
  pdu = data_in(eight);
  pdu[43] = 4;
  EXPECT_THAT(read_error({pdu}), testing::HasSubstr("Data-In at 4, 0 was next"));
  pdu = data_in(eight);
  pdu[19] = 9;
  EXPECT_THAT(read_error({pdu}), testing::HasSubstr("tag 00000009h"));
  pdu = data_in(eight);
  pdu[1] = 0x01;
  EXPECT_THAT(read_error({pdu}), testing::HasSubstr("not final"));
  EXPECT_THAT(read_error({data_in(eight)}, 7), testing::HasSubstr("Data-In to 8, the command expects 7"));
  EXPECT_THAT(read_error({data_in({})}), testing::HasSubstr("without data"));
  EXPECT_THAT(read_error({data_in("00 01"_hex)}), testing::HasSubstr("6 bytes of data-in are missing"));
  EXPECT_THAT(read_error({data_in("00 01"_hex, "83 00 00", "00 00 00 05")}), testing::HasSubstr("count is 5"));
  EXPECT_THAT(read_error({data_in(eight, "87 00 00", "00 00 00 05")}), testing::HasSubstr("contradict"));
  EXPECT_THAT(read_error({data_in(eight, "83 00 00", "00 00 00 00")}), testing::HasSubstr("contradict"));
  EXPECT_THAT(read_error({data_in(eight, "81 00 02")}), testing::HasSubstr("without sense"));
  EXPECT_THAT(read_error({peer_pdu("3F 80 05 00 00 00 00 00 00 00 00 00 00 00 00 00 FF FF FF FF 00 00 00 00 "
                                   "00 00 00 0A 00 00 00 02 00 00 00 20")}),
              testing::HasSubstr("reason 05h"));
  EXPECT_THAT(read_error({peer_pdu("21 80 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00 00 00 "
                                   "00 00 00 0A 00 00 00 02 00 00 00 20")}),
              testing::HasSubstr("response 01h"));
}

TEST_F(ConnectionTest, r2t_against_the_standard_is_named) {
  // R2T: TTT 7, R2TSN 0, offset 4, 4 bytes, to a command that sent 4 of 8 as immediate data.
  const auto r2t = [](std::string_view tail) {
    return peer_pdu(
        "31 80 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00 00 07 "
        "00 00 00 0A 00 00 00 02 00 00 00 20 " +
        std::string(tail));
  };
  const auto error = [&](std::string_view tail) {
    connect({{r2t(tail)}}, "MaxRecvDataSegmentLength=512\0MaxBurstLength=1024\0"sv);
    const auto answer = write(base::ByteBuffer(2048));
    return answer ? "accepted" : answer.error().text;
  };
  EXPECT_THAT(error("00 00 00 01 00 00 02 00 00 00 02 00"), testing::HasSubstr("R2TSN is 1"));
  EXPECT_THAT(error("00 00 00 00 00 00 04 00 00 00 02 00"), testing::HasSubstr("from 1024, 512 was next"));
  EXPECT_THAT(error("00 00 00 00 00 00 02 00 00 00 00 00"), testing::HasSubstr("asks for 0 bytes"));
  EXPECT_THAT(error("00 00 00 00 00 00 02 00 00 00 04 01"), testing::HasSubstr("MaxBurstLength is 1024"));
}

TEST_F(ConnectionTest, closed_connection_and_silence_are_no_answers) {
  connect({{}});
  auto answer = read(8);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, LinkError::Kind::lost);
  connect({{}, {}});
  answer = connection_->command({.cdb = bytes("\0\0\0\0\0\0"sv), .timeout = std::chrono::milliseconds(20)}, 0);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, LinkError::Kind::timed_out);
}

TEST_F(ConnectionTest, pings_without_end_are_no_answer) {
  // NOP-In that only carries numbers.
  const auto ping = peer_pdu(
      "20 80 00 00 00 00 00 00 00 00 00 00 00 00 00 00 FF FF FF FF FF FF FF FF "
      "00 00 00 0A 00 00 00 02 00 00 00 20");
  connect({std::vector<base::ByteBuffer>(50'000, ping)});
  const auto answer = connection_->command({.cdb = base::ByteBuffer(6), .timeout = std::chrono::milliseconds(1)}, 0);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, LinkError::Kind::timed_out) << answer.error().text;
}

TEST_F(ConnectionTest, what_no_mmc_command_does_is_refused_before_sending) {
  connect({});
  const auto data = eight;
  auto answer = connection_->command({.cdb = base::ByteBuffer(10), .data_out = data, .expected = 8}, 0);
  EXPECT_EQ(answer.error().kind, LinkError::Kind::refused);
  answer = connection_->command({.cdb = base::ByteBuffer(32)}, 0);
  EXPECT_EQ(answer.error().kind, LinkError::Kind::refused);
}

}  // namespace
}  // namespace conformance::link::iscsi

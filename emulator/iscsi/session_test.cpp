#include "emulator/iscsi/session.h"

#include <gtest/gtest.h>

#include "emulator/base/checksum.h"
#include "emulator/iscsi/logged_in.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::iscsi {
namespace {

Frame nop_out(std::uint32_t tag, base::ByteBuffer data) {
  Frame frame;
  frame.header[0] = 0x40;
  frame.header[1] = 0x80;
  frame.with(16, 4, tag).with(20, 4, 0xFFFF'FFFF).with(24, 4, 1);
  frame.data = std::move(data);
  return frame;
}

TEST(Session, a_ping_is_echoed) {
  for (const std::size_t size : {0U, 1U, 1023U, 8192U}) {
    LoggedIn bench;
    const Frame answer = bench.host->ask(nop_out(9, ramp(size)));
    EXPECT_EQ(answer.header[0], 0x20);
    EXPECT_EQ(answer.header[1], 0x80);
    EXPECT_EQ(answer.at(16, 4), 9U);
    EXPECT_EQ(answer.at(20, 4), 0xFFFF'FFFFU);
    EXPECT_EQ(answer.at(24, 4), 2U);  // StatSN: the login had 1
    EXPECT_EQ(answer.at(28, 4), 1U);  // an immediate PDU takes no CmdSN
    EXPECT_EQ(answer.data, ramp(size));
  }
}

TEST(Session, a_ping_is_cut_to_what_the_initiator_takes) {
  LoggedIn bench("MaxRecvDataSegmentLength=512");
  EXPECT_EQ(bench.host->ask(nop_out(9, ramp(513))).data, ramp(512));
}

TEST(Session, a_ping_of_ours_carries_no_data_and_its_answer_is_not_answered) {
  LoggedIn bench;
  bench.host->session.ping();
  const auto pings = bench.host->answers();
  ASSERT_EQ(pings.size(), 1U);
  EXPECT_EQ(pings[0].at(16, 4), 0xFFFF'FFFFU);
  EXPECT_EQ(pings[0].at(20, 4), 1U);
  EXPECT_EQ(pings[0].at(24, 4), 2U);
  EXPECT_TRUE(pings[0].data.empty());
  EXPECT_TRUE(bench.host->send(nop_out(0xFFFF'FFFF, {}).with(20, 4, 1)).empty());
  EXPECT_EQ(bench.host->ask(nop_out(9, {})).at(24, 4), 2U);  // the ping did not use the number
}

TEST(Session, sessions_of_discovery_are_told_every_target_and_refused_commands) {
  Bench bench;
  ToldUnit second;
  bench.group.add_target("iqn.2026-11.test.burnbench:two", second);
  bench.host->log_in("", discovery_login);
  Frame text;
  text.header[0] = 0x44;
  text.header[1] = 0x80;
  text.with(16, 4, 5).with(20, 4, 0xFFFF'FFFF);
  text.data = key_text("SendTargets=All");
  const Frame answer = bench.host->ask(text);
  EXPECT_EQ(base::format_hex(base::Bytes{answer.header}.first(4)), "24 80 00 00");
  EXPECT_EQ(answer.at(16, 4), 5U);
  EXPECT_EQ(answer.at(20, 4), 0xFFFF'FFFFU);
  EXPECT_EQ(shown(answer.text()),
            "TargetName=iqn.2026-11.test.burnbench:one;TargetAddress=127.0.0.1:3260,1;"
            "TargetName=iqn.2026-11.test.burnbench:two;TargetAddress=127.0.0.1:3260,1;");
  const Frame rejected = bench.host->ask(command_frame(6, 1, "00"));
  EXPECT_EQ(rejected.header[0], 0x3F);
  EXPECT_EQ(rejected.header[2], 0x04);
}

Frame text_frame(std::string_view keys) {
  Frame text;
  text.header[0] = 0x44;
  text.header[1] = 0x80;
  text.with(16, 4, 5).with(20, 4, 0xFFFF'FFFF);
  text.data = key_text(keys);
  return text;
}

TEST(Session, send_targets_of_a_name_tells_it_alone_and_of_an_unknown_one_nothing) {
  Bench bench;
  bench.host->log_in("", discovery_login);
  EXPECT_EQ(shown(bench.host->ask(text_frame("SendTargets=" + std::string(target_name))).text()),
            "TargetName=iqn.2026-11.test.burnbench:one;TargetAddress=127.0.0.1:3260,1;");
  EXPECT_EQ(bench.host->ask(text_frame("SendTargets=iqn.x:unknown")).text(), "");
}

TEST(Session, a_normal_session_is_told_of_its_own_target_only) {
  LoggedIn bench;
  ToldUnit second;
  bench.group.add_target("iqn.2026-11.test.burnbench:two", second);
  for (const char* value : {"All", ""}) {
    EXPECT_EQ(shown(bench.host->ask(text_frame(std::string("SendTargets=") + value)).text()),
              "TargetName=iqn.2026-11.test.burnbench:one;TargetAddress=127.0.0.1:3260,1;");
  }
  EXPECT_EQ(bench.host->ask(text_frame("SendTargets=iqn.2026-11.test.burnbench:two")).text(), "");
}

TEST(Session, text_that_is_not_understood_is_rejected_and_the_session_lives) {
  LoggedIn bench;
  for (const char* text :
       {"sendtargets=All", "SendTargets=all", "SendTargets", "MaxBurstLength=512", "SendTargets=All;SendTargets=All"}) {
    const Frame rejected = bench.host->ask(text_frame(text));
    EXPECT_EQ(rejected.header[0], 0x3F) << text;
    EXPECT_EQ(rejected.data.size(), 48U) << text;
  }
  EXPECT_EQ(bench.host->ask(text_frame("SendTargets=All")).header[0], 0x24);
}

// RFC 7143, Text Response: with C=1 the text is not complete, and F is 0.
TEST(Session, a_text_answer_longer_than_the_initiator_takes_goes_on_when_asked) {
  Bench bench;
  std::vector<std::unique_ptr<ToldUnit>> units;
  for (int i = 0; i < 20; ++i) {
    units.push_back(std::make_unique<ToldUnit>());
    bench.group.add_target("iqn.2026-11.test.burnbench:drive" + std::to_string(i), *units.back());
  }
  bench.host->log_in("MaxRecvDataSegmentLength=512", discovery_login);
  Frame answer = bench.host->ask(text_frame("SendTargets=All"));
  std::string all = answer.text();
  int continued = 0;
  while (answer.header[1] != 0x80) {
    EXPECT_EQ(answer.header[1], 0x40);
    EXPECT_EQ(answer.data.size(), 512U);
    ASSERT_LT(++continued, 10);
    answer = bench.host->ask(text_frame("").with(20, 4, answer.at(20, 4)));
    all += answer.text();
  }
  EXPECT_GT(continued, 1);
  EXPECT_EQ(std::ranges::count(all, '\0'), 42);
}

TEST(Session, logout_has_a_response_for_each_reason) {
  struct Case {
    std::uint8_t reason;
    std::uint16_t cid;
    std::uint8_t response;
    bool closes;
  };
  for (const auto& [reason, cid, response, closes] :
       {Case{0, 0, 0, true}, Case{1, 0, 0, true}, Case{1, 9, 1, false}, Case{2, 0, 2, false}}) {
    LoggedIn bench;
    Frame logout;
    logout.header[0] = 0x46;
    logout.header[1] = 0x80 | reason;
    const Frame answer = bench.host->ask(logout.with(16, 4, 3).with(20, 2, cid));
    EXPECT_EQ(answer.header[0], 0x26);
    EXPECT_EQ(answer.header[1], 0x80);
    EXPECT_EQ(answer.header[2], response);
    EXPECT_EQ(bench.host->session.is_over(), closes);
    EXPECT_EQ(bench.unit.ended.size(), closes ? 1U : 0U);
  }
}

TEST(Session, what_no_target_takes_is_rejected_with_its_header) {
  struct Case {
    std::uint8_t opcode, reason;
  };
  for (const auto& [opcode, reason] : {Case{0x10, 0x03}, Case{0x43, 0x04}, Case{0x07, 0x05}, Case{0x3F, 0x05}}) {
    LoggedIn bench;
    Frame frame;
    frame.header[0] = opcode;
    frame.with(16, 4, 0xCAFE);
    const Frame rejected = bench.host->ask(frame);
    EXPECT_EQ(rejected.header[0], 0x3F);
    EXPECT_EQ(rejected.header[2], reason) << unsigned{opcode};
    EXPECT_EQ(rejected.at(16, 4), 0xFFFF'FFFFU);
    EXPECT_EQ(rejected.data, frame.header);
    EXPECT_FALSE(bench.host->session.is_over());
  }
}

TEST(Session, a_command_with_an_additional_header_is_rejected_and_takes_its_number) {
  LoggedIn bench;
  base::ByteBuffer bytes = command_frame(7, 1, "00").bytes();
  bytes[4] = 2;
  const base::ByteBuffer header = {0x00, 0x05, 0x02, 0x00, 0, 0, 8, 0};
  bytes.insert(bytes.begin() + 48, header.begin(), header.end());
  bench.host->session.receive(bytes, {});
  const auto answers = bench.host->answers();
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers[0].header[2], 0x09);
  EXPECT_EQ(answers[0].data.size(), 56U);
  EXPECT_EQ(answers[0].at(28, 4), 2U);
}

TEST(Session, a_wrong_header_digest_closes_and_a_wrong_data_digest_is_rejected) {
  const auto with_digests = [](const Frame& frame, unsigned wrong_header, unsigned wrong_data) {
    base::ByteBuffer all = frame.bytes();
    const auto digest_of = [&](std::size_t from, std::size_t to, unsigned spoil) {
      const std::uint32_t digest = base::crc32c(base::Bytes{all}.subspan(from, to - from)) ^ spoil;
      base::ByteBuffer stored;
      for (unsigned shift = 0; shift < 32; shift += 8) stored.push_back(static_cast<std::uint8_t>(digest >> shift));
      return stored;
    };
    const base::ByteBuffer data = digest_of(48, all.size(), wrong_data);
    const base::ByteBuffer header = digest_of(0, 48, wrong_header);
    all.insert(all.end(), data.begin(), data.end());
    all.insert(all.begin() + 48, header.begin(), header.end());
    return all;
  };
  LoggedIn good("HeaderDigest=CRC32C;DataDigest=CRC32C");
  good.host->session.receive(with_digests(nop_out(9, ramp(5)), 0, 0), {});
  EXPECT_EQ(good.host->taken().size(), 48U + 4 + 8 + 4);

  LoggedIn data("HeaderDigest=CRC32C;DataDigest=CRC32C");
  data.host->session.receive(with_digests(nop_out(9, ramp(5)), 0, 1), {});
  const base::ByteBuffer rejected = data.host->taken();
  ASSERT_EQ(rejected.size(), 48U + 4 + 48 + 4);
  EXPECT_EQ(rejected[0], 0x3F);
  EXPECT_EQ(rejected[2], 0x02);
  EXPECT_FALSE(data.host->session.is_over());

  LoggedIn header("HeaderDigest=CRC32C;DataDigest=CRC32C");
  header.host->session.receive(with_digests(nop_out(9, ramp(5)), 1, 0), {});
  EXPECT_TRUE(header.host->taken().empty());
  EXPECT_TRUE(header.host->session.is_over());
  EXPECT_EQ(header.unit.ended.size(), 1U);
}

TEST(Session, a_data_segment_over_what_was_declared_closes) {
  LoggedIn not_told("");  // nobody asked, so 8192 bytes hold
  Frame frame = nop_out(9, {});
  put(frame.header, 5, 3, 8193);
  not_told.host->session.receive(frame.header, {});
  EXPECT_TRUE(not_told.host->session.is_over());
  LoggedIn told;
  put(frame.header, 5, 3, 262'144);
  told.host->session.receive(frame.header, {});
  EXPECT_FALSE(told.host->session.is_over());
  LoggedIn over;
  put(frame.header, 5, 3, 262'145);
  over.host->session.receive(frame.header, {});
  EXPECT_TRUE(over.host->session.is_over());
}

TEST(Session, a_peer_that_takes_no_answers_is_not_read_from) {
  LoggedIn bench("MaxRecvDataSegmentLength=262144", {}, {.send_queue_bytes = 1000});
  EXPECT_TRUE(bench.host->session.wants_input());
  bench.host->session.receive(nop_out(9, ramp(1000)).bytes(), {});
  EXPECT_FALSE(bench.host->session.wants_input());
  bench.host->taken();
  EXPECT_TRUE(bench.host->session.wants_input());
}

TEST(Session, the_end_of_a_connection_ends_its_nexus_once) {
  LoggedIn bench;
  bench.host->session.end({});
  EXPECT_EQ(bench.unit.ended, bench.unit.began);
  bench.host.reset();
  EXPECT_EQ(bench.unit.ended.size(), 1U);
}

}  // namespace
}  // namespace emulator::iscsi

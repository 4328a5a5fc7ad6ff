// The suite's initiator and the emulator's target, back to back: what one side asks and the other answers passes whole.
#include "conformance/link/serve/served_answers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/link/scripted_link.h"
#include "conformance/link/sense.h"

namespace conformance::link::serve {
namespace {

// Keeps what came and gives what it was told.
class OneAnswer final : public Answerer {
 public:
  Answer answer(const HostCommand& command) override {
    cdb.assign(command.cdb.begin(), command.cdb.end());
    data_out.assign(command.data_out.begin(), command.data_out.end());
    nexuses.push_back(command.nexus);
    return next;
  }
  Answer next;
  base::ByteBuffer cdb;
  base::ByteBuffer data_out;
  std::vector<std::uint32_t> nexuses;
};

class ServedTest : public testing::Test {
 protected:
  void SetUp() override {
    auto served = serve(answerer_);
    ASSERT_TRUE(served) << served.error();
    served_ = *std::move(served);
    target_ = target_named(served_->url()).value();
    auto link = target_->open();
    ASSERT_TRUE(link) << link.error().text;
    link_ = *std::move(link);
  }
  void TearDown() override {
    link_.reset();  // logs out while there is somebody to hear it
    served_.reset();
  }
  Answer exchange(std::string_view cdb, std::size_t expected, base::Bytes data_out = {}) {
    const auto answer =
        link_->exchange({.cdb = base::parse_hex(cdb).value(), .data_out = data_out, .expected = expected});
    EXPECT_TRUE(answer) << answer.error().text;
    return answer.value_or(Answer{});
  }

  OneAnswer answerer_;
  std::unique_ptr<Served> served_;
  std::unique_ptr<Target> target_;
  std::unique_ptr<Link> link_;
};

TEST_F(ServedTest, command_and_data_in_pass) {
  answerer_.next.data_in.assign(300'001, 0x5A);  // more than a PDU, and not a multiple of 4
  const Answer answer = exchange("43 02 00 00 00 00 AA 01 2C 00", 300'001);
  EXPECT_EQ(answer.data_in, answerer_.next.data_in);
  EXPECT_EQ(answer.residual, Residual{});
  EXPECT_EQ(base::format_hex(answerer_.cdb), "43 02 00 00 00 00 AA 01 2C 00 00 00 00 00 00 00");
}

TEST_F(ServedTest, data_out_passes_in_every_size) {
  for (const std::size_t size : {1U, 4U, 65'536U, 65'537U, 300'003U}) {
    base::ByteBuffer data(size);
    for (std::size_t i = 0; i < size; ++i) data[i] = static_cast<std::uint8_t>(i / 3);
    exchange("2A 00 00 00 00 00 00 00 01 00", 0, data);
    EXPECT_TRUE(answerer_.data_out == data) << size;
  }
}

TEST_F(ServedTest, sense_passes_with_information_and_progress) {
  answerer_.next = check_condition(2, 4, 7);
  answerer_.next.sense[15] = 0x80;
  answerer_.next.sense[16] = 0x12;
  answerer_.next.sense[17] = 0x34;
  EXPECT_EQ(exchange("00 00 00 00 00 00", 0).sense, answerer_.next.sense);
  answerer_.next = check_condition(3, 0x11, 5);
  answerer_.next.sense[0] = 0xF0;
  answerer_.next.sense[6] = 0x2A;
  EXPECT_EQ(exchange("28 00 00 00 00 2A 00 00 01 00", 2048).sense, answerer_.next.sense);
}

TEST_F(ServedTest, status_without_sense_passes) {
  answerer_.next.status = 0x18;
  EXPECT_EQ(exchange("00 00 00 00 00 00", 0).status, 0x18);
}

TEST_F(ServedTest, nexuses_are_told_apart) {
  exchange("00 00 00 00 00 00", 0);
  auto second = target_->open();
  ASSERT_TRUE(second) << second.error().text;
  ASSERT_TRUE((*second)->exchange({.cdb = base::ByteBuffer(6)}));
  ASSERT_EQ(answerer_.nexuses.size(), 2U);
  EXPECT_NE(answerer_.nexuses[0], answerer_.nexuses[1]);
}

TEST_F(ServedTest, link_is_of_no_use_after_the_target_has_gone) {
  served_.reset();
  EXPECT_FALSE(link_->exchange({.cdb = base::ByteBuffer(6)}));
  const auto again = link_->exchange({.cdb = base::ByteBuffer(6)});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, LinkError::Kind::lost);
}

}  // namespace
}  // namespace conformance::link::serve

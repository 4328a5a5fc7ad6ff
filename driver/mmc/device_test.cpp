#include "driver/mmc/device.h"

#include <gtest/gtest.h>

#include "driver/mmc/scripted_drive.h"

namespace driver::mmc {
namespace {

constexpr std::string_view tur = "00 00 00 00 00 00";
constexpr std::string_view capacity = "25 00 00 00 00 00 00 00 00 00";
const Request read_capacity{.cdb = {0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0}, .expected_bytes = 8};
const base::ByteBuffer block(4, 0x5A);

Request write_one() {
  return {.cdb = {0x2A, 0, 0, 0, 0, 0, 0, 0, 1, 0}, .data_out = block, .on_change = OnChange::fail};
}
constexpr std::string_view write = "2A 00 00 00 00 00 00 00 01 00";
constexpr std::string_view data = "5A 5A 5A 5A";

TEST(Device, unit_attention_is_taken_and_the_command_sent_again) {
  ScriptedDrive drive;
  drive.script.refuses(capacity, power_on)
      .refuses(capacity, medium_changed)
      .answers(capacity, "00 00 00 01 00 00 08 00");
  const auto reply = drive.device.execute(read_capacity);
  ASSERT_TRUE(reply) << describe(reply.error());
  EXPECT_EQ(*reply, (base::ByteBuffer{0, 0, 0, 1, 0, 0, 8, 0}));
  EXPECT_EQ(drive.remarks.remarks.size(), 2U);
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(Device, endless_unit_attentions_end_as_an_error) {
  ScriptedDrive drive;
  for (int i = 0; i < 9; ++i) drive.script.refuses(capacity, power_on);
  const auto reply = drive.device.execute(read_capacity);
  ASSERT_FALSE(reply);
  EXPECT_TRUE(reply.error().is(SenseKey::unit_attention, 0x29));
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(Device, command_of_a_burn_is_not_sent_again_to_a_changed_or_reset_drive) {
  for (const std::string_view sense : {power_on, medium_changed}) {
    ScriptedDrive drive;
    drive.script.refuses(write, sense);
    EXPECT_FALSE(drive.device.execute(write_one()));
    EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
  }
}

TEST(Device, command_of_a_burn_is_sent_again_after_changed_mode_parameters) {
  ScriptedDrive drive;
  drive.script.refuses(write, mode_changed).takes(write, data);
  EXPECT_TRUE(drive.device.execute(write_one()));
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(Device, busy_drive_is_asked_by_test_unit_ready_and_the_command_sent_once_more) {
  ScriptedDrive drive;
  drive.script.refuses(capacity, operation_half_done)
      .refuses(tur, operation_half_done)
      .answers(tur)
      .answers(capacity, "00 00 00 01 00 00 08 00");
  ASSERT_TRUE(drive.device.execute(read_capacity));
  ASSERT_EQ(drive.remarks.waits.size(), 2U);
  EXPECT_EQ(drive.remarks.waits[0].progress, 0x8000);
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(Device, write_refused_for_a_long_write_goes_out_again_with_its_data) {
  ScriptedDrive drive;
  drive.script.refuses(write, long_write).answers(tur).refuses(write, long_write).answers(tur).takes(write, data);
  EXPECT_TRUE(drive.device.execute(write_one()));
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(Device, status_busy_is_waited_for) {
  ScriptedDrive drive;
  drive.script.ends_with(capacity, status::busy)
      .answers(tur)
      .ends_with(capacity, status::task_set_full)
      .answers(tur)
      .answers(capacity, "00 00 00 01 00 00 08 00");
  EXPECT_TRUE(drive.device.execute(read_capacity));
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

// A transport without an end to its patience: it says the same for ever.
class EndlesslyBusy final : public transport::Transport {
 public:
  explicit EndlesslyBusy(base::ByteBuffer sense) : sense_(std::move(sense)) {}
  std::expected<void, transport::TransportError> submit(const transport::Command&) override { return {}; }
  std::expected<transport::Completion, transport::TransportError> wait() override {
    return transport::Completion{.status = status::check_condition, .sense = sense_};
  }
  [[nodiscard]] std::size_t largest_transfer() const override { return 65536; }
  [[nodiscard]] std::string description() const override { return "busy"; }

 private:
  base::ByteBuffer sense_;
};

TEST(Device, drive_that_stays_busy_is_given_up_after_the_limit) {
  EndlesslyBusy transport({0x70, 0, 2, 0, 0, 0, 0, 0x0A, 0, 0, 0, 0, 4, 7, 0, 0x80, 0x40, 0});
  transport::ManualClock clock;
  Device device{transport, clock};
  const auto reply = device.execute(read_capacity);
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().kind, DriveError::Kind::gave_up);
  EXPECT_EQ(reply.error().cdb, read_capacity.cdb);
  EXPECT_GE(clock.now().since_start, std::chrono::minutes{60});
  EXPECT_LT(clock.now().since_start, std::chrono::minutes{61});
}

TEST(Device, drive_that_never_becomes_ready_is_given_up_after_the_shorter_limit) {
  EndlesslyBusy transport({0x70, 0, 2, 0, 0, 0, 0, 0x0A, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0});
  transport::ManualClock clock;
  Device device{transport, clock};
  const auto ready = device.wait_until_ready();
  ASSERT_FALSE(ready);
  EXPECT_EQ(ready.error().kind, DriveError::Kind::gave_up);
  EXPECT_LT(clock.now().since_start, std::chrono::minutes{6});
}

TEST(Device, drive_that_wants_something_done_is_not_waited_for) {
  for (const std::string_view qualifier : {"00", "02", "03"}) {
    ScriptedDrive drive;
    drive.script.refuses(tur, "70 00 02 00 00 00 00 0A 00 00 00 00 04 " + std::string{qualifier} + " 00 00 00 00");
    EXPECT_FALSE(drive.device.wait_until_ready());
    EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
  }
}

TEST(Device, refusal_keeps_the_command_and_the_sense_data) {
  ScriptedDrive drive;
  drive.script.refuses(capacity, invalid_field);
  const auto reply = drive.device.execute(read_capacity);
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().kind, DriveError::Kind::refused);
  EXPECT_EQ(reply.error().cdb, read_capacity.cdb);
  EXPECT_EQ(reply.error().sense_bytes.size(), 18U);
  EXPECT_EQ(describe(reply.error()),
            "READ CAPACITY 10: ILLEGAL REQUEST 5/24/00, INVALID FIELD IN CDB, byte 2 of the CDB");
}

TEST(Device, sense_data_that_did_not_come_with_the_status_is_asked_for) {
  ScriptedDrive drive;
  drive.script.ends_with(capacity, status::check_condition).answers("03 00 00 00 FC 00", no_medium);
  const auto reply = drive.device.execute(read_capacity);
  ASSERT_FALSE(reply);
  EXPECT_TRUE(reply.error().is(SenseKey::not_ready, 0x3A));
  EXPECT_EQ(reply.error().sense_bytes.size(), 18U);
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(Device, check_condition_without_any_sense_data_is_an_error) {
  ScriptedDrive drive;
  drive.script.ends_with(capacity, status::check_condition).answers("03 00 00 00 FC 00");
  const auto reply = drive.device.execute(read_capacity);
  ASSERT_FALSE(reply);
  EXPECT_EQ(describe(reply.error()), "READ CAPACITY 10: CHECK CONDITION without sense data");
}

// A drive that no longer knows has not said that the command did well.
TEST(Device, drive_that_forgot_the_lost_sense_data_did_not_execute_the_command) {
  ScriptedDrive drive;
  drive.script.ends_with(capacity, status::check_condition)
      .answers("03 00 00 00 FC 00", "70 00 00 00 00 00 00 0A 00 00 00 00 00 00 00 00 00 00");
  const auto reply = drive.device.execute(read_capacity);
  ASSERT_FALSE(reply);
  EXPECT_EQ(describe(reply.error()), "READ CAPACITY 10: CHECK CONDITION without sense data");
}

TEST(Device, recovered_error_is_success_with_a_remark) {
  ScriptedDrive drive;
  drive.script.refuses(write, almost_full);
  EXPECT_TRUE(drive.device.execute(write_one()));
  ASSERT_EQ(drive.remarks.remarks.size(), 1U);
  EXPECT_TRUE(drive.remarks.remarks[0].is(SenseKey::recovered_error, 0x73, 0x01));
}

TEST(Device, deferred_error_fails_whatever_its_key) {
  ScriptedDrive drive;
  drive.script.refuses(write, deferred_write_error)
      .refuses(write, "71 00 01 00 00 00 00 0A 00 00 00 00 0C 01 00 00 00 00");
  EXPECT_FALSE(drive.device.execute(write_one()));
  EXPECT_FALSE(drive.device.execute(write_one()));
}

TEST(Device, lost_transport_is_no_answer) {
  ScriptedDrive drive;
  drive.script.fails(capacity, {transport::TransportError::Kind::lost, "the peer is gone"});
  const auto reply = drive.device.execute(read_capacity);
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().kind, DriveError::Kind::transport);
  EXPECT_EQ(describe(reply.error()), "READ CAPACITY 10: the peer is gone");
}

TEST(Device, command_in_two_parts_has_the_same_patience) {
  ScriptedDrive drive;
  drive.script.refuses(write, long_write).answers(tur).takes(write, data);
  const Request request = write_one();
  drive.device.begin(request);
  EXPECT_TRUE(drive.device.end());
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

}  // namespace
}  // namespace driver::mmc

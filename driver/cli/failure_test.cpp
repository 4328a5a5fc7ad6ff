#include "driver/cli/failure.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace driver::cli {
namespace {

using Kind = transport::TransportError::Kind;

mmc::DriveError refused(mmc::SenseKey key, std::uint8_t code) {
  return {.kind = mmc::DriveError::Kind::refused,
          .cdb = {0x2A},
          .status = 2,
          .sense = mmc::Sense{.key = key, .code = code}};
}

TEST(Failure, address_without_a_drive_is_usage_and_all_else_of_the_way_unreachable) {
  EXPECT_EQ(failure_of(transport::TransportError{Kind::bad_address, "x"}).code, ExitCode::usage);
  for (const Kind kind :
       {Kind::unreachable, Kind::refused, Kind::no_device, Kind::denied, Kind::lost, Kind::timed_out}) {
    EXPECT_EQ(failure_of(transport::TransportError{kind, "x"}).code, ExitCode::target_unreachable);
  }
  EXPECT_EQ(failure_of(transport::TransportError{Kind::in_use, "x"}).code, ExitCode::in_use);
}

TEST(Failure, each_way_that_fails_has_a_remedy_of_its_own) {
  std::set<std::string> remedies;
  for (const Kind kind : {Kind::unreachable, Kind::refused, Kind::no_device, Kind::denied, Kind::in_use, Kind::lost,
                          Kind::timed_out, Kind::bad_address}) {
    EXPECT_TRUE(remedies.insert(failure_of(transport::TransportError{kind, "x"}).text).second);
  }
  EXPECT_EQ(failure_of(transport::TransportError{Kind::no_device, "/dev/null is no drive"}).text,
            "/dev/null is no drive; name an optical drive, as /dev/sr0, or the iscsi:// address of one");
}

TEST(Failure, a_wrong_lun_is_corrected_in_the_address) {
  EXPECT_NE(failure_of(refused(mmc::SenseKey::illegal_request, 0x25)).text.find("correct the LUN"), std::string::npos);
}

TEST(Failure, refusal_of_the_drive_prints_its_sense_and_a_remedy) {
  const Failure failure = failure_of(refused(mmc::SenseKey::medium_error, 0x0C));
  EXPECT_EQ(failure.code, ExitCode::drive_refused);
  EXPECT_EQ(failure.text, "WRITE 10: MEDIUM ERROR 3/0C/00, WRITE ERROR; clean the disc or take another one");
  EXPECT_EQ(failure_of(refused(mmc::SenseKey::not_ready, 0x3A)).text,
            "WRITE 10: NOT READY 2/3A/00, MEDIUM NOT PRESENT; insert a disc");
}

TEST(Failure, drive_that_was_lost_in_a_command_is_unreachable) {
  const mmc::DriveError lost{.kind = mmc::DriveError::Kind::transport,
                             .cdb = {0x2A},
                             .transport = transport::TransportError{Kind::lost, "the peer is gone"}};
  EXPECT_EQ(failure_of(lost).code, ExitCode::target_unreachable);
}

TEST(Failure, burn_errors_by_kind_with_the_state_of_the_disc) {
  using burn::BurnError;
  EXPECT_EQ(failure_of(BurnError{.kind = BurnError::Kind::changed, .text = "x"}).code, ExitCode::medium_unsuitable);
  EXPECT_EQ(failure_of(BurnError{.kind = BurnError::Kind::source, .source = image::ImageError{"a", "b"}}).code,
            ExitCode::bad_input_file);
  const Failure mismatch = failure_of(
      BurnError{.kind = BurnError::Kind::mismatch,
                .differs_at = base::Lba{57},
                .disc = {burn::DiscState::session_closed, burn::DiscState::session_closed, base::BlockCount{64}}});
  EXPECT_EQ(mismatch.code, ExitCode::judged_and_failed);
  EXPECT_EQ(
      mismatch.text,
      "what was read back differs from the image at address 57; the disc: session closed, 64 blocks written; burn it "
      "again on another disc");
}

TEST(Failure, burn_error_ends_with_what_to_do) {
  using burn::BurnError;
  EXPECT_EQ(
      failure_of(BurnError{.kind = BurnError::Kind::changed, .step = "check it", .text = "moved; start again"}).text,
      "the disc: unchanged; check it: moved; start again");
  EXPECT_EQ(failure_of(BurnError{.kind = BurnError::Kind::source,
                                 .source = image::ImageError{"tree/file", "became shorter; start again"},
                                 .disc = {burn::DiscState::session_closed, burn::DiscState::session_closed,
                                          base::BlockCount{64}}})
                .text,
            "the disc: session closed, 64 blocks written; tree/file: became shorter; start again");
}

TEST(Failure, plan_errors_are_about_the_medium) {
  EXPECT_EQ(failure_of(burn::PlanError{.text = "x"}).code, ExitCode::medium_unsuitable);
}

}  // namespace
}  // namespace driver::cli

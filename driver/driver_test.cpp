#include "driver/driver.h"

#include <gtest/gtest.h>

#include "driver/burn/test_burns.h"
#include "driver/transport/scripted.h"

namespace driver {
namespace {

TEST(Driver, job_ends_with_the_first_thing_that_is_wrong) {
  transport::ScriptedTransport script;
  transport::ManualClock clock;
  burn::testing::MemoryImage image{1};
  burn::testing::RecordingObserver observer;
  script
      .answers(
          "12 00 00 00 24 00",
          "05 80 06 02 5B 00 00 02 42 55 52 4E 42 4E 43 48 42 44 20 57 52 49 54 45 52 20 20 20 20 20 20 20 30 2E 30 31")
      .refuses("00 00 00 00 00 00", "70 00 02 00 00 00 00 0A 00 00 00 00 3A 01 00 00 00 00")
      .answers("46 00 00 00 00 00 00 00 08 00", "00 00 00 04 00 00 00 00")
      .answers("46 00 00 00 00 00 00 00 08 00", "00 00 00 04 00 00 00 00")
      .answers("5C 00 00 00 00 00 00 00 0C 00", "00 0A 00 00 00 20 00 00 00 20 00 00");
  const auto no_disc = burn_image({script, clock}, image, {}, observer);
  ASSERT_FALSE(no_disc);
  EXPECT_TRUE(std::holds_alternative<burn::PlanError>(no_disc.error()));
  EXPECT_EQ(describe(no_disc.error()), "no medium; insert a blank disc");
  EXPECT_TRUE(script.finished()) << script.mismatch();

  script.fails("12 00 00 00 24 00", {transport::TransportError::Kind::lost, "gone"});
  const auto no_drive = burn_image({script, clock}, image, {}, observer);
  ASSERT_FALSE(no_drive);
  EXPECT_EQ(describe(no_drive.error()), "INQUIRY: gone");
}

}  // namespace
}  // namespace driver

#include "driver/transport/scripted.h"

#include <gtest/gtest.h>

#include "driver/transport/transport_contract.h"

namespace driver::transport {
namespace {

TEST(ScriptedTransport, keeps_the_contract) {
  ScriptedTransport script;
  contract::script(script);
  contract::check(script);
  EXPECT_TRUE(script.finished()) << script.mismatch();
}

TEST(ScriptedTransport, another_command_is_a_mismatch_that_names_both) {
  ScriptedTransport script;
  script.answers("00 00 00 00 00 00");
  const auto queued = script.submit({.cdb = {0x12, 0, 0, 0, 0x24, 0}});
  ASSERT_FALSE(queued);
  EXPECT_EQ(script.mismatch(), "expected 00 00 00 00 00 00, came 12 00 00 00 24 00");
  EXPECT_FALSE(script.finished());
}

TEST(ScriptedTransport, other_data_is_a_mismatch) {
  ScriptedTransport script;
  script.takes("5D 00 00 00 00 00 00 00 01 00", "41");
  const base::ByteBuffer data{0x42};
  EXPECT_FALSE(
      script.submit({.cdb = {0x5D, 0, 0, 0, 0, 0, 0, 0, 1, 0}, .direction = Direction::to_drive, .data_out = data}));
  EXPECT_FALSE(script.finished());
}

}  // namespace
}  // namespace driver::transport

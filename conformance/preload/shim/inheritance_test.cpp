#include "conformance/preload/shim/inheritance.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "conformance/preload/wire.h"

namespace conformance::preload::shim {
namespace {

TEST(Inheritance, names_the_run_and_the_library_it_lies_in) {
  Inheritance inheritance;
  EXPECT_STREQ(inheritance.run(), "");
  ASSERT_TRUE(inheritance.set("3:4:5:sr0=sg0:/tmp/t"));
  EXPECT_EQ(inheritance.run(), std::string(wire::environment_name) + "=3:4:5:sr0=sg0:/tmp/t");
  EXPECT_EQ(inheritance.preload(), "LD_PRELOAD=" + std::string(inheritance.library()));
}

TEST(Inheritance, text_that_is_too_long_is_not_kept) {
  Inheritance inheritance;
  EXPECT_FALSE(inheritance.set(std::string(2048, 'x')));
}

TEST(Missing, is_found_in_any_order) {
  Inheritance inheritance;
  ASSERT_TRUE(inheritance.set("1:2:3:sr0=sg0:/t"));
  std::string run = inheritance.run();
  std::string preload = inheritance.preload();
  std::string other = std::string(wire::environment_name) + "ISH=1";
  std::string libraries = preload + ":libother.so";
  char* const both[]{preload.data(), run.data(), nullptr};
  EXPECT_TRUE(missing_of(both, inheritance).nothing());
  char* const among_others[]{libraries.data(), run.data(), nullptr};
  EXPECT_TRUE(missing_of(among_others, inheritance).nothing());
  char* const neither[]{other.data(), nullptr};
  const Missing missing = missing_of(neither, inheritance);
  EXPECT_TRUE(missing.run && missing.library);
  EXPECT_EQ(missing.count, 1U);
  EXPECT_EQ(missing_of(nullptr, inheritance).count, 0U);
}

}  // namespace
}  // namespace conformance::preload::shim

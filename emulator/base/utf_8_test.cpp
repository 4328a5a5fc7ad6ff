#include "emulator/base/utf_8.h"

#include <gtest/gtest.h>

#include <string>

namespace base {
namespace {

TEST(Utf8, first_and_last_of_every_length_are_text) {
  EXPECT_TRUE(is_utf_8(""));
  EXPECT_TRUE(is_utf_8(std::string(1, '\0')));
  EXPECT_TRUE(is_utf_8("\x7F"));
  EXPECT_TRUE(is_utf_8("\xC2\x80\xDF\xBF"));
  EXPECT_TRUE(is_utf_8("\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF"));
  EXPECT_TRUE(is_utf_8("\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"));
}

TEST(Utf8, overlong_forms_surrogates_and_what_lies_beyond_are_not) {
  for (const char* text : {"\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF",
                           "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"}) {
    EXPECT_FALSE(is_utf_8(text)) << text;
  }
}

TEST(Utf8, cut_and_lonely_bytes_are_not) {
  for (const char* text : {"a\x80", "b\xE9ton", "\xC3", "\xE2\x82", "\xE2\x82z", "\xF0\x9F\x92", "\xF0\x9F\x92z"}) {
    EXPECT_FALSE(is_utf_8(text)) << text;
  }
}

}  // namespace
}  // namespace base

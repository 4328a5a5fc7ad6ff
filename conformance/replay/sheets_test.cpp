#include "conformance/replay/sheets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "emulator/base/hex.h"

namespace conformance::replay {
namespace {

using base::literals::operator""_hex;

TEST(Sheets, fields_and_values_of_the_repository_are_found) {
  const auto sheets = Sheets::load(BURNBENCH_SOURCE_DIR "/fixtures/layouts");
  ASSERT_TRUE(sheets) << sheets.error();
  constexpr auto cdb = "43 02 02 00 00 00 AA 01 2C 00"_hex;
  EXPECT_EQ(sheets->value("read_toc_cdb", "msf", cdb), 1U);
  EXPECT_EQ(sheets->value("read_toc_cdb", "format", cdb), 2U);
  EXPECT_EQ(sheets->value("read_toc_cdb", "allocation_length", cdb), 300U);
  EXPECT_EQ(sheets->field_at("read_toc_cdb", 1, 0x02)->name, "msf");
  EXPECT_EQ(sheets->field_at("read_toc_cdb", 1, 0x80), nullptr) << "a reserved bit";
  EXPECT_EQ(sheets->field_at("read_toc_cdb", 8, 0xFF)->name, "allocation_length");
  EXPECT_EQ(sheets->find("read_toc_cdb")->length, 10U);
}

TEST(Sheets, what_is_missing_has_no_value) {
  const auto sheets = Sheets::load(BURNBENCH_SOURCE_DIR "/fixtures/layouts");
  ASSERT_TRUE(sheets) << sheets.error();
  EXPECT_EQ(sheets->value("read_toc_cdb", "allocation_length", "43 02"_hex), std::nullopt);
  EXPECT_EQ(sheets->value("read_toc_cdb", "no_such_field", "43 02"_hex), std::nullopt);
  EXPECT_EQ(sheets->value("no_such_layout", "msf", "43 02"_hex), std::nullopt);
  EXPECT_EQ(Sheets().find("read_toc_cdb"), nullptr);
}

class SheetFolder : public testing::Test {
 protected:
  SheetFolder() {
    std::string name = testing::TempDir() + "sheets-XXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~SheetFolder() override { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::string error_with(std::string_view text) const {
    std::ofstream(folder_ / "x.json") << text;
    const auto sheets = Sheets::load(folder_);
    return sheets ? "accepted" : sheets.error();
  }
  std::filesystem::path folder_;
};

TEST_F(SheetFolder, malformed_sheets_are_refused_by_name) {
  EXPECT_THAT(error_with("{"), testing::HasSubstr("no layout sheet"));
  EXPECT_THAT(error_with("{}"), testing::HasSubstr("no layout sheet"));
  EXPECT_THAT(error_with(R"({"layouts":{"a":{}}})"), testing::HasSubstr("layout a is malformed"));
  EXPECT_THAT(error_with(R"({"layouts":{"a":{"length":1,"fields":[{"name":"b"}]}}})"), testing::HasSubstr("malformed"));
  EXPECT_THAT(error_with(R"({"layouts":{"a":{"length":1,"fields":[{"name":"b","byte":0,"high":8,"low":0}]}}})"),
              testing::HasSubstr("malformed"));
  EXPECT_THAT(error_with(R"({"layouts":{"a":{"length":"1","fields":[]}}})"), testing::HasSubstr("malformed"));
  EXPECT_EQ(error_with(R"({"layouts":{"a":{"length":1,"fields":[{"name":"b","byte":0,"high":7,"low":0}]}}})"),
            "accepted");
}

TEST_F(SheetFolder, folder_that_is_not_there_is_refused) { EXPECT_FALSE(Sheets::load(folder_ / "none")); }

}  // namespace
}  // namespace conformance::replay

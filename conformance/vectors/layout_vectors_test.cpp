// Every layout line of the emulator, the driver and the suite against fixtures/vectors and fixtures/layouts.
#include <gtest/gtest.h>

#include <set>

#include "conformance/vectors/layout_check.h"

namespace conformance::vectors {
namespace {

const std::filesystem::path fixtures = std::filesystem::path{BURNBENCH_SOURCE_DIR} / "fixtures";

const std::vector<Vector>& all_vectors() {
  static const auto loaded = load_vectors(fixtures / "vectors");
  if (!loaded) throw std::runtime_error(loaded.error());
  return *loaded;
}

std::vector<std::string> layout_names() {
  std::set<std::string> names;
  for (const LayoutLine& line : layout_lines()) names.emplace(line.layout);
  return {names.begin(), names.end()};
}

std::vector<Codec> codecs_of(std::string_view layout) {
  std::vector<Codec> all = codecs(layout_lines());
  std::erase_if(all, [&](Codec codec) { return codec.front().layout != layout; });
  return all;
}

class LayoutVectors : public testing::TestWithParam<std::string> {};

TEST_P(LayoutVectors, every_side_agrees_with_the_vectors) {
  int judged = 0;
  for (const Vector& vector : all_vectors()) {
    if (vector.layout != GetParam()) continue;
    for (const Codec codec : codecs_of(GetParam())) {
      SCOPED_TRACE(std::string{codec.front().side} + ", " + vector.id);
      for (const std::string& difference : differences(codec, vector)) ADD_FAILURE() << difference;
      ++judged;
    }
  }
  EXPECT_GT(judged, 0) << "no vector in fixtures/vectors has the layout " << GetParam();
}

TEST_P(LayoutVectors, every_side_agrees_with_the_sheet) {
  static const auto sheets = load_sheets(fixtures / "layouts");
  ASSERT_TRUE(sheets) << sheets.error();
  const auto sheet = sheets->find(GetParam());
  ASSERT_NE(sheet, sheets->end()) << "no sheet in fixtures/layouts has the layout " << GetParam();
  for (const Codec codec : codecs_of(GetParam())) {
    SCOPED_TRACE(codec.front().name_space);
    for (const std::string& difference : differences(codec, sheet->second)) ADD_FAILURE() << difference;
  }
}

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(LayoutVectors);
INSTANTIATE_TEST_SUITE_P(layout, LayoutVectors, testing::ValuesIn(layout_names()),
                         [](const testing::TestParamInfo<std::string>& layout) { return layout.param; });

}  // namespace
}  // namespace conformance::vectors

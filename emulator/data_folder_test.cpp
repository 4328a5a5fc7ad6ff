#include "emulator/data_folder.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace emulator {
namespace {

TEST(DataFolder, a_program_of_the_build_tree_uses_the_source_folder) {
  ::unsetenv("BURNBENCH_DATA");
  EXPECT_TRUE(std::filesystem::is_regular_file(data_folder() / "profiles" / "drives" / "generic-bd.json"));
}

TEST(DataFolder, the_environment_variable_comes_first) {
  ::setenv("BURNBENCH_DATA", "/somewhere/else", 1);
  EXPECT_EQ(data_folder(), "/somewhere/else");
  ::unsetenv("BURNBENCH_DATA");
}

TEST(DataFolder, an_empty_variable_counts_as_none) {
  ::setenv("BURNBENCH_DATA", "", 1);
  EXPECT_FALSE(data_folder().empty());
  ::unsetenv("BURNBENCH_DATA");
}

}  // namespace
}  // namespace emulator

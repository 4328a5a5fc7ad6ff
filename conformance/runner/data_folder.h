// Where the suite's data lies: layout sheets and listed cases.
#pragma once

#include <filesystem>
#include <string_view>

namespace conformance::runner {

// The folder that holds `fixtures` and `conformance`: what the environment variable BURNBENCH_DATA names, else
// share/burnbench beside the folder of the running program (an installed prefix), else the source folder that the
// program was built from.
[[nodiscard]] std::filesystem::path data_folder();

// What to do where that data is missing or damaged, to end an error with.
inline constexpr std::string_view mend_data = "; install the suite again, or name its data with BURNBENCH_DATA";

}  // namespace conformance::runner

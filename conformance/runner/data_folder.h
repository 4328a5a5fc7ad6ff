// Where the suite's data lies: layout sheets and listed cases.
#pragma once

#include <filesystem>

namespace conformance::runner {

// The folder that holds `fixtures` and `conformance`: what the environment variable BURNBENCH_DATA names, else
// share/burnbench beside the folder of the running program (an installed prefix), else the source folder that the
// program was built from.
[[nodiscard]] std::filesystem::path data_folder();

}  // namespace conformance::runner

// Where the data that comes with the programs lies: the profiles.
#pragma once

#include <filesystem>

namespace emulator {

// The folder that holds `profiles`: what the environment variable BURNBENCH_DATA names, else share/burnbench beside
// the folder of the running program (an installed prefix), else the source folder that the program was built from.
[[nodiscard]] std::filesystem::path data_folder();

}  // namespace emulator

// The files of the virtual /proc.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "conformance/preload/kernel/device.h"

namespace conformance::preload::program {

// Path, beginning with "proc/", and text.
using ProcFile = std::pair<std::filesystem::path, std::string>;
[[nodiscard]] std::vector<ProcFile> proc_files(const std::vector<std::unique_ptr<kernel::Device>>& devices);

}  // namespace conformance::preload::program

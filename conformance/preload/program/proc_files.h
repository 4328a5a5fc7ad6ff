// The files of the virtual /proc.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conformance/preload/kernel/device.h"

namespace conformance::preload::program {

// Path, beginning with "proc/", and text.
using ProcFile = std::pair<std::filesystem::path, std::string>;
[[nodiscard]] std::vector<ProcFile> proc_files(const std::vector<std::unique_ptr<kernel::Device>>& devices);

// A list of mounts without those of the computer's own drives that have our names; nothing where there are none. A
// burner that finds its drive mounted unmounts it.
[[nodiscard]] std::optional<std::string> mounts_without(const std::vector<std::unique_ptr<kernel::Device>>& devices,
                                                        std::string_view list);

}  // namespace conformance::preload::program

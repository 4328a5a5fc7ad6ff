// Where the bytes of a burn come from: a folder, mastered for an address, or an image file.
#pragma once

#include <memory>

#include "driver/cli/commands.h"
#include "driver/image/image.h"
#include "emulator/base/units.h"

namespace driver::cli {

// Masters the folder, says what was left out and changed, and writes the name map if one is wanted.
std::expected<std::unique_ptr<image::Image>, Failure> master_folder(const TreeOptions& options, base::Lba start,
                                                                    const Output& output);

// The same, or an image file as it is where `may_be_file`.
enum class Source { folder, folder_or_file };
// Fails where an option that shapes an image is given with a file that is one.
std::expected<void, Failure> check_source_options(const TreeOptions& options, Source kind);
std::expected<std::unique_ptr<image::Image>, Failure> open_source(const TreeOptions& options, base::Lba start,
                                                                  Source kind, const Output& output);

}  // namespace driver::cli

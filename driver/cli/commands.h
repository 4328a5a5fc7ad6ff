// The sub-commands. Each prints through its Output and returns what kept it from its end.
#pragma once

#include <expected>

#include "driver/cli/failure.h"
#include "driver/cli/options.h"

namespace driver::cli {

using Result = std::expected<void, Failure>;

Result info(const DriveOptions& options);
Result media(const DriveOptions& options);
Result image(const ImageOptions& options);
Result write(const WriteOptions& options);
Result format(const FormatCommandOptions& options);
Result blank(const BlankCommandOptions& options);
Result read(const ReadOptions& options);
Result verify(const VerifyOptions& options);

}  // namespace driver::cli

// The files that one command line names. An output that is another of them would replace it.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "driver/cli/failure.h"

namespace driver::cli {

struct NamedFile {
  std::string what;  // "-o", "the source"
  std::string file;  // empty for none
};

// What a recorder makes for the trace that --record names. None where it names none.
[[nodiscard]] std::vector<NamedFile> files_of_record(const std::string& trace);

// Fails where an output is another output or an input, by whatever spelling or link, or a file in an input's folder.
[[nodiscard]] std::expected<void, Failure> check_outputs(const std::vector<NamedFile>& outputs,
                                                         const std::vector<NamedFile>& inputs);

}  // namespace driver::cli

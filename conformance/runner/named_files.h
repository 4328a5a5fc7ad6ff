// The files that one command line names. An output that is another of them would replace it.
#pragma once

#include <expected>
#include <string>
#include <vector>

namespace conformance::runner {

struct NamedFile {
  std::string what;  // "-o", "the trace"
  std::string file;  // empty for none
};

// A file that is written whole, under a temporary name first.
[[nodiscard]] std::vector<NamedFile> files_of_text(const std::string& what, const std::string& file);
// A trace with what a writer makes beside it.
[[nodiscard]] std::vector<NamedFile> files_of_trace(const std::string& what, const std::string& trace);

// Fails where an output is another output or an input, by whatever spelling or link. The error is one line.
[[nodiscard]] std::expected<void, std::string> check_outputs(const std::vector<NamedFile>& outputs,
                                                             const std::vector<NamedFile>& inputs);

}  // namespace conformance::runner

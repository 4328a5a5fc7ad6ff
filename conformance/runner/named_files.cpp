#include "conformance/runner/named_files.h"

#include <fmt/format.h>

#include "emulator/base/same_file.h"

namespace conformance::runner {
namespace {

using base::place_of;

std::expected<void, std::string> check_pair(const NamedFile& output, const NamedFile& other) {
  if (output.file.empty() || other.file.empty() || !base::is_same_file(output.file, other.file)) return {};
  return std::unexpected(fmt::format("{} {} and {} {} are one file; give each a file of its own", output.what,
                                     output.file, other.what, other.file));
}

}  // namespace

std::vector<NamedFile> files_of_text(const std::string& what, const std::string& file) {
  if (file.empty()) return {};
  return {{what, file}, {"the temporary file of " + what + ",", place_of(file).string() + ".partial"}};
}

std::vector<NamedFile> files_of_trace(const std::string& what, const std::string& trace) {
  std::vector<NamedFile> files = files_of_text(what, trace);
  if (trace.empty()) return files;
  const std::string data = place_of(trace).string() + ".data";
  files.push_back({"the data file of " + what + ",", data});
  files.push_back({"a temporary file of " + what + ",", data + ".partial"});
  return files;
}

std::expected<void, std::string> check_outputs(const std::vector<NamedFile>& outputs,
                                               const std::vector<NamedFile>& inputs) {
  for (auto output = outputs.begin(); output != outputs.end(); ++output) {
    for (auto other = outputs.begin(); other != output; ++other) {
      if (auto checked = check_pair(*other, *output); !checked) return checked;
    }
    for (const NamedFile& input : inputs) {
      if (auto checked = check_pair(*output, input); !checked) return checked;
    }
  }
  return {};
}

}  // namespace conformance::runner

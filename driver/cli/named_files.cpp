#include "driver/cli/named_files.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

#include "emulator/base/same_file.h"

namespace driver::cli {
namespace {

namespace fs = std::filesystem;

using base::place_of;

bool is_in_folder(const NamedFile& output, const NamedFile& folder) {
  std::error_code failure;
  if (!fs::is_directory(folder.file, failure) || !fs::exists(output.file, failure)) return false;
  const fs::path inside = place_of(output.file);
  const fs::path outside = place_of(folder.file);
  return std::ranges::mismatch(outside, inside).in1 == outside.end();
}

std::unexpected<Failure> refused(std::string text) {
  return std::unexpected(Failure{ExitCode::usage, std::move(text)});
}

std::expected<void, Failure> check_pair(const NamedFile& output, const NamedFile& other) {
  if (output.file.empty() || other.file.empty() || !base::is_same_file(output.file, other.file)) return {};
  return refused(fmt::format("{} {} and {} {} are one file; give each a file of its own", output.what, output.file,
                             other.what, other.file));
}

}  // namespace

std::vector<NamedFile> files_of_record(const std::string& trace) {
  if (trace.empty()) return {};
  const std::string place = place_of(trace).string();
  return {{"--record", trace},
          {"the data file of --record,", place + ".data"},
          {"a temporary file of --record,", place + ".partial"},
          {"a temporary file of --record,", place + ".data.partial"}};
}

std::expected<void, Failure> check_outputs(const std::vector<NamedFile>& outputs,
                                           const std::vector<NamedFile>& inputs) {
  for (auto output = outputs.begin(); output != outputs.end(); ++output) {
    for (auto other = outputs.begin(); other != output; ++other) {
      if (auto checked = check_pair(*other, *output); !checked) return checked;
    }
    for (const NamedFile& input : inputs) {
      if (auto checked = check_pair(*output, input); !checked) return checked;
      if (output->file.empty() || !is_in_folder(*output, input)) continue;
      return refused(fmt::format("{} {} is a file of {} {}; give a file outside of it", output->what, output->file,
                                 input.what, input.file));
    }
  }
  return {};
}

}  // namespace driver::cli

#include "conformance/runner/named_files.h"

#include <fmt/format.h>

#include <filesystem>

namespace conformance::runner {
namespace {

namespace fs = std::filesystem;

constexpr int link_limit = 40;  // path_resolution(7): as many as Linux follows

// Where a file of this name is or will be: links are followed, also to what is not there yet.
fs::path place_of(const std::string& name) {
  std::error_code failure;
  fs::path file = fs::absolute(name, failure);
  for (int links = 0; links < link_limit && fs::is_symlink(fs::symlink_status(file, failure)); ++links) {
    file = file.parent_path() / fs::read_symlink(file, failure);
  }
  fs::path place = fs::weakly_canonical(file, failure);
  return failure ? file.lexically_normal() : place;
}

// Hard links are one file in two places.
bool are_one(const NamedFile& one, const NamedFile& other) {
  std::error_code not_there;
  return place_of(one.file) == place_of(other.file) || fs::equivalent(one.file, other.file, not_there);
}

std::expected<void, std::string> check_pair(const NamedFile& output, const NamedFile& other) {
  if (output.file.empty() || other.file.empty() || !are_one(output, other)) return {};
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

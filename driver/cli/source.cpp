#include "driver/cli/source.h"

#include <fmt/core.h>

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "driver/cli/output_file.h"
#include "driver/image/mastering.h"
#include "driver/image/segment_image.h"
#include "driver/image/temporary_file.h"
#include "emulator/base/console.h"
#include "emulator/base/hex.h"
#include "emulator/base/utf_8.h"

namespace driver::cli {
namespace {

using Json = nlohmann::ordered_json;

// The convention of https://reproducible-builds.org/specs/source-date-epoch/: the time of all that a build makes.
std::expected<std::optional<std::int64_t>, Failure> creation_time() {
  const char* text = std::getenv("SOURCE_DATE_EPOCH");
  if (text == nullptr || *text == '\0') return std::nullopt;
  const std::string_view digits{text};
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(digits.begin(), digits.end(), seconds);
  if (error == std::errc{} && end == digits.end()) return seconds;
  return std::unexpected(Failure{
      ExitCode::usage, fmt::format("SOURCE_DATE_EPOCH={} is no number; give seconds since 1970 or unset it", text)});
}

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Result write_name_map(const std::string& file, const std::vector<image::NameChange>& changes) {
  std::string lines;
  for (const image::NameChange& change : changes) {
    Json line{{"event", "name"},
              {"path", change.path},
              {"iso9660", change.iso9660},
              {"joliet", change.joliet},
              {"kind", change.is_directory ? "directory" : "file"}};
    // JSON can only say what resembles such a path: two of them may look the same.
    if (!base::is_utf_8(change.path)) {
      line["path_hex"] =
          base::format_hex({reinterpret_cast<const std::uint8_t*>(change.path.data()), change.path.size()});
    }
    lines += dumped(line) + "\n";
  }
  const std::vector<std::uint8_t> bytes{lines.begin(), lines.end()};
  image::TemporaryFile map{file};
  if (map.is_open() && map.write(bytes) && map.commit()) return {};
  return std::unexpected(cannot_write(file, map.reason()));
}

void tell(const image::Mastered& mastered, const Output& output) {
  for (const image::LeftOut& entry : mastered.left_out) {
    output.text(fmt::format("left out: {}: {}\n", base::one_line(entry.path), entry.reason));
    output.event("left_out", {{"path", entry.path}, {"reason", entry.reason}});
  }
  output.text(fmt::format("image: {} files, {} folders, {} blocks; {} left out, {} names changed\n", mastered.files,
                          mastered.directories, mastered.image->size().value, mastered.left_out.size(),
                          mastered.name_changes.size()));
  output.event("image", {{"files", mastered.files},
                         {"folders", mastered.directories},
                         {"blocks", mastered.image->size().value},
                         {"left_out", mastered.left_out.size()},
                         {"names_changed", mastered.name_changes.size()}});
}

}  // namespace

std::expected<std::unique_ptr<image::Image>, Failure> master_folder(const TreeOptions& options, base::Lba start,
                                                                    const Output& output) {
  const auto time = creation_time();
  if (!time) return std::unexpected(time.error());
  image::MasterOptions wanted{.timestamp = *time, .start = start - base::Lba{0}};
  if (options.volume_id) wanted.volume_id = *options.volume_id;
  auto mastered = image::master(options.folder, wanted);
  if (!mastered) return std::unexpected(failure_of(mastered.error(), ExitCode::bad_input_file));
  tell(*mastered, output);
  if (options.is_strict && !mastered->left_out.empty()) {
    const image::LeftOut& first = mastered->left_out.front();
    return std::unexpected(
        Failure{ExitCode::bad_input_file,
                fmt::format("{} cannot be in the image ({}), nor can {} more; remove them or leave --strict out",
                            first.path, first.reason, mastered->left_out.size() - 1)});
  }
  if (!options.name_map.empty()) {
    if (auto written = write_name_map(options.name_map, mastered->name_changes); !written) {
      return std::unexpected(written.error());
    }
  }
  return std::move(mastered->image);
}

std::expected<void, Failure> check_source_options(const TreeOptions& options, Source kind) {
  std::error_code unknown;
  if (kind == Source::folder || !std::filesystem::is_regular_file(options.folder, unknown)) return {};
  const std::string_view given = !options.name_map.empty() ? "--name-map"
                                 : options.is_strict       ? "--strict"
                                 : options.volume_id       ? "--volume-id"
                                                           : "";
  if (given.empty()) return {};
  return std::unexpected(Failure{
      ExitCode::usage, fmt::format("{} belongs to a folder, and {} is an image file; leave {} out or name a folder",
                                   given, options.folder, given)});
}

std::expected<std::unique_ptr<image::Image>, Failure> open_source(const TreeOptions& options, base::Lba start,
                                                                  Source kind, const Output& output) {
  std::error_code reason;
  const std::filesystem::file_status status = std::filesystem::status(options.folder, reason);
  if (kind == Source::folder_or_file && reason) {
    return std::unexpected(Failure{ExitCode::bad_input_file, fmt::format("{}: {}; name a folder or an image file",
                                                                         options.folder, reason.message())});
  }
  if (kind == Source::folder_or_file && !is_regular_file(status) && !is_directory(status)) {
    return std::unexpected(
        Failure{ExitCode::bad_input_file,
                fmt::format("{}: neither a folder nor a file; name a folder or an image file", options.folder)});
  }
  if (!is_regular_file(status)) return master_folder(options, start, output);
  if (kind == Source::folder) {
    return std::unexpected(
        Failure{ExitCode::bad_input_file,
                fmt::format("{} is a file, and an image file is made for one address; name a folder", options.folder)});
  }
  auto image = image::open_image_file(options.folder);
  if (!image) return std::unexpected(failure_of(image.error(), ExitCode::bad_input_file));
  return *std::move(image);
}

}  // namespace driver::cli

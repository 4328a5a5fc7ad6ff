// What a user asked for, one struct a sub-command.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "driver/burn/format_plan.h"
#include "driver/burn/plan.h"
#include "driver/cli/output.h"

namespace driver::cli {

// How the drive is reached, and whether what passes is written down.
struct DriveOptions {
  std::string drive;                  // iscsi:// URL or device path
  std::string record;                 // trace file; empty for none
  std::string provenance{"assumed"};  // of the trace
  Form form{Form::text};
};

struct TreeOptions {
  std::string folder;
  std::optional<std::string> volume_id;  // that of image::MasterOptions if not given
  std::string name_map;                  // file; empty for none
  bool is_strict{};                      // what cannot be in the image is an error
};

struct ImageOptions {
  TreeOptions tree;
  std::string output;
  std::int64_t start{};  // address of the session
  Form form{Form::text};
};

struct WriteOptions {
  DriveOptions drive;
  TreeOptions tree;  // its folder may be an image file, when a blank disc is written
  burn::Place place{};
  burn::Method method{};
  burn::Finish finish{};
  burn::Verify verify{};
  burn::Existing existing{};
  std::string speed;  // "8x", a number of kB/s, or empty
  bool is_dry_run{};
};

struct FormatCommandOptions {
  DriveOptions drive;
  burn::FormatOptions format;
  bool is_dry_run{};
};

struct BlankCommandOptions {
  DriveOptions drive;
  mmc::BlankType type{mmc::BlankType::minimal};
};

// What is read of a disc: the last session if neither is named.
struct SessionOrTrack {
  std::optional<std::uint16_t> session;
  std::optional<std::uint16_t> track;
};

struct ReadOptions {
  DriveOptions drive;
  std::string output;
  SessionOrTrack which;
};

struct VerifyOptions {
  DriveOptions drive;
  std::string image;
  SessionOrTrack which;
};

}  // namespace driver::cli

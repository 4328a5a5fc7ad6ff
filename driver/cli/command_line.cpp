#include "driver/cli/command_line.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "driver/cli/commands.h"
#include "driver/image/mastering.h"
#include "emulator/base/console.h"
#include "emulator/base/usage.h"

namespace driver::cli {
namespace {

// Shared by a sub-command's definition and what runs after parsing.
template <typename Options>
std::shared_ptr<Options> own(CLI::App* command, Result (*run)(const Options&), Result& result) {
  auto options = std::make_shared<Options>();
  command->callback([options, run, &result] { result = run(*options); });
  return options;
}

void add_form(CLI::App* command, Form& form) {
  command->add_flag_function(
      "--json", [&form](std::int64_t) { form = Form::json; }, "one JSON object a line instead of text");
}

void add_drive(CLI::App* command, DriveOptions& options) {
  command->add_option("DRIVE", options.drive, "iscsi://host:port/target-name/lun, or a device as /dev/sr0")->required();
  CLI::Option* record =
      command->add_option("--record", options.record, "write what passes between host and drive to this trace")
          ->type_name("FILE");
  command
      ->add_option("--provenance", options.provenance,
                   "of the trace: attested (a real drive), derived, datasheet or assumed")
      ->check(CLI::IsMember({"attested", "derived", "datasheet", "assumed"}))
      ->needs(record)
      ->capture_default_str();
  add_form(command, options.form);
}

void add_tree(CLI::App* command, TreeOptions& options) {
  command->add_option("--volume-id", options.volume_id, "name of the volume")
      ->default_str(image::MasterOptions{}.volume_id);
  command->add_option("--name-map", options.name_map, "list every changed name in this file, a JSON object a line")
      ->type_name("FILE");
  command->add_flag("--strict", options.is_strict, "what cannot be in the image is an error");
}

void add_info(CLI::App& program, Result& result) {
  CLI::App* info_command = program.add_subcommand("info", "what the drive and its medium are");
  add_drive(info_command, *own(info_command, info, result));
  CLI::App* media_command = program.add_subcommand("media", "what the disc holds and takes");
  add_drive(media_command, *own(media_command, media, result));
}

void add_image(CLI::App& program, Result& result) {
  CLI::App* command = program.add_subcommand("image", "make an image file of a folder: ISO 9660 level 2 with Joliet");
  const auto options = own(command, image, result);
  command->add_option("FOLDER", options->tree.folder, "what the image is to hold")->required();
  command->add_option("-o,--output", options->output, "the image file; replaced when it is there")
      ->type_name("FILE")
      ->required();
  command->add_option("--start", options->start, "address of the session that the image is for")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{0x7FFF'FFFF}))
      ->capture_default_str();
  add_tree(command, options->tree);
  add_form(command, options->form);
}

void add_burn_options(CLI::App* command, WriteOptions& options) {
  add_drive(command, options.drive);
  add_tree(command, options.tree);
  command->add_flag_function(
      "--finalize", [&options](std::int64_t) { options.finish = burn::Finish::finalize; },
      "close the disc: no further session");
  CLI::Option* track = command->add_flag_function(
      "--track-at-once", [&options](std::int64_t) { options.method = burn::Method::track_at_once; },
      "CD: track at once, the default");
  command
      ->add_flag_function(
          "--session-at-once", [&options](std::int64_t) { options.method = burn::Method::session_at_once; },
          "CD: session at once, with a cue sheet")
      ->excludes(track);
  command->add_option("--speed", options.speed, "8x, kilobytes per second, or max")->type_name("SPEED");
  command->add_flag_function(
      "--verify", [&options](std::int64_t) { options.verify = burn::Verify::yes; }, "read back and compare");
  command->add_flag("--dry-run", options.is_dry_run, "print the plan and leave the disc alone");
}

void add_write(CLI::App& program, Result& result) {
  CLI::App* write_command = program.add_subcommand("write", "burn a folder or an image file on a blank disc");
  const auto write_options = own(write_command, write, result);
  add_burn_options(write_command, *write_options);
  write_options->place = burn::Place::blank_disc;
  write_command->add_flag_function(
      "--overwrite", [options = write_options.get()](std::int64_t) { options->existing = burn::Existing::overwrite; },
      "BD-RE, DVD+RW, DVD-RAM: also a disc that holds data, which is lost");
  write_command->add_option("SOURCE", write_options->tree.folder, "a folder or an image file")->required();

  CLI::App* append_command = program.add_subcommand("append", "burn a folder as the disc's next session");
  const auto append_options = own(append_command, write, result);
  add_burn_options(append_command, *append_options);
  append_options->place = burn::Place::next_session;
  append_command->add_option("FOLDER", append_options->tree.folder, "what the session is to hold")->required();
}

void add_erasing(CLI::App& program, Result& result) {
  CLI::App* format_command =
      program.add_subcommand("format", "make a BD-RE, DVD+RW or DVD-RAM writable everywhere; what it held is lost");
  const auto format_options = own(format_command, format, result);
  add_drive(format_command, format_options->drive);
  const std::map<std::string, burn::Spare> spares{{"default", burn::Spare::usual},
                                                  {"none", burn::Spare::none},
                                                  {"min", burn::Spare::least},
                                                  {"max", burn::Spare::most}};
  format_command->add_option("--spare", format_options->format.spare, "how much is kept for defects")
      ->transform(CLI::CheckedTransformer(spares))
      ->type_name("none|default|min|max");
  format_command->add_flag("--full", format_options->format.is_full, "certify all of the disc, which takes hours");
  format_command->add_flag("--dry-run", format_options->is_dry_run, "say what would be done and leave the disc alone");

  CLI::App* blank_command = program.add_subcommand("blank", "make a CD-RW or DVD-RW blank; what it held is lost");
  const auto blank_options = own(blank_command, blank, result);
  add_drive(blank_command, blank_options->drive);
  CLI::Option* fast = blank_command->add_flag_function(
      "--fast", [options = blank_options.get()](std::int64_t) { options->type = mmc::BlankType::minimal; },
      "only what makes the disc look blank, the default");
  blank_command
      ->add_flag_function(
          "--full", [options = blank_options.get()](std::int64_t) { options->type = mmc::BlankType::disc; },
          "all of the disc, which takes as long as burning it")
      ->excludes(fast);
}

void add_session_or_track(CLI::App* command, SessionOrTrack& which) {
  CLI::Option* session = command->add_option("--session", which.session, "the last one if not given");
  command->add_option("--track", which.track, "one track instead of a session")->excludes(session);
}

void add_reading(CLI::App& program, Result& result) {
  CLI::App* read_command = program.add_subcommand("read", "copy a session or a track into a file");
  const auto read_options = own(read_command, read, result);
  add_drive(read_command, read_options->drive);
  read_command->add_option("-o,--output", read_options->output, "the file; replaced when it is there")
      ->type_name("FILE")
      ->required();
  add_session_or_track(read_command, read_options->which);

  CLI::App* verify_command = program.add_subcommand("verify", "compare a session or a track with an image file");
  const auto verify_options = own(verify_command, verify, result);
  add_drive(verify_command, verify_options->drive);
  verify_command->add_option("IMAGE", verify_options->image, "the image file")->required();
  add_session_or_track(verify_command, verify_options->which);
}

bool wants_json(int argc, char** argv) {
  return std::any_of(argv, argv + argc, [](std::string_view word) { return word == "--json"; });
}

}  // namespace

int run_command_line(int argc, char** argv) {
  base::outlive_readers();
  Result result;
  CLI::App program("Masters images and burns them on optical discs.", "bbburn");
  program.set_version_flag("--version", "bbburn " BURNBENCH_VERSION);
  program.require_subcommand(1);
  program.failure_message(base::usage_line);
  add_info(program, result);
  add_image(program, result);
  add_write(program, result);
  add_erasing(program, result);
  add_reading(program, result);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return static_cast<int>(program.exit(error) == 0 ? ExitCode::done : ExitCode::usage);
  }
  if (result && !base::is_output_whole()) {
    result = std::unexpected(
        Failure{ExitCode::output_not_written, "standard output cannot be written; send it where there is room"});
  }
  if (result) return static_cast<int>(ExitCode::done);
  const auto code = static_cast<int>(result.error().code);
  Output{wants_json(argc, argv) ? Form::json : Form::text}.event("error",
                                                                 {{"code", code}, {"text", result.error().text}});
  Output::complain(result.error().text);
  return code;
}

}  // namespace driver::cli

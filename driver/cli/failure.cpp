#include "driver/cli/failure.h"

#include <fmt/core.h>

namespace driver::cli {
namespace {

using transport::TransportError;

constexpr std::uint8_t logical_unit_not_supported = 0x25;

std::string_view remedy(TransportError::Kind kind) {
  switch (kind) {
    case TransportError::Kind::unreachable:
      return "start the server, as with bbdrive serve, or correct the address";
    case TransportError::Kind::refused:
      return "correct the target's name (iscsi-ls -s lists them) or free the drive";
    case TransportError::Kind::no_device:
      return "name an optical drive, as /dev/sr0, or the iscsi:// address of one";
    case TransportError::Kind::denied:
      return "run as a user who may use the drive, usually one of the group cdrom";
    case TransportError::Kind::in_use:
      return "unmount its disc and end the program that uses it";
    case TransportError::Kind::lost:
      return "look at the disc with bbburn media once the drive is back";
    case TransportError::Kind::timed_out:
      return "see whether the server and the drive still work";
    case TransportError::Kind::bad_address:
      break;
  }
  return "give iscsi://host:port/target-name/lun, as bbdrive serve prints it, or the path of a device";
}

std::string_view remedy(const mmc::DriveError& error) {
  using mmc::SenseKey;
  if (error.kind == mmc::DriveError::Kind::gave_up) return "try again later, or power the drive off and on";
  if (error.kind == mmc::DriveError::Kind::malformed) return "record it with --record and report the drive";
  if (!error.sense) return "try again, or power the drive off and on";
  switch (error.sense->key) {
    case SenseKey::not_ready:
      return error.sense->code == 0x3A ? "insert a disc" : "wait or reload the disc";
    case SenseKey::medium_error:
    case SenseKey::blank_check:
      return "clean the disc or take another one";
    case SenseKey::unit_attention:
      return "the disc was changed or the drive reset; start again";
    case SenseKey::data_protect:
      return "take a disc that is not write protected";
    case SenseKey::illegal_request:
      if (error.sense->code == logical_unit_not_supported)
        return "correct the LUN at the end of the address, usually 0";
      return "record it with --record and report the drive";
    default:
      return "try again, or power the drive off and on";
  }
}

Failure drive_failure(std::string what, const mmc::DriveError& error) {
  if (error.transport) {
    return {ExitCode::target_unreachable, fmt::format("{}; {}", what, remedy(error.transport->kind))};
  }
  return {ExitCode::drive_refused, fmt::format("{}; {}", what, remedy(error))};
}

}  // namespace

Failure failure_of(const TransportError& error) {
  const ExitCode code = error.kind == TransportError::Kind::bad_address ? ExitCode::usage
                        : error.kind == TransportError::Kind::in_use    ? ExitCode::in_use
                                                                        : ExitCode::target_unreachable;
  return {code, fmt::format("{}; {}", error.text, remedy(error.kind))};
}

Failure failure_of(const mmc::DriveError& error) { return drive_failure(mmc::describe(error), error); }

Failure failure_of(const burn::PlanError& error) { return {ExitCode::medium_unsuitable, error.text}; }

Failure failure_of(const burn::BurnError& error) {
  const std::string disc = fmt::format("the disc: {}", describe(error.disc));
  const std::string what = fmt::format("{}; {}", describe(error), disc);
  const std::string told = fmt::format("{}; {}", disc, describe(error));  // of errors that end with what to do
  switch (error.kind) {
    case burn::BurnError::Kind::drive:
      return drive_failure(what, *error.drive);
    case burn::BurnError::Kind::changed:
      return {ExitCode::medium_unsuitable, told};
    case burn::BurnError::Kind::source:
      return {ExitCode::bad_input_file, told};
    case burn::BurnError::Kind::mismatch:
      break;
  }
  return {ExitCode::judged_and_failed, what + "; burn it again on another disc"};
}

Failure failure_of(const image::ImageError& error, ExitCode code) {
  return {code, fmt::format("{}: {}", error.path, error.text)};
}

}  // namespace driver::cli

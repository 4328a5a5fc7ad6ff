// A burn as a value: steps that can be printed and compared before anything is done.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "driver/drive/facts.h"
#include "driver/mmc/commands/close_track_session.h"
#include "driver/mmc/commands/format_unit.h"
#include "driver/mmc/commands/send_cue_sheet.h"
#include "driver/mmc/commands/write_parameters.h"
#include "emulator/base/units.h"

namespace driver::burn {

// What is true of the disc, in the order in which a burn gets there.
enum class DiscState : std::uint8_t {
  unchanged,       // as before the burn
  formatted,       // of a disc that is overwritten: what it held is gone
  track_begun,     // blocks were taken by the drive, some may be in its cache alone
  track_written,   // every block is on the medium, the track is open
  track_closed,    // the session is open
  session_closed,  // readable everywhere; another session may follow
  disc_closed,     // readable everywhere; nothing more can be written
};
[[nodiscard]] std::string_view name_of(DiscState state);

struct LockMedium {};
struct UnlockMedium {};
struct SetSpeed {
  enum class Way : std::uint8_t { set_cd_speed, set_streaming };
  Way way{};
  std::uint32_t write_kbytes_per_second{};
  base::Lba last_block{};  // of the medium, for SET STREAMING
};
struct FormatMedium {
  mmc::FormatRequest format;
};
struct SelectWriteParameters {
  mmc::WriteParameters parameters;
};
struct CalibratePower {};
struct SendCueSheet {
  std::vector<mmc::CueSheetRow> rows;
};
// The drive must name the address that the plan was made for, or the other one: on CD drives name the first block of
// the pre-gap or the first behind it.
struct CheckNextWritable {
  std::uint32_t track{};
  base::Lba expected{};
  base::Lba or_else{};
};
struct WriteBlocks {
  base::Lba first{};
  base::BlockCount zeros_before{};
  base::BlockCount image{};  // all of it
  base::BlockCount zeros_after{};
  base::BlockCount per_command{};
  base::BlockCount least_when_cancelled{};  // zeros take the place of the image up to here
  [[nodiscard]] base::BlockCount total() const { return zeros_before + image + zeros_after; }
};
struct SynchronizeCache {};
struct CloseTrack {
  std::uint16_t track{};
  bool error_is_harmless{};  // Quirks::close_track_answers_with_error
};
struct CloseSession {
  mmc::CloseFunction function{};
};
struct WaitReady {};
struct VerifyBlocks {
  base::Lba first{};
  base::BlockCount per_command{};
};

using Step =
    std::variant<LockMedium, UnlockMedium, SetSpeed, FormatMedium, SelectWriteParameters, CalibratePower, SendCueSheet,
                 CheckNextWritable, WriteBlocks, SynchronizeCache, CloseTrack, CloseSession, WaitReady, VerifyBlocks>;

struct PlannedStep {
  Step step;
  DiscState leaves{DiscState::unchanged};  // true of the disc once the step is done; never less than before it
};

struct BurnPlan {
  std::string recipe;  // "BD-R, sequential recording"
  std::uint16_t session{};
  std::uint16_t track{};
  base::Lba start{};  // of the image on the disc
  base::BlockCount image{};
  std::vector<PlannedStep> steps;
  // Take the place of what follows WriteBlocks when the burn is cancelled, or its source fails, after blocks were
  // written: the disc is left readable, the session holding part of the image.
  std::vector<PlannedStep> when_cancelled;
};

// One line: "write 1024 blocks from 0: ...".
[[nodiscard]] std::string describe(const Step& step);
// The whole plan, a line a step.
[[nodiscard]] std::string describe(const BurnPlan& plan);

// Where a burn may go. A blank disc alone is what a user who says "write" means; on another one the image would have to
// be made for the session's address.
enum class Place : std::uint8_t { blank_disc, next_session };
enum class Method : std::uint8_t { automatic, track_at_once, session_at_once };
enum class Finish : std::uint8_t { keep_appendable, finalize };
enum class Verify : std::uint8_t { no, yes };
// What a disc that is overwritten holds already is lost only when somebody says so.
enum class Existing : std::uint8_t { keep, overwrite };

struct BurnOptions {
  Place place{Place::next_session};
  Method method{Method::automatic};
  Finish finish{Finish::keep_appendable};
  Verify verify{Verify::no};
  Existing existing{Existing::keep};
  std::optional<std::uint32_t> write_kbytes_per_second;
  std::size_t largest_transfer{64UL * 1024};  // bytes, of the transport
};

struct PlanError {
  enum class Kind : std::uint8_t {
    no_medium,
    unsuitable,  // this medium, or its state, cannot take this burn
    too_large,   // the image does not fit
  };
  Kind kind{};
  std::string text;  // one line, with what to do
};

// Where the next session's first block of user data will stand: images are made for that address.
[[nodiscard]] std::expected<base::Lba, PlanError> next_start(const drive::Facts& facts, const BurnOptions& options);

// Pure. `image` is its size in blocks.
[[nodiscard]] std::expected<BurnPlan, PlanError> plan(const drive::Facts& facts, base::BlockCount image,
                                                      const BurnOptions& options);

}  // namespace driver::burn

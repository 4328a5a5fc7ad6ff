// The one interface that every disc family implements. A command never asks which medium it is; it asks the medium.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "emulator/base/units.h"
#include "emulator/media/layout.h"
#include "emulator/media/origin.h"
#include "emulator/scsi/reply.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::media {

// What a write, a close or a layout question depends on besides the disc: the part of the Write Parameters mode page
// that reaches the medium. MMC-6, Write Parameters mode page. Only CD families look at it; DVD+R and BD-R refuse
// test_write and ignore the rest.
enum class WriteType : std::uint8_t { packet = 0, track_at_once = 1, session_at_once = 2, raw = 3, layer_jump = 4 };
struct WriteParameters {
  WriteType write_type{WriteType::track_at_once};
  bool test_write{};
  std::uint8_t multi_session{};  // 0: no next session and no B0 pointer, 3: next session allowed
  std::uint8_t track_mode{4};    // the Q control nibble
  std::uint8_t data_block_type{8};
  std::uint8_t session_format{};  // 00h, 10h CD-I, 20h CD-ROM XA

  // What READ TRACK INFORMATION calls the track: 2 for the block types of mode 2. MMC-6, Write Parameters mode page,
  // Data Block Type.
  [[nodiscard]] std::uint8_t data_mode() const { return data_block_type >= 9 && data_block_type <= 13 ? 2 : 1; }
};

// One WRITE command's payload. `data` holds range.count blocks of `block_size` bytes.
struct WriteJob {
  base::BlockRange range{};
  base::Bytes data;
  std::uint16_t block_size{2048};
};

// CLOSE TRACK/SESSION. MMC-6, Close Function definitions.
struct CloseJob {
  std::uint8_t function{};
  std::uint16_t track_number{};
};

// Where a cue sheet row says what. MMC-6, SEND CUE SHEET, CUE sheet format.
struct CueEntry {
  std::uint8_t control_adr{}, track_number{}, index{}, data_form{}, serial_copy_management{};
  std::uint8_t minute{}, second{}, frame{};

  bool operator==(const CueEntry&) const = default;
};

// A format: READ FORMAT CAPACITIES offers it, FORMAT UNIT asks for it. MMC-6, Formattable Capacity Descriptor.
struct Format {
  base::BlockCount capacity{};
  std::uint8_t type{};
  std::uint8_t sub_type{};
  std::uint32_t parameter{};     // depends on the type
  bool without_certification{};  // FORMAT UNIT: the defect lists stay as they are

  bool operator==(const Format&) const = default;
};

// BLANK. MMC-6, BLANK command, Blanking Type.
enum class BlankingType : std::uint8_t {
  disc = 0,
  minimal = 1,
  track = 2,
  unreserve_track = 3,
  track_tail = 4,
  unclose_last_session = 5,
  last_session = 6,
};
struct BlankJob {
  BlankingType type{};
  std::uint32_t start{};  // the track's number, or the address where its tail begins
};

// How many write speeds a disc or a drive names at most: they all have to fit in MODE SENSE (6).
inline constexpr std::size_t most_write_speeds = 16;
// No disc is slower than a CD at its first speed, 150 kB/s of user data.
inline constexpr std::uint32_t slowest_write_speed_kbytes_per_second = 100;

// What the disc's maker put on it, from profiles/media and kept in the disc file. Absent fields do not exist on the
// family. Sources: ATIP (Orange Book), ADIP and physical format information (DVD+R), disc information (BD).
struct MediaIdentity {
  std::string name;             // the file in profiles/media, e.g. "bd-r"
  std::string manufacturer_id;  // DVD+R and BD: as recorded
  std::string media_type_id;
  std::uint8_t product_revision{};
  base::BlockCount capacity{};                                // user data blocks of the blank disc
  std::vector<std::uint32_t> write_speeds_kbytes_per_second;  // fastest first
  base::ByteBuffer atip;              // CD-R, CD-RW: the special information of READ TOC/PMA/ATIP format 4, 24 bytes
  base::ByteBuffer disc_information;  // BD: the disc information units as recorded
  base::ByteBuffer physical_format;   // DVD: bytes 0 to 255 of the physical format information, as in the ADIP

  bool operator==(const MediaIdentity&) const = default;
};

template <typename T>
using Result = std::expected<T, scsi::Sense>;

// How far DVD+RW's background format is. MMC-6, DVD+RW, background format.
struct FormatProgress {
  BackgroundFormat status{};
  base::BlockCount done{};
  base::BlockCount all{};

  bool operator==(const FormatProgress&) const = default;
};

class Medium {
 public:
  virtual ~Medium() = default;

  [[nodiscard]] virtual ProfileNumber profile_number() const = 0;
  [[nodiscard]] virtual const MediaIdentity& identity() const = 0;
  [[nodiscard]] virtual DiscLayout layout(const WriteParameters& parameters) const = 0;

  // The last address that READ CAPACITY reports. MMC-6, READ CAPACITY command, table by medium; LBA 0 when blank.
  [[nodiscard]] virtual base::Lba last_readable() const = 0;
  // The smallest amount that is recorded at once: 1 CD, 16 DVD, 32 BD.
  [[nodiscard]] virtual base::BlockCount ecc_block() const = 0;

  [[nodiscard]] virtual Result<std::vector<scsi::Segment>> read(base::BlockRange range) const = 0;
  virtual Result<void> write(const WriteJob& job, const WriteParameters& parameters) = 0;

  // An epoch that covers all that was accepted so far. Pads and closes nothing: for a write with FUA, and for an end of
  // the program in mid-burn.
  virtual scsi::FlushEpoch checkpoint() = 0;
  // SYNCHRONIZE CACHE: pads what is pending, ends a track at once, and says after which epoch all of it is on disk.
  virtual Result<scsi::FlushEpoch> synchronize(const WriteParameters& parameters) = 0;
  virtual Result<scsi::FlushEpoch> close(const CloseJob& job, const WriteParameters& parameters) = 0;
  // Before close(): what is to be on disk while the closing goes on, for a loss of power in the middle of it.
  virtual std::optional<scsi::FlushEpoch> begin_close(const CloseJob&) { return std::nullopt; }
  virtual Result<void> reserve(base::BlockCount blocks, const WriteParameters& parameters) = 0;
  virtual Result<void> send_cue_sheet(const std::vector<CueEntry>& sheet, const WriteParameters& parameters) = 0;

  // FORMAT UNIT, and what it takes now: nothing where the disc cannot be formatted, or not any more.
  [[nodiscard]] virtual std::vector<Format> formats() const { return {}; }
  virtual Result<scsi::FlushEpoch> format(const Format&) {
    return std::unexpected(scsi::sense::cannot_format_medium_incompatible_medium);
  }
  // Whether FORMAT UNIT may say what becomes of the defect lists.
  [[nodiscard]] virtual bool keeps_defect_lists() const { return false; }
  // How many blocks such a format writes or reads to certify them: they take their time.
  [[nodiscard]] virtual base::BlockCount certified_by(const Format&) const { return {}; }

  // BLANK, and how many blocks such a blanking erases: they take their time.
  [[nodiscard]] virtual base::BlockCount blanked_by(const BlankJob&) const { return {}; }
  virtual Result<scsi::FlushEpoch> blank(const BlankJob&) {
    return std::unexpected(scsi::sense::cannot_write_medium_incompatible_format);
  }

  // A format that goes on after its command, in the time that the drive has for it; none on other media. The drive says
  // for how many blocks the time was enough, and when it is over because the disc leaves.
  [[nodiscard]] virtual std::optional<FormatProgress> background_format() const { return std::nullopt; }
  virtual void format_next(base::BlockCount) {}
  virtual void suspend_format() {}

  // Write protection that is recorded on the disc: persistent until a host takes it back. MMC-6, Write Protect feature.
  [[nodiscard]] virtual bool is_write_protected() const { return false; }
  virtual Result<scsi::FlushEpoch> set_write_protection(bool) {
    return std::unexpected(scsi::sense::cannot_write_medium_incompatible_format);
  }

  // SEND DISC STRUCTURE, Layer Boundary Information: how much of layer 0 is for user data.
  virtual Result<scsi::FlushEpoch> set_layer_boundary(base::BlockCount) {
    return std::unexpected(scsi::sense::cannot_write_medium_incompatible_format);
  }

  // May block; may run beside the others. False when the file system refused.
  virtual bool flush(scsi::FlushEpoch epoch) = 0;

  // Set by open_medium, for reopen().
  [[nodiscard]] const std::optional<Origin>& origin() const { return origin_; }
  void came_from(Origin origin) { origin_ = std::move(origin); }

 private:
  std::optional<Origin> origin_;
};

}  // namespace emulator::media

// Recording one block after the other, as CD-R, DVD-R, DVD+R and BD-R do: where the next block goes, what a close makes
// of it. Pure functions on a disc's state; a family is its rules and a store. MMC-6, the write-once models.
#pragma once

#include <cstdint>
#include <optional>

#include "emulator/media/disc_state.h"
#include "emulator/media/layout.h"
#include "emulator/media/medium.h"

namespace emulator::media {

// How a family records. Amounts are blocks.
struct SequentialRules {
  base::BlockCount capacity{};           // the address at which the last lead-out may begin
  std::int64_t ecc_block{1};             // recorded at once; shorter writes are padded with zeros
  base::BlockCount run_out{};            // at the end of a closed track, counted in it, unreadable
  base::BlockCount track_gap{};          // between two tracks of a session
  base::BlockCount first_session_gap{};  // from the lead-out of session 1 to the next session's first track
  base::BlockCount later_session_gap{};
  base::Lba
      least_first_lead_out{};  // DVD-R: where that of session 1 begins at the earliest, seen from the next session
  std::uint16_t most_tracks{99};
  std::uint16_t most_sessions{99};
  std::uint16_t most_open_tracks{16};
  bool merges_tracks{};  // closing a session makes one track of all in it
  bool is_rewritable{};  // BLANK makes room for other data
};

// Where the track begins that does not exist yet; none when an open track of unknown size, the end of the disc or a
// limit stands in the way.
[[nodiscard]] std::optional<base::Lba> next_start(const DiscState& state, const SequentialRules& rules);

// The open track whose next block goes to `address`.
[[nodiscard]] RecordedTrack* open_track_at(DiscState& state, base::Lba address);

// The last block of a track that the host may write, plus one.
[[nodiscard]] base::Lba writable_end(const RecordedTrack& track, const SequentialRules& rules);

// Where a WRITE of `range` would go: an open track, or the one that begins at next_start (null). Sense when neither.
// MMC-6, WRITE (10) command, and its table of sense by medium.
[[nodiscard]] Result<RecordedTrack*> find_target(DiscState& state, const SequentialRules& rules,
                                                 base::BlockRange range);

// A track at next_start, with its session when none is open.
RecordedTrack& open_track(DiscState& state, const SequentialRules& rules, const WriteParameters& parameters);

// An empty reserved track of `size` blocks at next_start. MMC-6, RESERVE TRACK command.
[[nodiscard]] Result<void> reserve_track(DiscState& state, const SequentialRules& rules, base::BlockCount size,
                                         const WriteParameters& parameters);

// The zeros that complete the last ECC block of a track; empty when it is complete.
[[nodiscard]] base::BlockRange padding_of(const RecordedTrack& track, const SequentialRules& rules);

// Counts blocks at a track's written end as recorded.
void note_written(DiscState& state, RecordedTrack& track, base::BlockCount count);

// What stands in the way of closing a track: an empty or unfinished reservation. MMC-6, CLOSE TRACK/SESSION command.
[[nodiscard]] Result<void> may_close(const RecordedTrack& track, const SequentialRules& rules);

// The track is padded and may be closed.
void close_track(RecordedTrack& track, const SequentialRules& rules);

// All tracks of the open session are closed.
void close_session(DiscState& state, const SequentialRules& rules);

// The track number that READ TRACK INFORMATION and CLOSE call FFh: the open one of unknown size or the invisible one.
[[nodiscard]] std::uint16_t incomplete_track_number(const DiscState& state);

// The layout that follows from the state. The families add what is theirs.
[[nodiscard]] DiscLayout describe(const DiscState& state, const SequentialRules& rules);

// READ CAPACITY: the block before the lead-out of the last complete session, LBA 0 when there is none; all that was
// formatted once a BD-R with pseudo overwrite holds a track. MMC-6, READ CAPACITY command.
[[nodiscard]] base::Lba last_readable(const DiscState& state);

}  // namespace emulator::media

#include "emulator/media/disc_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "emulator/media/disc_record.h"

namespace emulator::media {
namespace {

constexpr std::int64_t longest_log_bytes = std::int64_t{256} << 20;  // far above any disc's; a bound for hostile files

using SuperblockCopy = std::expected<Superblock, SuperblockFault>;

std::unexpected<Violation> broken(std::string invariant, std::string detail) {
  return std::unexpected(Violation{.invariant = std::move(invariant), .detail = std::move(detail)});
}

std::expected<std::array<SuperblockCopy, 2>, Violation> read_superblocks(const BackingFile& file) {
  std::array<SuperblockCopy, 2> copies{std::unexpected(SuperblockFault{}), std::unexpected(SuperblockFault{})};
  for (std::size_t i = 0; i < 2; ++i) {
    base::ByteBuffer bytes(superblock_bytes);
    if (!file.read(static_cast<std::int64_t>(i) * superblock_bytes, bytes)) {
      return broken("superblock", fmt::format("superblock {} cannot be read", i));
    }
    copies[i] = decode_superblock(bytes);
    if (!copies[i] && copies[i].error().is_newer_version) {
      return std::unexpected(Violation{"superblock", copies[i].error().detail, true});
    }
  }
  return copies;
}

std::optional<Violation> check_copies(const std::array<SuperblockCopy, 2>& copies) {
  for (std::size_t i = 0; i < 2; ++i) {
    if (copies[i] && copies[i]->generation % 2 != i) {
      return Violation{"superblock", fmt::format("superblock {} holds generation {}", i, copies[i]->generation)};
    }
  }
  if (!copies[0] && !copies[1]) {
    return Violation{"superblock", "both superblocks: " + copies[0].error().detail, false, true};
  }
  if (!copies[0] || !copies[1]) return std::nullopt;
  const bool first_is_newer = copies[0]->generation > copies[1]->generation;
  const Superblock& newer = first_is_newer ? *copies[0] : *copies[1];
  const Superblock& older = first_is_newer ? *copies[1] : *copies[0];
  if (newer.generation - older.generation != 1) {
    return Violation{"superblock", fmt::format("generations {} and {}", older.generation, newer.generation)};
  }
  if (newer.geometry != older.geometry) return Violation{"superblock", "the copies place the areas differently"};
  if (older.log_length >= newer.log_length) return Violation{"superblock", "the log became shorter"};
  return std::nullopt;
}

std::optional<Violation> check_geometry(const Superblock& superblock, std::int64_t file_size) {
  const Geometry& geometry = superblock.geometry;
  const base::BlockRange& addresses = geometry.addresses;
  if (addresses.count.value <= 0 || geometry != plan_geometry(geometry.profile, addresses)) {
    return Violation{"geometry", "the areas are not where they belong"};
  }
  if (superblock.log_length <= 0 || superblock.log_length > longest_log_bytes ||
      geometry.log_offset + superblock.log_length > file_size) {
    return Violation{"geometry", fmt::format("a log of {} bytes at {} in a file of {} bytes", superblock.log_length,
                                             geometry.log_offset, file_size)};
  }
  return std::nullopt;
}

std::optional<Violation> apply_batch(Replay& replay, const Batch& batch) {
  const auto applied = replay.apply(batch.records);
  if (applied) return std::nullopt;
  return Violation{"records", fmt::format("generation {}: {}", batch.end.generation, applied.error().detail),
                   applied.error().is_unknown_type};
}

// The batches up to the superblock's log length.
std::expected<LogEnd, Violation> replay_log(const Superblock& superblock, base::Bytes log, Replay& replay) {
  LogEnd end;
  base::Bytes left = log.first(static_cast<std::size_t>(superblock.log_length));
  while (!left.empty()) {
    const auto batch = decode_batch(end, left);
    if (!batch) return broken("log", batch.error());
    if (auto violation = apply_batch(replay, *batch)) return std::unexpected(*violation);
    end = batch->end;
    left =
        log.subspan(static_cast<std::size_t>(end.length), static_cast<std::size_t>(superblock.log_length - end.length));
  }
  if (end.generation != superblock.generation) {
    return broken("log",
                  fmt::format("the log ends with generation {} instead of {}", end.generation, superblock.generation));
  }
  return end;
}

}  // namespace

bool looks_like_disc_file(base::Bytes first_bytes) {
  return first_bytes.size() >= disc_file_magic.size() &&
         std::ranges::equal(first_bytes.first(disc_file_magic.size()), disc_file_magic);
}

std::expected<LoadedDisc, Violation> load_disc(const BackingFile& file) {
  const auto copies = read_superblocks(file);
  if (!copies) return std::unexpected(copies.error());
  if (auto violation = check_copies(*copies)) return std::unexpected(*violation);
  const bool both = (*copies)[0] && (*copies)[1];
  const bool takes_first = (*copies)[0] && (!both || (*copies)[0]->generation > (*copies)[1]->generation);
  const Superblock& superblock = takes_first ? *(*copies)[0] : *(*copies)[1];
  if (auto violation = check_geometry(superblock, file.size())) return std::unexpected(*violation);

  base::ByteBuffer log(
      static_cast<std::size_t>(std::min(file.size() - superblock.geometry.log_offset, longest_log_bytes)));
  if (!file.read(superblock.geometry.log_offset, log)) return broken("log", "the log cannot be read");
  Replay replay;
  auto end = replay_log(superblock, log, replay);
  if (!end) return std::unexpected(end.error());
  if (!both) {
    // The crash came while the superblock of the next generation was written, if that generation's batch is there.
    const auto next = decode_batch(*end, base::Bytes{log}.subspan(static_cast<std::size_t>(end->length)));
    if (!next) {
      return broken("superblock", fmt::format("superblock {}: {}", takes_first ? 1 : 0,
                                              (*copies)[takes_first ? 1 : 0].error().detail));
    }
    if (auto violation = apply_batch(replay, *next)) return std::unexpected(*violation);
    *end = next->end;
  }
  if (!replay.has_disc) return broken("records", "no disc record");
  replay.contents.profile = superblock.geometry.profile;
  return LoadedDisc{superblock.geometry, *end, !both, std::move(replay.contents)};
}

// A CD's file has room for what is recorded outside the user area: the lead-in, which an ATIP starts at -12,500 at the
// earliest, the pre-gap, and the lead-out of a first session.
Geometry plan_geometry(const DiscContents& contents) {
  constexpr base::Lba lowest_cd_address{-12'500};
  constexpr base::BlockCount longest_cd_lead_out{6'750};
  const base::Lba first = is_cd(contents.profile) ? lowest_cd_address : base::Lba{};
  const base::BlockCount beyond = is_cd(contents.profile) ? longest_cd_lead_out : base::BlockCount{};
  return plan_geometry(contents.profile, {first, base::Lba{} + contents.identity.capacity + beyond - first});
}

bool write_new_disc(BackingFile& file, const DiscContents& contents) {
  const Geometry geometry = plan_geometry(contents);

  // Two generations, so that both superblocks are there from the beginning.
  LogEnd log;
  for (const base::ByteBuffer& records : {encode_disc(contents), base::ByteBuffer{}}) {
    const base::ByteBuffer batch = encode_batch(log, records);
    if (!file.write(geometry.log_offset + log.length, batch)) return false;
    log = decode_batch(log, batch)->end;
    if (!file.write(superblock_offset(log.generation), encode_superblock({geometry, log.generation, log.length}))) {
      return false;
    }
  }
  return file.synchronize();
}

}  // namespace emulator::media

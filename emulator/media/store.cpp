#include "emulator/media/store.h"

#include <algorithm>
#include <array>
#include <utility>

#include "emulator/media/disc_record.h"

namespace emulator::media {
namespace {

// README.md, Durable step: room that a full file system cannot take away.
constexpr std::int64_t log_room_ahead = std::int64_t{32} << 10;
constexpr std::int64_t log_allocation_step = std::int64_t{256} << 10;

}  // namespace

Store::Store(std::unique_ptr<BackingFile> file, const LoadedDisc& disc)
    : file_(std::move(file)),
      geometry_(disc.geometry),
      user_data_(file_->map(geometry_.user_data_offset, geometry_.addresses.count.value * base::block_bytes)),
      newest_(disc.contents.state),
      log_(disc.log),
      needs_superblock_(disc.needs_superblock) {
  keep_log_room();
}

bool Store::write(base::Lba first, base::Bytes bytes) {
  has_new_data_ = true;
  return !is_unreliable_ && file_->write(geometry_.offset_of(first), bytes);
}

bool Store::write_zeros(base::BlockRange range) {
  static constexpr std::array<std::uint8_t, 64 * base::block_bytes> zeros{};
  while (!range.empty()) {
    const base::BlockCount part = std::min(range.count, base::BlockCount{64});
    const auto size = static_cast<std::size_t>(part.value * base::block_bytes);
    if (!write(range.first, base::Bytes{zeros}.first(size))) return false;
    range = {range.first + part, range.count - part};
  }
  return true;
}

std::expected<base::ByteBuffer, base::Lba> Store::copy(base::BlockRange range) const {
  base::ByteBuffer bytes(static_cast<std::size_t>(range.count.value * base::block_bytes));
  if (file_->read(geometry_.offset_of(range.first), bytes)) return bytes;
  const base::Lba lost = first_lost(range);
  return std::unexpected(lost == range.end() ? range.first : lost);
}

scsi::Slice Store::slice(base::BlockRange range) const {
  const auto offset = static_cast<std::size_t>(geometry_.offset_of(range.first) - geometry_.user_data_offset);
  const auto size = static_cast<std::size_t>(range.count.value * base::block_bytes);
  return {user_data_.keep, user_data_.bytes.subspan(offset, size)};
}

base::Lba Store::first_lost(base::BlockRange range) const {
  if (file_->is_there(user_data_, slice(range).bytes)) return range.end();
  constexpr base::BlockCount one{1};
  base::Lba block = range.first;
  while (block < range.end() && file_->is_there(user_data_, slice({block, one}).bytes)) block = block + one;
  return block;
}

scsi::FlushEpoch Store::begin_epoch(const DiscState& state) {
  const std::lock_guard lock{epochs_};
  base::ByteBuffer records = encode_changes(newest_, state);
  if (!records.empty() || has_new_data_) {
    pending_.push_back({++last_epoch_, std::move(records)});
    newest_ = state;
    has_new_data_ = false;
  }
  return scsi::FlushEpoch{last_epoch_};
}

bool Store::flush(scsi::FlushEpoch epoch) {
  const auto wanted = static_cast<std::uint64_t>(epoch);
  const std::lock_guard step{step_};
  const std::optional<base::ByteBuffer> records = records_up_to(wanted);
  if (!records) return true;
  if (!(records->empty() ? synchronize() : take_durable_step(*records))) return false;

  const std::lock_guard lock{epochs_};
  std::erase_if(pending_, [&](const Pending& pending) { return pending.epoch <= wanted; });
  return true;
}

// None when nothing waits for that epoch.
std::optional<base::ByteBuffer> Store::records_up_to(std::uint64_t epoch) const {
  const std::lock_guard lock{epochs_};
  if (pending_.empty() || pending_.front().epoch > epoch) return std::nullopt;
  base::ByteBuffer records;
  for (const Pending& pending : pending_) {
    if (pending.epoch <= epoch) records.insert(records.end(), pending.records.begin(), pending.records.end());
  }
  return records;
}

bool Store::take_durable_step(base::Bytes records) {
  if (file_->size() < geometry_.log_offset + log_.length) {
    is_unreliable_ = true;  // another program cut the file short: a batch after a hole would be read by nobody
    return false;
  }
  if (needs_superblock_ && !write_superblock(log_)) return false;
  needs_superblock_ = false;
  if (!synchronize()) return false;  // user data, README.md step 1

  const base::ByteBuffer batch = encode_batch(log_, records);
  const std::int64_t place = geometry_.log_offset + log_.length;
  if (!file_->write(place, batch) || !synchronize()) return false;  // step 2
  const LogEnd log = decode_batch(log_, batch)->end;

  if (!write_superblock(log)) return false;  // step 3
  log_ = log;
  keep_log_room();
  return true;
}

void Store::keep_log_room() {
  const std::int64_t end = geometry_.log_offset + log_.length;
  if (allocated_until_ >= end + log_room_ahead) return;
  file_->allocate(end, log_allocation_step);
  allocated_until_ = end + log_allocation_step;
}

bool Store::write_superblock(const LogEnd& log) {
  const Superblock superblock{geometry_, log.generation, log.length};
  if (file_->write(superblock_offset(log.generation), encode_superblock(superblock)) && synchronize()) return true;
  // Half of it may be on disk now, and then this generation counts: another batch must not take its number.
  is_unreliable_ = true;
  return false;
}

bool Store::synchronize() {
  if (is_unreliable_) return false;
  if (file_->synchronize()) return true;
  is_unreliable_ = true;
  return false;
}

}  // namespace emulator::media

// A drive for tests: a disc of 100 blocks with one data track, each block filled with its own address, and a buffer
// that WRITE BUFFER fills and READ BUFFER gives back. A test puts other answers before these.
#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "conformance/preload/scsi/drive.h"
#include "emulator/base/hex.h"

namespace conformance::preload::scsi {

class FakeDrive final : public Drive {
 public:
  static constexpr std::uint32_t blocks = 100;

  // The verbs.
  static Answer good_with(std::string_view hex) { return {.data_in = bytes_of(hex)}; }
  // CHECK CONDITION with sense data in fixed format.
  static Answer refused(std::uint8_t key, std::uint8_t asc, std::uint8_t ascq) {
    Answer answer{.status = check_condition, .sense = base::ByteBuffer(18)};
    answer.sense[0] = 0x70;
    answer.sense[2] = key;
    answer.sense[7] = 10;
    answer.sense[12] = asc;
    answer.sense[13] = ascq;
    return answer;
  }
  static Answer attention() { return refused(0x06, 0x28, 0x00); }
  static Answer no_medium() { return refused(0x02, 0x3A, 0x00); }

  // The next command with this operation code is answered so; later ones in the order of these calls.
  void next(std::uint8_t operation_code, Answer answer) {
    const std::scoped_lock lock(mutex_);
    ahead_[operation_code].push_back(std::move(answer));
  }
  // All commands with this operation code from now on.
  void always(std::uint8_t operation_code, Answer answer) {
    const std::scoped_lock lock(mutex_);
    fixed_[operation_code] = std::move(answer);
  }
  void sever() {
    const std::scoped_lock lock(mutex_);
    is_severed_ = true;
  }
  // What came since the last call, as hex.
  std::vector<std::string> take_log() {
    const std::scoped_lock lock(mutex_);
    return std::exchange(log_, {});
  }
  std::size_t count_of(std::string_view cdb) {
    const std::scoped_lock lock(mutex_);
    return static_cast<std::size_t>(std::ranges::count(log_, cdb));
  }
  Command last() {
    const std::scoped_lock lock(mutex_);
    return last_;
  }
  // The data of the last command that had some.
  base::ByteBuffer data_out() {
    const std::scoped_lock lock(mutex_);
    return data_out_;
  }
  base::ByteBuffer buffer() {
    const std::scoped_lock lock(mutex_);
    return buffer_;
  }

  Answer execute(const Command& command) override {
    const std::scoped_lock lock(mutex_);
    log_.push_back(base::format_hex(command.cdb));
    last_ = command;
    last_.data_out = {};
    if (!command.data_out.empty()) data_out_.assign(command.data_out.begin(), command.data_out.end());
    if (is_severed_) return lost(command);
    Answer answer = answer_to(command);
    if (command.direction == Direction::from_drive) {
      if (answer.data_in.size() > command.room) answer.data_in.resize(command.room);
      answer.residual = command.room - static_cast<std::uint32_t>(answer.data_in.size());
    }
    return answer;
  }
  [[nodiscard]] bool is_connected() const override {
    const std::scoped_lock lock(mutex_);
    return !is_severed_;
  }

 private:
  static base::ByteBuffer bytes_of(std::string_view hex) { return base::parse_hex(hex).value_or(base::ByteBuffer{}); }

  static Answer lost(const Command& command) {
    const std::size_t length =
        command.direction == Direction::to_drive ? command.data_out.size() : std::size_t{command.room};
    return {.host = HostStatus::no_connect, .residual = static_cast<std::uint32_t>(length)};
  }

  Answer answer_to(const Command& command) {
    const std::uint8_t code = command.cdb.front();
    if (auto& queue = ahead_[code]; !queue.empty()) {
      Answer answer = std::move(queue.front());
      queue.pop_front();
      return answer;
    }
    if (const auto found = fixed_.find(code); found != fixed_.end()) return found->second;
    return usual(command);
  }

  Answer usual(const Command& command) {
    switch (command.cdb.front()) {
      case 0x12:  // INQUIRY
        return good_with(
            "05 80 05 02 1F 00 00 00 42 55 52 4E 42 4E 43 48 46 41 4B 45 20 44 52 49 56 45 20 20 20 20 20 20"
            "31 2E 30 30");
      case 0x25:  // READ CAPACITY
        return good_with("00 00 00 63 00 00 08 00");
      case 0x28:  // READ (10)
        return read(command.cdb);
      case 0x3B:  // WRITE BUFFER
        buffer_.assign(command.data_out.begin(), command.data_out.end());
        return {};
      case 0x3C:  // READ BUFFER
        return {.data_in = buffer_};
      case 0x43:  // READ TOC/PMA/ATIP
        return toc(command.cdb);
      case 0x4A:  // GET EVENT STATUS NOTIFICATION: no event, medium present
        return good_with("00 06 04 14 00 02 00 00");
      case 0x5A:  // MODE SENSE (10), page 2Ah: a writer of everything with a tray
        return good_with("00 1C 00 00 00 00 00 00 2A 14 3F 37 F3 F3 29 23 10 8A 01 00 08 00 10 8A 00 00 10 8A 00 00");
      default:
        return {};
    }
  }

  static Answer read(const base::ByteBuffer& cdb) {
    const auto first = static_cast<std::uint32_t>(cdb[2] << 24 | cdb[3] << 16 | cdb[4] << 8 | cdb[5]);
    const auto count = static_cast<std::uint32_t>(cdb[7] << 8 | cdb[8]);
    if (first + count > blocks) return refused(0x05, 0x21, 0x00);
    Answer answer;
    for (std::uint32_t block = first; block < first + count; ++block) {
      answer.data_in.insert(answer.data_in.end(), 2048, static_cast<std::uint8_t>(block));
    }
    return answer;
  }

  // One session, track 1 with data at 0, the lead-out at 100 (00:03:25).
  static Answer toc(const base::ByteBuffer& cdb) {
    const bool in_minutes = (cdb[1] & 0x02) != 0;
    // The format stands in byte 2 or, as SFF 8020i has it, in the control byte.
    if ((cdb[2] & 0x0F) == 1 || cdb[9] >> 6 == 1) return good_with("00 0A 01 01 00 14 01 00 00 00 00 00");
    if (cdb[6] == 0xAA)
      return good_with(in_minutes ? "00 0A 01 01 00 14 AA 00 00 00 03 19" : "00 0A 01 01 00 14 AA 00 00 00 00 64");
    return good_with(in_minutes ? "00 12 01 01 00 14 01 00 00 00 02 00" : "00 12 01 01 00 14 01 00 00 00 00 00");
  }

  mutable std::mutex mutex_;
  std::map<std::uint8_t, std::deque<Answer>> ahead_;
  std::map<std::uint8_t, Answer> fixed_;
  std::vector<std::string> log_;
  Command last_;
  base::ByteBuffer data_out_;
  base::ByteBuffer buffer_;
  bool is_severed_{};
};

}  // namespace conformance::preload::scsi

// For tests: a drive with one medium, at the transport's edge. It reads commands by their bytes alone, knows
// no layout of the driver, and can fail at its n-th command. The truth about its disc stands in public members.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "driver/burn/plan.h"
#include "driver/transport/transport.h"

namespace driver::burn::testing {

enum class Fault : std::uint8_t {
  refused,      // HARDWARE ERROR, not executed
  lost_before,  // the connection ends, not executed
  lost_after,   // the connection ends, executed
  reset,        // UNIT ATTENTION, power on; not executed, and what was cached is gone
};

class SimulatedDrive final : public transport::Transport {
 public:
  explicit SimulatedDrive(std::uint16_t profile) : profile_(profile) {}

  // The truth.
  DiscState state{DiscState::unchanged};
  std::vector<std::uint8_t> disc;     // user data from address 0
  std::vector<std::string> commands;  // names of what came, in order
  bool is_locked{};
  std::int64_t next{};      // next writable address of the track
  std::int64_t writes{};    // blocks taken
  bool is_formatted{true};  // of a medium that is overwritten

  // Knobs.
  std::optional<std::size_t> fail_at;
  Fault fault{Fault::refused};
  int long_writes{};  // so many WRITEs are first answered by 2/04/08
  std::optional<std::int64_t> spoiled_block;
  std::optional<std::int64_t> named;  // by READ TRACK INFORMATION instead of `next`

  std::expected<void, transport::TransportError> submit(const transport::Command& command) override {
    if (is_gone_) return lost();
    const bool fails = fail_at && commands.size() == *fail_at;
    if (fails && fault == Fault::lost_before) {
      commands.emplace_back("lost");
      is_gone_ = true;
      return lost();
    }
    answer_ = fails ? faulty(command) : execute(command);
    if (fails && fault == Fault::lost_after) is_gone_ = true;
    return {};
  }

  std::expected<transport::Completion, transport::TransportError> wait() override {
    if (is_gone_) return std::unexpected(lost().error());
    return answer_;
  }

  [[nodiscard]] std::size_t largest_transfer() const override { return 64UL * 1024; }
  [[nodiscard]] std::string description() const override { return "simulated"; }

 private:
  using Completion = transport::Completion;

  static std::expected<void, transport::TransportError> lost() {
    return std::unexpected(transport::TransportError{transport::TransportError::Kind::lost, "the connection ended"});
  }

  static Completion check(std::uint8_t key, std::uint8_t code, std::uint8_t qualifier) {
    return {.status = 2, .sense = {0x70, 0, key, 0, 0, 0, 0, 10, 0, 0, 0, 0, code, qualifier, 0, 0, 0, 0}};
  }

  Completion faulty(const transport::Command& command) {
    if (fault == Fault::lost_after) return execute(command);
    commands.emplace_back("failed");
    return fault == Fault::reset ? check(6, 0x29, 0) : check(4, 0x44, 0);
  }

  Completion execute(const transport::Command& command) {
    const auto& cdb = command.cdb;
    switch (cdb[0]) {
      case 0x00:
        return note("TEST UNIT READY");
      case 0x04:
        return format(command.data_out);
      case 0x1E:
        return is_locked = cdb[4] == 1, note(is_locked ? "PREVENT" : "ALLOW");
      case 0x28:
        return read(cdb);
      case 0x2A:
        return write(cdb, command.data_out);
      case 0x35:
        return synchronize();
      case 0x52:
        return track_information();
      case 0x54:
        return note("SEND OPC");
      case 0x55:
        return mode_select(command.data_out);
      case 0x5A:
        return mode_sense();
      case 0x5B:
        return close(cdb[2]);
      case 0x5D:
        return cue_sheet(command.data_out);
      case 0xB6:
        return note("SET STREAMING");
      case 0xBB:
        return note("SET CD SPEED");
      default:
        break;
    }
    commands.emplace_back("unknown");
    return check(5, 0x20, 0);
  }

  Completion note(std::string name) {
    commands.push_back(std::move(name));
    return {};
  }

  static std::int64_t number(const std::vector<std::uint8_t>& bytes, std::size_t at, std::size_t width) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < width; ++i) value = value << 8 | bytes[at + i];
    return width == 4 ? static_cast<std::int32_t>(value) : static_cast<std::int64_t>(value);
  }

  [[nodiscard]] bool is_overwritable() const { return profile_ == 0x12 || needs_closing() || profile_ == 0x43; }
  // Overwritten media of which a border is closed.
  [[nodiscard]] bool needs_closing() const { return profile_ == 0x13 || profile_ == 0x1A; }

  Completion format(base::Bytes list) {
    commands.emplace_back("FORMAT UNIT");
    if (list.size() != 12 || !is_overwritable()) return check(5, 0x26, 0);
    is_formatted = true;
    const bool grows = list[8] >> 2 == 0x13;  // what the disc holds stays
    if (!grows) state = DiscState::formatted;
    return {};
  }

  Completion write(const std::vector<std::uint8_t>& cdb, base::Bytes data) {
    commands.emplace_back("WRITE");
    if (is_overwritable() && !is_formatted) return check(5, 0x30, 0x10);
    if (long_writes > 0) return --long_writes, check(2, 0x04, 0x08);
    const std::int64_t count = number(cdb, 7, 2);
    if (number(cdb, 2, 4) != next || state > DiscState::track_begun) return check(5, 0x21, 0x02);
    if (static_cast<std::int64_t>(data.size()) != count * 2048) return check(5, 0x24, 0);
    if (is_session_at_once_ && cue_end_ == 0) return check(5, 0x2C, 0);
    // The pre-gap lies below address 0 and holds nothing.
    const auto skipped = static_cast<std::size_t>(std::clamp<std::int64_t>(-next, 0, count) * 2048);
    disc.insert(disc.end(), data.begin() + static_cast<std::ptrdiff_t>(skipped), data.end());
    next += count;
    writes += count;
    state = DiscState::track_begun;
    return {};
  }

  Completion synchronize() {
    commands.emplace_back("SYNCHRONIZE CACHE");
    if (state != DiscState::track_begun) return {};
    const bool is_cd = profile_ == 0x0009;
    const bool is_done = is_overwritable() && !needs_closing();
    state = is_done ? DiscState::session_closed : is_cd ? DiscState::track_closed : DiscState::track_written;
    if (is_session_at_once_ && next == cue_end_) {
      state = next_session_ ? DiscState::session_closed : DiscState::disc_closed;
    }
    return {};
  }

  Completion close(std::uint8_t function) {
    commands.push_back(function == 1 ? "CLOSE TRACK" : function == 2 ? "CLOSE SESSION" : "FINALIZE");
    if (function == 1) {
      if (state != DiscState::track_written) return check(5, 0x24, 0);
      return state = DiscState::track_closed, Completion{};
    }
    if (needs_closing() && state == DiscState::track_written) return state = DiscState::session_closed, Completion{};
    if (state != DiscState::track_closed) return check(5, 0x72, 0x03);
    const bool page_decides = profile_ == 0x0009 || profile_ == 0x0011 || profile_ == 0x0014;
    const bool ends_disc = function == 6 || (page_decides && !next_session_);
    return state = ends_disc ? DiscState::disc_closed : DiscState::session_closed, Completion{};
  }

  Completion mode_sense() {
    commands.emplace_back("MODE SENSE");
    Completion reply{.data_in = {0, 58, 0, 0, 0, 0, 0, 0, 5, 50}};
    reply.data_in.resize(60);
    return reply;
  }

  Completion mode_select(base::Bytes list) {
    is_session_at_once_ = (list[10] & 15) == 2;
    next_session_ = list[11] >> 6 == 3;
    if (is_session_at_once_ && writes == 0) next = -150;
    return note("MODE SELECT");
  }

  Completion cue_sheet(base::Bytes sheet) {
    const base::Bytes lead_out = sheet.last(8);
    cue_end_ = (lead_out[5] * 60 + lead_out[6]) * 75 + lead_out[7] - 150;
    return note("SEND CUE SHEET");
  }

  Completion track_information() {
    commands.emplace_back("READ TRACK INFORMATION");
    Completion reply{.data_in = std::vector<std::uint8_t>(36)};
    auto& bytes = reply.data_in;
    bytes[1] = 34, bytes[2] = 1, bytes[3] = 1, bytes[5] = 4, bytes[6] = 0x4F, bytes[7] = 1;
    for (int i = 0; i < 4; ++i) bytes[12 + i] = static_cast<std::uint8_t>(named.value_or(next) >> (24 - 8 * i));
    return reply;
  }

  Completion read(const std::vector<std::uint8_t>& cdb) {
    commands.emplace_back("READ");
    const std::int64_t first = number(cdb, 2, 4);
    const std::int64_t count = number(cdb, 7, 2);
    if (static_cast<std::size_t>((first + count) * 2048) > disc.size()) return check(5, 0x21, 0);
    Completion reply{.data_in = {disc.begin() + first * 2048, disc.begin() + (first + count) * 2048}};
    if (spoiled_block && *spoiled_block >= first && *spoiled_block < first + count) {
      reply.data_in[static_cast<std::size_t>((*spoiled_block - first) * 2048)] ^= 1;
    }
    return reply;
  }

  std::uint16_t profile_;
  bool is_session_at_once_{};
  bool next_session_{};
  std::int64_t cue_end_{};
  bool is_gone_{};
  Completion answer_;
};

}  // namespace driver::burn::testing

// For tests: what a drive's replies say of the state of its disc, some bytes each.
#pragma once

#include <string>
#include <string_view>

#include "emulator/mmc/burn_bench_for_test.h"

namespace emulator::mmc {

class DiscStates : public BurnTest {
 protected:
  // Some bytes of a reply, or the sense.
  std::string part(std::string_view cdb, std::size_t first, std::size_t count) {
    const std::string outcome = bench_->outcome(cdb);
    return outcome == "GOOD" ? bench_->data(cdb).substr(first * 3, count * 3 - 1) : outcome;
  }
  // Status; first track of all, sessions, first and last track of the last session.
  std::string disc() { return part("51 00 00 00 00 00 00 00 22 00", 2, 5); }
  std::string last_lead_out() { return part("51 00 00 00 00 00 00 00 22 00", 20, 4); }
  std::string last_block() { return part("25 00 00 00 00 00 00 00 00 00", 0, 4); }
  // RT, blank, packet, FP and data mode; then whether NWA and the last address count.
  std::string flags(std::string_view track) { return track_part(track, 6, 2); }
  std::string start(std::string_view track) { return track_part(track, 8, 4); }
  std::string next_writable(std::string_view track) { return track_part(track, 12, 4); }
  std::string free_blocks(std::string_view track) { return track_part(track, 16, 4); }
  std::string size(std::string_view track) { return track_part(track, 24, 4); }
  std::string last_recorded(std::string_view track) { return track_part(track, 28, 4); }
  std::string lead_out() { return part("43 00 00 00 00 00 AA 00 14 00", 8, 4); }
  std::string last_session() { return part("43 00 01 00 00 00 00 00 0C 00", 6, 6); }      // first track and its address
  std::string current_capacity() { return part("23 00 00 00 00 00 00 00 0C 00", 4, 5); }  // and the descriptor type
  std::string profile() { return part("46 02 00 00 00 00 00 00 08 00", 6, 2); }
  // "current", "listed" or "absent".
  std::string feature(const std::string& code) {
    const std::string reply = bench_->data("46 02 00 " + code + " 00 00 00 00 10 00");
    constexpr std::size_t flags = 10 * 3;
    if (reply.size() < flags) return "absent";
    const bool is_current = std::stoi(reply.substr(flags, 2), nullptr, 16) % 2 == 1;
    return is_current ? "current" : "listed";
  }
  std::string close(std::uint8_t function, std::uint8_t track = 0) {
    return bench_->outcome(base::format_hex(base::ByteBuffer{0x5B, 0, function, 0, 0, track, 0, 0, 0, 0}));
  }

 private:
  std::string track_part(std::string_view track, std::size_t first, std::size_t count) {
    return part("52 01 00 00 00 " + std::string(track) + " 00 00 24 00", first, count);
  }
};

}  // namespace emulator::mmc

#include "conformance/replay/drive_role.h"

#include <algorithm>

#include "conformance/link/commands.h"
#include "conformance/link/sense.h"
#include "conformance/replay/compare.h"
#include "conformance/replay/passing.h"
#include "conformance/trace/payload.h"
#include "emulator/base/hex.h"

namespace conformance::replay {
namespace {

using namespace base::literals;

// ILLEGAL REQUEST, COMMAND SEQUENCE ERROR: no host takes it for a state that passes.
link::Answer sequence_error() {
  constexpr auto sense = "70 00 05 00 00 00 00 0A 00 00 00 00 2C 00 00 00 00 00"_hex;
  return {.status = link::status_check_condition, .sense = {sense.begin(), sense.end()}, .data_in = {}};
}

// What noise is answered that the trace has never answered: ready, no sense, no event.
link::Answer quiet_answer(base::Bytes cdb) {
  constexpr std::uint8_t request_sense = 0x03;
  constexpr std::uint8_t get_event_status_notification = 0x4A;
  constexpr auto no_sense = "70 00 00 00 00 00 00 0A 00 00 00 00 00 00 00 00 00 00"_hex;
  constexpr auto no_event = "00 02 80 00"_hex;  // NEA: no class that was asked for is supported
  link::Answer answer;
  if (cdb[0] == request_sense) answer.data_in.assign(no_sense.begin(), no_sense.end());
  if (cdb[0] == get_event_status_notification) answer.data_in.assign(no_event.begin(), no_event.end());
  return answer;
}

// Equal, apart from the zeros with which a transport fills a CDB up to 16 bytes.
bool is_cdb(base::Bytes recorded, base::Bytes came) {
  if (came.size() < recorded.size() || !std::ranges::equal(recorded, came.first(recorded.size()))) return false;
  return std::ranges::all_of(came.subspan(recorded.size()), [](std::uint8_t byte) { return byte == 0; });
}

// The bytes to compare with a recorded CDB: as long as it, longer where more than filling came.
base::Bytes cut(base::Bytes came, std::size_t size) {
  while (came.size() > size && came.back() == 0) came = came.first(came.size() - 1);
  return came;
}

}  // namespace

link::Answer DriveRole::answer(const HostCommand& command) {
  if (command.cdb.empty() || has_failed()) return sequence_error();
  if (auto read = upcoming_.look_ahead(); !read) {
    error_ = read.error();
    return sequence_error();
  }
  return link::is_noise(command.cdb) ? answer_noise(command.cdb) : answer_judged(command);
}

link::Answer DriveRole::answer_noise(base::Bytes cdb) {
  auto& noise = upcoming_.noise();
  const auto is_asked = [&](const NumberedExchange& entry) { return is_cdb(entry.exchange.cdb, cdb); };
  auto next = std::ranges::find_if(noise, is_asked);
  while (waiting_ == Waiting::cut_short && next != noise.end() && link::is_busy(as_answer(next->exchange))) {
    const auto later = std::find_if(next + 1, noise.end(), is_asked);
    if (later == noise.end()) break;
    next = later;
  }
  const base::ByteBuffer key(cdb.begin(), cdb.end());
  if (next == noise.end()) {
    const auto last = last_noise_.find(key);
    return last != last_noise_.end() ? last->second : quiet_answer(cdb);
  }
  ++judged_;
  passed_over_ += static_cast<std::uint64_t>(next - noise.begin());
  const trace::Exchange exchange = std::move(next->exchange);
  noise.erase(noise.begin(), next + 1);
  link::Answer answer = give(exchange);
  // A unit attention is told once; what follows it in the trace is what a repeat hears.
  if (!link::is_unit_attention(answer)) last_noise_[key] = answer;
  return answer;
}

link::Answer DriveRole::answer_judged(const HostCommand& command) {
  passed_over_ += upcoming_.noise().size();
  upcoming_.noise().clear();
  if (upcoming_.judged() == nullptr) {
    difference_ = Difference{upcoming_.count() + 1,
                             link::command_text(cut(command.cdb, link::cdb_length(command.cdb[0]))),
                             "order",
                             "command",
                             "nothing: the trace has ended",
                             "this command"};
    return sequence_error();
  }
  const NumberedExchange expected = upcoming_.take_judged();
  difference_ = compare(command, expected);
  if (has_failed()) return sequence_error();
  ++judged_;
  return give(expected.exchange);
}

std::optional<Difference> DriveRole::compare(const HostCommand& command, const NumberedExchange& expected) {
  const trace::Exchange& exchange = expected.exchange;
  if (!is_cdb(exchange.cdb, command.cdb)) {
    const base::Bytes came = cut(command.cdb, exchange.cdb.size());
    if (came[0] != exchange.cdb[0]) {
      return difference_at(expected, "order",
                           {"command", link::command_text(exchange.cdb),
                            link::command_text(cut(command.cdb, link::cdb_length(came[0])))});
    }
    auto named = compare_bytes(sheets_, DataPart::cdb, exchange.cdb, exchange.cdb, came);
    return difference_at(
        expected, "cdb",
        std::move(named).value_or(Named{"cdb", base::format_hex(exchange.cdb), base::format_hex(came)}));
  }
  const std::filesystem::path folder = upcoming_.folder();
  auto named = compare_data(sheets_, DataPart::data_out, exchange.cdb, {exchange.out, folder}, command.data_out);
  if (!named) {
    error_ = named.error();
    return std::nullopt;
  }
  if (*named) return difference_at(expected, "data-out", **std::move(named));
  const auto [known, is_new] = nexuses_.emplace(command.nexus, exchange.nexus);
  if (!is_new && known->second != exchange.nexus) {
    return difference_at(expected, "nexus", {"nexus", std::to_string(exchange.nexus), std::to_string(known->second)});
  }
  return std::nullopt;
}

std::expected<link::Answer, trace::TraceError> DriveRole::recorded(const trace::Exchange& exchange) const {
  link::Answer answer{.status = exchange.status, .sense = exchange.sense, .data_in = {}};
  if (!exchange.in) return answer;
  auto bytes = trace::load(*exchange.in, upcoming_.folder());
  if (!bytes) return std::unexpected(bytes.error());
  answer.data_in = *std::move(bytes);
  return answer;
}

link::Answer DriveRole::give(const trace::Exchange& exchange) {
  auto answer = recorded(exchange);
  if (answer) return *std::move(answer);
  error_ = answer.error();
  return sequence_error();
}

std::expected<ReplayResult, ReplayError> DriveRole::finish() {
  if (auto read = upcoming_.look_ahead(); !read && !error_) error_ = read.error();
  if (error_) return std::unexpected(ReplayError{ReplayError::Kind::bad_trace, error_->text});
  if (!difference_ && upcoming_.judged() != nullptr) {
    difference_ = difference_at(*upcoming_.judged(), "order", {"command", "this command", "nothing more"});
  }
  ReplayResult result = difference_ ? failed(*difference_) : ReplayResult{};
  result.judged = judged_;
  result.passed_over = passed_over_ + upcoming_.noise().size();
  result.exchanges = upcoming_.count();
  return result;
}

}  // namespace conformance::replay

#include "conformance/replay/host_role.h"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <variant>

#include "conformance/link/commands.h"
#include "conformance/link/identity.h"
#include "conformance/link/link.h"
#include "conformance/link/sense.h"
#include "conformance/replay/compare.h"
#include "conformance/replay/passing.h"
#include "conformance/replay/upcoming.h"
#include "conformance/trace/data_check.h"
#include "conformance/trace/payload.h"

namespace conformance::replay {
namespace {

constexpr int unit_attention_limit = 16;  // assumed: more in a row than any drive queues
constexpr int stale_event_limit = 16;     // assumed: more than any drive queues for one host

// The progress of an operation differs from run to run: SPC-4, Fixed format sense data, sense key specific bytes. In
// the answer to REQUEST SENSE they stand in the data.
const std::vector<trace::Mask> progress_masks{{trace::Part::sense, 15, 3, "progress"},
                                              {trace::Part::in, 15, 3, "progress"}};

std::string situation_text(const trace::Precondition& situation) {
  return fmt::format("profile {:04X}h ({}), disc {}", situation.profile, situation.medium.value_or("no medium"),
                     trace::name_of(situation.state));
}

class HostRole {
 public:
  HostRole(Upcoming upcoming, link::Target& target, const Sheets& sheets, const HostOptions& options)
      : upcoming_(std::move(upcoming)), target_(target), sheets_(sheets), options_(options) {}

  std::expected<ReplayResult, ReplayError> run(std::uint64_t exchanges) {
    Stop stop = play_all();
    if (auto* error = std::get_if<ReplayError>(&stop)) return std::unexpected(std::move(*error));
    auto& result = std::get<ReplayResult>(stop);
    result.exchanges = exchanges;
    result.judged = judged_;
    result.passed_over = passed_over_;
    return concluded(std::move(result));
  }

 private:
  using Stop = std::variant<ReplayResult, ReplayError>;  // why the replay ends; most functions give one or nothing

  Stop play_all();
  std::optional<Stop> check_precondition();
  std::optional<Stop> play_noise(const NumberedExchange& next);
  std::optional<Stop> play_judged(const NumberedExchange& next);
  std::optional<Stop> judge(const NumberedExchange& next, const link::Answer& answer,
                            std::span<const trace::Mask> masks = {});
  // Unit attentions that the trace does not show are taken on the way.
  std::expected<link::Answer, Stop> send(const NumberedExchange& next);
  std::expected<link::Link*, Stop> link_of(std::uint32_t nexus);
  static Stop stop_for(const link::LinkError& error);
  static Stop bad_trace(const trace::TraceError& error) {
    return ReplayError{ReplayError::Kind::bad_trace, error.text};
  }

  Upcoming upcoming_;
  link::Target& target_;
  const Sheets& sheets_;
  const HostOptions& options_;
  std::map<std::uint32_t, std::unique_ptr<link::Link>> links_;
  std::uint64_t judged_{};
  std::uint64_t passed_over_{};
};

HostRole::Stop HostRole::play_all() {
  if (auto stop = check_precondition()) return *std::move(stop);
  while (true) {
    if (auto read = upcoming_.look_ahead(); !read) return bad_trace(read.error());
    while (!upcoming_.noise().empty()) {
      const NumberedExchange next = std::move(upcoming_.noise().front());
      upcoming_.noise().pop_front();
      if (auto stop = play_noise(next)) return *std::move(stop);
    }
    if (upcoming_.judged() == nullptr) return ReplayResult{};
    const NumberedExchange next = upcoming_.take_judged();
    if (auto read = upcoming_.look_ahead(); !read) return bad_trace(read.error());
    const NumberedExchange* following = upcoming_.judged();
    const bool is_repeated = following != nullptr && is_same_command(next.exchange, following->exchange);
    if (is_repeated && is_passing(as_answer(next.exchange))) {
      ++passed_over_;
    } else if (auto stop = play_judged(next)) {
      return *std::move(stop);
    }
  }
}

std::optional<HostRole::Stop> HostRole::check_precondition() {
  auto link = link_of(0);
  if (!link) return link.error();
  const auto identity = link::identify(**link, options_.patience);
  if (!identity) return stop_for(identity.error());
  const trace::Precondition& wanted = upcoming_.header().precondition;
  const trace::Precondition& found = identity->situation;
  if (wanted.profile == found.profile && wanted.state == found.state) return std::nullopt;
  ReplayResult broken;
  broken.verdict = ReplayResult::Verdict::broken;
  broken.reason = fmt::format("the trace begins with {}, the drive has {}; put such a disc in", situation_text(wanted),
                              situation_text(found));
  return broken;
}

std::optional<HostRole::Stop> HostRole::play_noise(const NumberedExchange& next) {
  const link::Answer recorded = as_answer(next.exchange);
  if (link::is_unit_attention(recorded)) {
    ++passed_over_;
    return std::nullopt;
  }
  constexpr std::uint8_t get_event_status_notification = 0x4A;
  const bool has_queue = next.exchange.cdb.front() == get_event_status_notification;
  int looks = has_queue ? stale_event_limit : options_.patience.looks();
  while (true) {
    auto answer = send(next);
    if (!answer) return answer.error();
    const bool is_busy = link::is_busy(*answer);
    if (link::is_busy(recorded)) {
      if (is_busy) return judge(next, *answer, progress_masks);
      ++passed_over_;
      return std::nullopt;
    }
    auto difference = compare_answer(sheets_, next, upcoming_.folder(), *answer);
    if (!difference) return bad_trace(difference.error());
    if (!*difference || (!is_busy && !has_queue) || --looks <= 0) return judge(next, *answer);
    if (is_busy) options_.patience.wait(options_.patience.pause);
  }
}

std::optional<HostRole::Stop> HostRole::play_judged(const NumberedExchange& next) {
  int looks = options_.patience.looks();
  while (true) {
    auto answer = send(next);
    if (!answer) return answer.error();
    if (!link::is_busy(*answer) || link::is_busy(as_answer(next.exchange)) || --looks <= 0) {
      return judge(next, *answer);
    }
    options_.patience.wait(options_.patience.pause);
  }
}

std::optional<HostRole::Stop> HostRole::judge(const NumberedExchange& next, const link::Answer& answer,
                                              std::span<const trace::Mask> masks) {
  auto difference = compare_answer(sheets_, next, upcoming_.folder(), answer, masks);
  if (!difference) return bad_trace(difference.error());
  if (*difference) return failed(**std::move(difference));
  ++judged_;
  return std::nullopt;
}

std::expected<link::Answer, HostRole::Stop> HostRole::send(const NumberedExchange& next) {
  auto link = link_of(next.exchange.nexus);
  if (!link) return std::unexpected(link.error());
  link::Command command{
      .cdb = next.exchange.cdb, .expected = next.exchange.expected, .timeout = options_.command_timeout};
  base::ByteBuffer data_out;
  if (next.exchange.out) {
    auto bytes = trace::load(*next.exchange.out, upcoming_.folder());
    if (!bytes) return std::unexpected(bad_trace(bytes.error()));
    data_out = *std::move(bytes);
    command.data_out = data_out;
    command.expected = 0;
  }
  const bool shows_attention = link::is_unit_attention(as_answer(next.exchange));
  for (int taken = 0;; ++taken) {
    auto answer = (*link)->exchange(command);
    if (answer && link::is_unit_attention(*answer) && !shows_attention && taken < unit_attention_limit) continue;
    if (answer) return *std::move(answer);
    const link::LinkError& error = answer.error();
    if (error.kind == link::LinkError::Kind::unreachable || error.kind == link::LinkError::Kind::lost) {
      return std::unexpected(stop_for(error));
    }
    // A drive that is silent, or breaks its transport's rules, has answered wrongly.
    const std::string expected = link::outcome_text(next.exchange.status, next.exchange.sense);
    return std::unexpected(failed(difference_at(next, "status", {"status", expected, error.text})));
  }
}

std::expected<link::Link*, HostRole::Stop> HostRole::link_of(std::uint32_t nexus) {
  std::unique_ptr<link::Link>& link = links_[nexus];
  if (link == nullptr) {
    auto opened = target_.open();
    if (!opened) return std::unexpected(stop_for(opened.error()));
    link = *std::move(opened);
    if (auto settled = link::settle(*link, options_.patience); !settled)
      return std::unexpected(stop_for(settled.error()));
  }
  return link.get();
}

HostRole::Stop HostRole::stop_for(const link::LinkError& error) {
  return ReplayError{ReplayError::Kind::target_lost, link::told(error)};
}

}  // namespace

std::expected<ReplayResult, ReplayError> replay_as_host(const std::filesystem::path& trace, link::Target& target,
                                                        const Sheets& sheets, const HostOptions& options) {
  const auto bad = [](const trace::TraceError& error) {
    return std::unexpected(ReplayError{ReplayError::Kind::bad_trace, error.text});
  };
  const auto checked = trace::check_with_data(trace);
  if (!checked) return bad(checked.error());
  auto reader = trace::Reader::open(trace);
  if (!reader) return bad(reader.error());
  return HostRole(Upcoming(*std::move(reader)), target, sheets, options).run(checked->exchanges);
}

}  // namespace conformance::replay

// Plays the drive of a trace for a host program and judges the host's commands. conformance/trace/README.md, Replay,
// says what is held to order and bytes and what is not. This is the judgement alone; who carries commands to it is
// another's affair.
#pragma once

#include <map>

#include "conformance/link/link.h"
#include "conformance/replay/result.h"
#include "conformance/replay/upcoming.h"

namespace conformance::replay {

// How recorded waiting is played: as it was, or, to lose no time, only its end.
enum class Waiting : std::uint8_t { as_recorded, cut_short };

class DriveRole {
 public:
  DriveRole(trace::Reader reader, const Sheets& sheets, Waiting waiting = Waiting::as_recorded)
      : upcoming_(std::move(reader)), sheets_(sheets), waiting_(waiting) {}

  struct HostCommand {
    std::uint32_t nexus{};  // as the transport numbers initiators
    base::Bytes cdb;        // as it came: 16 bytes, padded with zeros, or shorter
    base::Bytes data_out;
  };
  // The recorded answer. After the first wrong command every further one is refused with COMMAND SEQUENCE ERROR.
  [[nodiscard]] link::Answer answer(const HostCommand& command);

  // Whether a wrong command has come, or the trace turned out to be unusable.
  [[nodiscard]] bool has_failed() const { return difference_ || error_; }
  // The judgement when the host has ended: what it did not send counts too.
  [[nodiscard]] std::expected<ReplayResult, ReplayError> finish();

 private:
  link::Answer answer_noise(base::Bytes cdb);
  link::Answer answer_judged(const HostCommand& command);
  // The first difference of the command from `expected`.
  std::optional<Difference> compare(const HostCommand& command, const NumberedExchange& expected);
  [[nodiscard]] std::expected<link::Answer, trace::TraceError> recorded(const trace::Exchange& exchange) const;
  link::Answer give(const trace::Exchange& exchange);

  Upcoming upcoming_;
  const Sheets& sheets_;
  Waiting waiting_;
  std::map<base::ByteBuffer, link::Answer> last_noise_;  // by CDB
  std::map<std::uint32_t, std::uint32_t> nexuses_;       // the transport's number to the trace's
  std::optional<Difference> difference_;
  std::optional<trace::TraceError> error_;
  std::uint64_t judged_{};
  std::uint64_t passed_over_{};
};

}  // namespace conformance::replay

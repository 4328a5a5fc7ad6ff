#include "conformance/replay/passing.h"

#include "conformance/link/sense.h"

namespace conformance::replay {

link::Answer as_answer(const trace::Exchange& exchange) {
  constexpr std::uint8_t request_sense = 0x03;
  const auto* hex = exchange.in ? std::get_if<trace::HexPayload>(&*exchange.in) : nullptr;
  if (exchange.cdb.front() != request_sense || hex == nullptr) {
    return {.status = exchange.status, .sense = exchange.sense, .data_in = {}};
  }
  return {.status = link::status_check_condition, .sense = hex->bytes, .data_in = {}};
}

bool is_passing(const link::Answer& answer) { return link::is_unit_attention(answer) || link::is_busy(answer); }

bool is_same_command(const trace::Exchange& one, const trace::Exchange& other) {
  return one.nexus == other.nexus && one.cdb == other.cdb && one.out == other.out;
}

}  // namespace conformance::replay

// Text in the full feature phase: SendTargets, and an exchange that takes more than one PDU. RFC 7143, Text Request;
// SendTargets Operation.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/bytes.h"

namespace emulator::iscsi {

struct Catalogue {
  std::vector<std::string> targets;  // which may be told
  std::string address;               // "127.0.0.1:3260"
};

// What SendTargets=`value` is answered. An unknown name is answered with nothing.
[[nodiscard]] base::ByteBuffer send_targets(const Catalogue& catalogue, std::string_view value);

// A text exchange that goes over several PDUs. One at a time; a new one takes its place.
struct TextExchange {
  std::uint32_t target_transfer_tag{};
  base::ByteBuffer request;
  std::optional<base::ByteBuffer> answer;  // what of it has not been sent
};

// What SendTargets alone in a normal session tells: the session's own target.
struct TextRules {
  Catalogue catalogue;
  std::uint32_t own_max_recv_data_segment_length{};
};

// The answer to a complete text request and, when the initiator declared one, its new MaxRecvDataSegmentLength.
struct TextAnswer {
  base::ByteBuffer text;
  std::optional<std::uint32_t> initiator_max_recv_data_segment_length;
};
enum class TextRefusal : std::uint8_t { malformed, not_offered };
[[nodiscard]] std::expected<TextAnswer, TextRefusal> answer_text(base::Bytes request, const TextRules& rules);

}  // namespace emulator::iscsi

#include "emulator/iscsi/discovery.h"

#include <fmt/format.h>

#include <algorithm>

#include "emulator/iscsi/login.h"
#include "emulator/iscsi/text_keys.h"

namespace emulator::iscsi {

base::ByteBuffer send_targets(const Catalogue& catalogue, std::string_view value) {
  base::ByteBuffer answer;
  for (const std::string& target : catalogue.targets) {
    if (value != "All" && !value.empty() && value != target) continue;
    append_pair(answer, "TargetName", target);
    // With the portal group tag, which RFC 7143 leaves open here and some initiators want.
    append_pair(answer, "TargetAddress", fmt::format("{},{}", catalogue.address, portal_group_tag));
  }
  return answer;
}

std::expected<TextAnswer, TextRefusal> answer_text(base::Bytes request, const TextRules& rules) {
  const auto pairs = parse_text(request);
  if (!pairs) return std::unexpected(TextRefusal::malformed);
  TextAnswer answer;
  for (const KeyValue& pair : *pairs) {
    // A key is negotiated once; and a repeated SendTargets would make the answer as long as the initiator likes.
    if (std::ranges::count(*pairs, pair.key, &KeyValue::key) > 1) return std::unexpected(TextRefusal::malformed);
    if (pair.key == "SendTargets") {
      if (pair.value != "All" && !pair.value.empty() && !is_iscsi_name(pair.value)) {
        return std::unexpected(TextRefusal::not_offered);
      }
      const base::ByteBuffer targets = send_targets(rules.catalogue, pair.value);
      answer.text.insert(answer.text.end(), targets.begin(), targets.end());
    } else if (pair.key == "MaxRecvDataSegmentLength") {
      const auto bytes = parse_number(pair.value);
      if (!bytes || *bytes < fewest_data_bytes || *bytes > most_data_bytes)
        return std::unexpected(TextRefusal::not_offered);
      answer.initiator_max_recv_data_segment_length = static_cast<std::uint32_t>(*bytes);
      append_pair(answer.text, pair.key, fmt::format("{}", rules.own_max_recv_data_segment_length));
    } else {
      return std::unexpected(TextRefusal::not_offered);
    }
  }
  return answer;
}

}  // namespace emulator::iscsi

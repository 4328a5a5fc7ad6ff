#include "conformance/runner/waivers.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace conformance::runner {
namespace {

using nlohmann::json;

bool is_date(std::string_view text) {
  constexpr std::string_view form = "0000-00-00";
  return text.size() == form.size() && std::ranges::equal(text, form, [](char c, char wanted) {
           return wanted == '-' ? c == '-' : c >= '0' && c <= '9';
         });
}

std::string text_of(const json& value, std::string_view key) {
  const bool is_text = value.is_object() && value.contains(key) && value[key].is_string();
  return is_text ? value[key].get<std::string>() : std::string();
}

}  // namespace

std::expected<std::vector<report::Waiver>, std::string> parse_waivers(std::string_view text) {
  const json document = json::parse(text, nullptr, false);
  if (!document.is_object() || !document.contains("waivers") || !document["waivers"].is_array()) {
    return std::unexpected("it is no object with a list \"waivers\"");
  }
  std::vector<report::Waiver> waivers;
  for (const json& value : document["waivers"]) {
    report::Waiver waiver{text_of(value, "id"), text_of(value, "owner"), text_of(value, "reason"),
                          text_of(value, "expiry")};
    if (waiver.id.empty() || waiver.owner.empty() || waiver.reason.empty()) {
      return std::unexpected(fmt::format("waiver {} lacks an id, an owner or a reason", waivers.size() + 1));
    }
    if (!is_date(waiver.expiry)) return std::unexpected(waiver.id + ": its expiry is not YYYY-MM-DD");
    waivers.push_back(std::move(waiver));
  }
  return waivers;
}

}  // namespace conformance::runner

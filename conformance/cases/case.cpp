#include "conformance/cases/case.h"

#include <algorithm>
#include <array>

namespace conformance::cases {
namespace {

bool is_id(std::string_view id) {
  const std::size_t dash = id.find('-');
  if (dash == std::string_view::npos || dash != 3 || id.size() < 6 || id.size() > 8) return false;
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'); };
  return std::ranges::all_of(id.substr(0, dash), is_upper) && std::ranges::all_of(id.substr(dash + 1), is_hex);
}

bool is_dotted_name(std::string_view name) {
  const auto is_part = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.'; };
  return std::ranges::count(name, '.') >= 2 && std::ranges::all_of(name, is_part);
}

}  // namespace

std::string_view name_of(Level level) {
  switch (level) {
    case Level::required:
      return "required";
    case Level::optional:
      return "optional";
    case Level::observed:
      return "observed";
  }
  return "unknown";
}

bool is_allowed(const std::vector<Allowed>& allowed, std::uint8_t status, base::Bytes sense) {
  return std::ranges::any_of(allowed, [&](const Allowed& outcome) {
    return outcome.status == status && (!outcome.sense || outcome.sense == link::sense_code(sense));
  });
}

std::string text_of(const std::vector<Allowed>& allowed) {
  std::string text;
  for (const Allowed& outcome : allowed) {
    text += text.empty() ? "" : " or ";
    text += link::outcome_text(outcome.status, {});
    if (outcome.sense) text += " " + outcome.sense->text();
  }
  return text;
}

std::string complaint_about(const CaseHeader& header) {
  if (!is_id(header.id)) return "its id is not three letters, a dash and a number";
  if (!is_dotted_name(header.name)) return "its name is not area.command.claim";
  if (header.title.empty()) return "it has no title";
  if (header.title.find("should") != std::string::npos) return "its title says \"should\" instead of what is";
  if (header.standard.empty() || header.clause.empty()) return "it names no standard and clause";
  if (header.provenance.empty()) return "it has no provenance";
  return {};
}

}  // namespace conformance::cases

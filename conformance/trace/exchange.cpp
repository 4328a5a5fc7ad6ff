#include "conformance/trace/exchange.h"

#include <string_view>
#include <utility>

namespace conformance::trace {
namespace {

template <typename Value, std::size_t size>
using Names = std::array<std::pair<std::string_view, Value>, size>;

constexpr Names<DiscState, 5> disc_states{{{"absent", DiscState::absent},
                                           {"blank", DiscState::blank},
                                           {"appendable", DiscState::appendable},
                                           {"complete", DiscState::complete},
                                           {"other", DiscState::other}}};
constexpr Names<ProvenanceKind, 4> provenance_kinds{{{"attested", ProvenanceKind::attested},
                                                     {"derived", ProvenanceKind::derived},
                                                     {"datasheet", ProvenanceKind::datasheet},
                                                     {"assumed", ProvenanceKind::assumed}}};
constexpr Names<Part, 2> parts{{{"in", Part::in}, {"sense", Part::sense}}};

template <typename Value, std::size_t size>
std::string_view find_name(const Names<Value, size>& names, Value wanted) {
  for (const auto& [name, value] : names) {
    if (value == wanted) return name;
  }
  return {};
}

template <typename Value, std::size_t size>
std::optional<Value> find_value(const Names<Value, size>& names, std::string_view wanted) {
  for (const auto& [name, value] : names) {
    if (name == wanted) return value;
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(DiscState state) { return find_name(disc_states, state); }
std::optional<DiscState> disc_state_of(std::string_view name) { return find_value(disc_states, name); }
std::string_view name_of(ProvenanceKind kind) { return find_name(provenance_kinds, kind); }
std::optional<ProvenanceKind> provenance_kind_of(std::string_view name) { return find_value(provenance_kinds, name); }
std::string_view name_of(Part part) { return find_name(parts, part); }
std::optional<Part> part_of(std::string_view name) { return find_value(parts, name); }

}  // namespace conformance::trace

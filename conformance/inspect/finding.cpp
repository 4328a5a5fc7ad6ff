#include "conformance/inspect/finding.h"

#include <fmt/format.h>

#include <utility>

namespace conformance::inspect {

void Findings::add(Level level, std::string_view clause, const Where& where, std::string text) {
  if (all_.size() >= most_) {
    ++left_off_;
    return;
  }
  std::string place{where.part};
  if (!where.path.empty()) place += fmt::format(", \"{}\"", where.path);
  place += fmt::format(", byte {} of the image", where.byte);
  all_.push_back({.level = level, .clause = std::string{clause}, .where = std::move(place), .text = std::move(text)});
}

void Findings::note(std::string_view clause, const Where& where, std::string text) {
  const auto [place, is_new] = notes_.try_emplace(fmt::format("{}\n{}", clause, where.part), all_.size());
  if (is_new) {
    add(Level::observed, clause, where, std::move(text));
  } else if (place->second < all_.size()) {
    ++all_[place->second].times;
  } else {
    ++left_off_;
  }
}

}  // namespace conformance::inspect

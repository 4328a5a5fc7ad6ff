#include "emulator/server/patience.h"

namespace emulator::server {

std::optional<Patience::Next> Patience::next(const Situation& situation) const {
  if (farewell_) return Next{*farewell_ + limits_.farewell, Verdict::give_up};
  if (!situation.is_logged_in) return Next{began_ + limits_.login, Verdict::give_up};
  if (situation.has_output) return Next{last_output_ + limits_.stalled_output, Verdict::give_up};
  if (asked_) return Next{*asked_ + limits_.answer, Verdict::give_up};
  if (situation.asks) return Next{last_input_ + limits_.idle, Verdict::ask};
  return std::nullopt;
}

Patience::Verdict Patience::judge(const Situation& situation, base::Duration now) const {
  const auto what = next(situation);
  return what && now >= what->when ? what->verdict : Verdict::wait;
}

std::optional<base::Duration> Patience::deadline(const Situation& situation) const {
  const auto what = next(situation);
  if (!what) return std::nullopt;
  return what->when;
}

}  // namespace emulator::server

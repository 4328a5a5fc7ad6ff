#include "conformance/replay/upcoming.h"

#include <utility>

#include "conformance/link/commands.h"

namespace conformance::replay {

std::expected<void, trace::TraceError> Upcoming::look_ahead() {
  while (!judged_ && !at_end_) {
    auto exchange = reader_.next();
    if (!exchange) return std::unexpected(exchange.error());
    if (!*exchange) {
      at_end_ = true;
    } else if (link::is_noise((*exchange)->cdb)) {
      noise_.push_back({reader_.count(), **std::move(exchange)});
    } else {
      judged_ = NumberedExchange{reader_.count(), **std::move(exchange)};
    }
  }
  return {};
}

NumberedExchange Upcoming::take_judged() {
  NumberedExchange taken = *std::move(judged_);
  judged_.reset();
  return taken;
}

}  // namespace conformance::replay

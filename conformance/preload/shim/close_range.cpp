// close_range and closefrom: a program that closes all that it does not know, as many do before exec, must leave the
// shim's own descriptors to the child.
#include <linux/close_range.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <climits>

#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/shim.h"

namespace conformance::preload::shim {
namespace next {
inline constinit Next<int(unsigned, unsigned, int)> close_range{"close_range"};
}  // namespace next

namespace {

constexpr unsigned table_end = Descriptors::count;

struct Range {
  unsigned first{};
  unsigned last{};
};

void forget_all(Shim& shim, Range range) {
  for (unsigned number = range.first; number <= range.last && number < table_end; ++number) {
    const auto descriptor = static_cast<int>(number);
    if (!shim.descriptors.may_be_drive(descriptor)) continue;
    const auto drive = shim.descriptors.find(descriptor);
    shim.descriptors.forget(descriptor);
    next::system(SYS_close, descriptor);
    if (!drive) continue;
    static_cast<void>(shim.client.call({.operation = wire::Operation::closed, .argument = wire::packed(drive->node)}));
  }
}

// The parts of the range between the shim's own descriptors.
int close_all(Shim& shim, Range range, int flags) {
  if ((flags & CLOSE_RANGE_CLOEXEC) == 0) forget_all(shim, range);
  unsigned from = range.first;
  for (unsigned number = range.first; number <= range.last && number < table_end; ++number) {
    if (!shim.client.owns(static_cast<int>(number))) continue;
    if (number > from) {
      if (const int result = next::close_range(from, number - 1, flags); result != 0) return result;
    }
    from = number + 1;
  }
  return from <= range.last ? next::close_range(from, range.last, flags) : 0;
}

int close_any(unsigned first, unsigned last, int flags) {
  Shim* here = started_shim();
  const bool is_plain = here == nullptr || first > last || (flags & ~CLOSE_RANGE_CLOEXEC) != 0;
  return is_plain ? next::close_range(first, last, flags) : close_all(*here, {.first = first, .last = last}, flags);
}

}  // namespace
}  // namespace conformance::preload::shim

using namespace conformance::preload;

extern "C" {

[[gnu::visibility("default")]] int close_range(unsigned first, unsigned last, int flags) noexcept {
  return shim::close_any(first, last, flags);
}
[[gnu::visibility("default")]] void closefrom(int first) noexcept {
  static_cast<void>(shim::close_any(static_cast<unsigned>(std::max(first, 0)), UINT_MAX, 0));
}

}  // extern "C"

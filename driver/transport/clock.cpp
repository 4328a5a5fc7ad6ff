#include "driver/transport/clock.h"

#include <thread>

namespace driver::transport {

base::Instant SteadyClock::now() const { return base::Instant{std::chrono::steady_clock::now() - start_}; }

void SteadyClock::wait(base::Duration amount) { std::this_thread::sleep_for(amount); }

}  // namespace driver::transport

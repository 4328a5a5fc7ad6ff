#include "conformance/link/patience.h"

#include <thread>

namespace conformance::link {

void sleep_for(std::chrono::milliseconds pause) { std::this_thread::sleep_for(pause); }

}  // namespace conformance::link

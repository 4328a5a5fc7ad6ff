// libFuzzer: an input is what a stranger sends on a connection.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "emulator/hostile_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string wrong = emulator::wrong_in_connection({data, size});
  if (!wrong.empty()) {
    std::fprintf(stderr, "%s\n", wrong.c_str());
    std::abort();
  }
  return 0;
}

// libFuzzer: a volume spoiled in a few bytes must neither crash the judge and the reader nor let them contradict.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "conformance/inspect/patched_volume.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string contradiction = conformance::inspect::contradiction_in({data, size});
  if (!contradiction.empty()) {
    std::fprintf(stderr, "%s\n", contradiction.c_str());
    std::abort();
  }
  return 0;
}

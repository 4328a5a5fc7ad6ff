// What a read of an ordinary file costs more under the shim: run it as
//   bbrun --profile generic-bd -- bbrun_shim_bench
// `hooked` is the read that any program calls, `plain` the C library's own past the shim; `difference` takes turns with
// both and gives the difference as a counter, at most 100 ns.
#include <benchmark/benchmark.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <limits>

namespace {

using Read = ssize_t (*)(int, void*, size_t);

Read plain_read() {
  void* library = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
  void* symbol = library == nullptr ? nullptr : dlsym(library, "read");
  if (symbol == nullptr) std::abort();
  return reinterpret_cast<Read>(symbol);
}

// A file at its end: the kernel's part of the work is the smallest there is.
class AtEnd {
 public:
  AtEnd() : descriptor_(open("/proc/self/exe", O_RDONLY)) { lseek(descriptor_, 0, SEEK_END); }
  AtEnd(const AtEnd&) = delete;
  AtEnd& operator=(const AtEnd&) = delete;
  ~AtEnd() { close(descriptor_); }
  void read_by(Read function) {
    std::array<char, 16> data;
    benchmark::DoNotOptimize(function(descriptor_, data.data(), data.size()));
  }

 private:
  int descriptor_;
};

void hooked(benchmark::State& state) {
  AtEnd file;
  for (auto step : state) file.read_by(read);
}

void plain(benchmark::State& state) {
  AtEnd file;
  const Read function = plain_read();
  for (auto step : state) file.read_by(function);
}

double nanoseconds_each(AtEnd& file, Read function) {
  constexpr int calls = 2'000;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < calls; ++i) file.read_by(function);
  return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count() / calls;
}

void difference(benchmark::State& state) {
  AtEnd file;
  const Read function = plain_read();
  // The least of many rounds: what else the machine did is in the others.
  double with = std::numeric_limits<double>::max();
  double without = with;
  for (auto step : state) {
    with = std::min(with, nanoseconds_each(file, read));
    without = std::min(without, nanoseconds_each(file, function));
  }
  state.counters["extra_ns"] = with - without;
  state.counters["ratio"] = with / without;
  state.counters["is_hooked"] = reinterpret_cast<void*>(plain_read()) != reinterpret_cast<void*>(&read) ? 1 : 0;
}

BENCHMARK(hooked);
BENCHMARK(plain);
BENCHMARK(difference);

}  // namespace

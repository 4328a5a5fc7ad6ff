// What a command costs between a target and a handler that has next to nothing to do; and with one that builds a list.
#include <benchmark/benchmark.h>

#include <algorithm>

#include "emulator/base/hex.h"
#include "emulator/mmc/command_table.h"
#include "emulator/mmc/execute.h"

namespace emulator::mmc {
namespace {

using namespace base::literals;

constexpr scsi::NexusId host{1};

drive::DriveProfile small_writer() {
  drive::DriveProfile profile{.name = "bench"};
  profile.identity = {"BURNBNCH", "BENCH", "1", "1", "20261125000000"};
  profile.buffer = base::ByteCount{1024 * 1024};
  profile.profiles = {media::ProfileNumber::cd_r, media::ProfileNumber::cd_rom};
  profile.speeds[0] = {.read = {8467}, .write = {8467}};
  profile.cd_recording = {.track_at_once = {8}, .session_at_once = {8}, .maximum_cue_sheet_bytes = 3264};
  return profile;
}

template <std::size_t size>
void run(benchmark::State& state, const std::array<std::uint8_t, size>& cdb) {
  drive::Drive drive(small_writer(), {});
  drive.nexus_began(host);
  drive.attentions().take(host);
  scsi::Request request{.nexus = host};
  std::ranges::copy(cdb, request.cdb.bytes.begin());
  for (auto _ : state) benchmark::DoNotOptimize(execute(drive, request, base::Instant{}));
  state.SetItemsProcessed(state.iterations());
}

void allow_medium_removal(benchmark::State& state) { run(state, "1E 00 00 00 00 00"_hex); }
void refused_by_the_medium_gate(benchmark::State& state) { run(state, "28 00 00 00 00 00 00 00 01 00"_hex); }
void unknown_operation_code(benchmark::State& state) { run(state, "D5 00 00 00 00 00"_hex); }
void inquiry(benchmark::State& state) { run(state, "12 00 00 00 24 00"_hex); }
void get_configuration_of_everything(benchmark::State& state) { run(state, "46 00 00 00 00 00 00 FF FF 00"_hex); }
void mode_sense_of_all_pages(benchmark::State& state) { run(state, "5A 00 3F 00 00 00 00 FF FF 00"_hex); }

BENCHMARK(allow_medium_removal);
BENCHMARK(refused_by_the_medium_gate);
BENCHMARK(unknown_operation_code);
BENCHMARK(inquiry);
BENCHMARK(get_configuration_of_everything);
BENCHMARK(mode_sense_of_all_pages);

}  // namespace
}  // namespace emulator::mmc

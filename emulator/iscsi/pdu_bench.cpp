// What the protocol itself costs: PDUs through a session and back, with no socket and a drive that does nothing.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "emulator/iscsi/portal_group.h"
#include "emulator/iscsi/session.h"
#include "emulator/scsi/logical_unit.h"

namespace emulator::iscsi {
namespace {

// Answers every command with the same slice.
class Idle final : public scsi::LogicalUnit {
 public:
  explicit Idle(std::size_t data_in) : slice_(as_slice(base::ByteBuffer(data_in, 0x5A))) {}
  scsi::Reply execute(const scsi::Request& /*request*/, base::Instant /*now*/) override {
    scsi::Reply reply;
    if (!slice_.bytes.empty()) reply.segments.emplace_back(slice_);
    return reply;
  }
  void reset(scsi::ResetKind /*kind*/, base::Instant /*now*/) override {}
  void nexus_began(scsi::NexusId /*nexus*/, std::string_view /*port*/, base::Instant /*now*/) override {}
  void nexus_ended(scsi::NexusId /*nexus*/, base::Instant /*now*/) override {}
  bool flush(scsi::FlushEpoch /*epoch*/) override { return true; }

 private:
  scsi::Slice slice_;
};

void put_32(base::ByteBuffer& pdu, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 4; i-- > 0; value >>= 8) pdu[at + i] = static_cast<std::uint8_t>(value);
}

base::ByteBuffer pdu_with(std::size_t data) {
  base::ByteBuffer pdu(48 + data, 0x5A);
  std::fill_n(pdu.begin(), 48, std::uint8_t{0});
  put_32(pdu, 4, static_cast<std::uint32_t>(data));
  return pdu;
}

// A session after its login, and the number of the next command.
struct Line {
  explicit Line(std::size_t data_in) : unit(data_in) {
    group.add_target("iqn.2026-11.test.burnbench:idle", unit);
    session.emplace(group, "127.0.0.1:3260");
    std::string keys =
        "InitiatorName=iqn.2026-11.test.host:a;TargetName=iqn.2026-11.test.burnbench:idle;"
        "MaxRecvDataSegmentLength=262144;";
    std::ranges::replace(keys, ';', '\0');
    keys.resize((keys.size() + 3) / 4 * 4);
    base::ByteBuffer login = pdu_with(keys.size());
    login[0] = 0x43;
    login[1] = 0x87;
    put_32(login, 24, 1);
    std::ranges::copy(keys, login.begin() + 48);
    exchange(login);
  }

  std::size_t exchange(const base::ByteBuffer& pdu) {
    session->receive(pdu, {});
    const std::size_t size = session->pending();
    std::array<base::Bytes, 64> pieces;
    benchmark::DoNotOptimize(session->output(pieces));
    session->sent(size);
    return size;
  }

  Idle unit;
  PortalGroup group;
  std::optional<Session> session;
  std::uint32_t cmd_sn{1};
};

void ping(benchmark::State& state) {
  Line line(0);
  base::ByteBuffer pdu = pdu_with(static_cast<std::size_t>(state.range(0)));
  pdu[0] = 0x40;
  pdu[1] = 0x80;
  put_32(pdu, 16, 1);
  put_32(pdu, 20, 0xFFFF'FFFF);
  for (auto _ : state) {
    if (line.exchange(pdu) != pdu.size()) return state.SkipWithError("no answer");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(ping)->Arg(0)->Arg(1024);

void command(benchmark::State& state, std::uint8_t flags, std::size_t data_in, std::size_t data_out) {
  Line line(data_in);
  base::ByteBuffer pdu = pdu_with(data_out);
  pdu[0] = 0x01;
  pdu[1] = flags;
  put_32(pdu, 16, 1);
  put_32(pdu, 20, static_cast<std::uint32_t>(std::max(data_in, data_out)));
  for (auto _ : state) {
    put_32(pdu, 24, line.cmd_sn++);
    if (line.exchange(pdu) != 48 + data_in) return state.SkipWithError("no answer");
  }
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(data_in + data_out));
}

void read(benchmark::State& state) { command(state, 0xC0, static_cast<std::size_t>(state.range(0)), 0); }
BENCHMARK(read)->Arg(2048)->Arg(65'536);

void write(benchmark::State& state) { command(state, 0xA0, 0, static_cast<std::size_t>(state.range(0))); }
BENCHMARK(write)->Arg(2048)->Arg(65'536);

}  // namespace
}  // namespace emulator::iscsi

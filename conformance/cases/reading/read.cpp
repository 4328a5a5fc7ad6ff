// RED: READ (10). MMC-6, READ (10) Command.
#include "conformance/cases/disc_requests.h"
#include "conformance/cases/judge.h"
#include "conformance/cases/registry.h"
#include "conformance/cases/reply_layout.h"

namespace conformance::cases {
namespace {

const std::vector<Allowed> outside{{0x02, link::SenseCode{5, 0x21, 0}}, {0x02, link::SenseCode{5, 0x64, 0}}};

void past_the_end_is_out_of_range(Judge& judge) {
  const std::uint64_t last = last_address(judge);
  for (const std::uint64_t address : {last + 1, std::uint64_t{0x8000'0000}, std::uint64_t{0xFFFF'FFFF}}) {
    judge.allowed({.cdb = read_10(address, 1), .expected = block_bytes});
  }
  // The last block of a track-at-once CD is a run-out block; what it answers alone, it may answer here.
  std::vector<Allowed> across = outside;
  const auto alone = judge.send({.cdb = read_10(last, 1), .expected = block_bytes});
  if (alone.status != link::status_good) across.push_back({alone.status, link::sense_code(alone.sense)});
  judge.allowed({.cdb = read_10(last, 2), .expected = 2 * block_bytes}, across);
}

void repeated_reads_are_equal(Judge& judge) {
  const std::uint64_t last = last_address(judge);
  for (int i = 0; i < 10 && judge.goes_on(); ++i) {
    const std::uint64_t address = judge.random().below(last + 1);
    const Sent read{.cdb = read_10(address, 1), .expected = block_bytes};
    // A track-at-once CD has two run-out blocks that cannot be read, and gaps between its sessions.
    const auto first = judge.allowed(read, {{0x00},
                                            {0x02, link::SenseCode{5, 0x64, 0}},
                                            {0x02, link::SenseCode{5, 0x21, 0}},
                                            {0x02, link::SenseCode{3, 0x11, 0}},
                                            {0x02, link::SenseCode{3, 0x11, 5}}});
    if (!judge.goes_on() || first.status != link::status_good) continue;
    judge.equal("data-in bytes", block_bytes, first.data_in.size());
    judge.prefix(fmt::format("block {} read again", address), first.data_in, judge.good(read, block_bytes).data_in);
  }
}

}  // namespace

std::vector<Case> reading_cases() {
  CaseHeader end{.id = "RED-03",
                 .name = "mmc.read_10.past_the_end",
                 .title = "a block after the last is out of range",
                 .standard = "MMC-6",
                 .clause = "READ (10) Command",
                 .needs = {"medium:readable"},
                 .allowed = outside};
  CaseHeader blocks = end;
  blocks.id = "RED-02";
  blocks.name = "mmc.read_10.single_blocks";
  blocks.title = "single blocks at random addresses are read, twice with the same bytes";
  blocks.allowed = {};
  return {{std::move(blocks), repeated_reads_are_equal}, {std::move(end), past_the_end_is_out_of_range}};
}

}  // namespace conformance::cases

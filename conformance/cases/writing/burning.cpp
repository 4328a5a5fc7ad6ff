#include "conformance/cases/writing/burning.h"

#include <algorithm>

#include "conformance/cases/reply_layout.h"

namespace conformance::cases::writing {
namespace {

namespace disc = read_disc_information_reply;
namespace track = read_track_information_reply;

constexpr std::uint64_t blocks_at_once = 32;  // two ECC blocks of DVD, one cluster of BD
constexpr int tries_on_full_buffer = 3;

void write_once(Judge& judge, std::uint64_t address, base::Bytes data) {
  const std::vector<Allowed> outcomes{{0x00}, {0x02, link::SenseCode{2, 4, 8}}};
  for (int tries = 0; tries < tries_on_full_buffer && judge.goes_on(); ++tries) {
    const Sent sent{.cdb = write_10(address, data.size() / block_bytes), .data_out = data};
    if (judge.allowed(sent, outcomes).status == link::status_good) return;
    judge.settle();
  }
  judge.fail("status", "GOOD", "CHECK CONDITION 2/04/08 three times");
}

}  // namespace

OpenTrack open_track(Judge& judge) {
  const auto number = get<disc::last_track_number_in_last_session_lsb>(disc_information(judge));
  const auto ask = with<read_track_information_cdb::logical_block_address_track_session_number>(
      cdb("52 01 00 00 00 00 00 00 24 00"), number);
  const auto data = judge.good({.cdb = ask, .expected = 36}, 36).data_in;
  judge.equal("nwa_v", 1U, get<track::nwa_v>(data));
  return {number, get<track::next_writable_address>(data), get<track::free_blocks>(data)};
}

base::ByteBuffer random_blocks(Judge& judge, std::uint64_t count) {
  base::ByteBuffer data(count * block_bytes);
  for (std::uint8_t& byte : data) byte = static_cast<std::uint8_t>(judge.random().next());
  return data;
}

base::ByteBuffer write_10(std::uint64_t address, std::uint64_t count) {
  return with<write_10_cdb::transfer_length>(
      with<write_10_cdb::logical_block_address>(cdb("2A 00 00 00 00 00 00 00 00 00"), address), count);
}

void write(Judge& judge, std::uint64_t address, base::Bytes data) {
  while (judge.goes_on() && !data.empty()) {
    const base::Bytes part = data.first(std::min<std::size_t>(data.size(), blocks_at_once * block_bytes));
    write_once(judge, address, part);
    address += part.size() / block_bytes;
    data = data.subspan(part.size());
  }
}

void synchronize(Judge& judge) {
  judge.good({.cdb = cdb("35 00 00 00 00 00 00 00 00 00")});
  judge.settle();
}

void close_track(Judge& judge, std::uint64_t number) {
  auto close = cdb("5B 00 01 00 00 00 00 00 00 00");
  close[5] = static_cast<std::uint8_t>(number);
  judge.good({.cdb = close});
  judge.settle();
}

void close_session(Judge& judge) {
  judge.good({.cdb = cdb("5B 00 02 00 00 00 00 00 00 00")});
  judge.settle();
}

void read_back(Judge& judge, std::uint64_t address, base::Bytes data) {
  const Sent read{.cdb = read_10(address, data.size() / block_bytes), .expected = data.size()};
  judge.prefix("data read back", data, judge.good(read, data.size()).data_in);
}

}  // namespace conformance::cases::writing

#include "conformance/cases/disc_requests.h"

#include "conformance/cases/reply_layout.h"

namespace conformance::cases {

base::ByteBuffer disc_information(Judge& judge) {
  return judge.good({.cdb = cdb("51 00 00 00 00 00 00 00 22 00"), .expected = 34}, 34).data_in;
}

std::uint64_t last_address(Judge& judge) {
  const auto data = judge.good({.cdb = cdb("25 00 00 00 00 00 00 00 00 00"), .expected = 8}, 8).data_in;
  return get<read_capacity_10_reply::logical_block_address>(data);
}

base::ByteBuffer read_10(std::uint64_t address, std::uint64_t count) {
  return with<read_10_cdb::transfer_length>(
      with<read_10_cdb::logical_block_address>(cdb("28 00 00 00 00 00 00 00 00 00"), address), count);
}

}  // namespace conformance::cases

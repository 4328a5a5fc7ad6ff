#include "conformance/trace/usual_masks.h"

namespace conformance::trace {

std::vector<Mask> usual_masks(base::Bytes cdb, base::Bytes data_in) {
  constexpr std::uint8_t read_disc_information = 0x51;
  constexpr std::uint8_t read_buffer_capacity = 0x5C;
  // MMC-6, READ BUFFER CAPACITY command: the length of the available buffer.
  if (cdb[0] == read_buffer_capacity && data_in.size() >= 12) return {{Part::in, 8, 4, "buffer level"}};
  // MMC-6, READ DISC INFORMATION command, Standard Disc Information: the Disc Identification, where DID_V is set.
  const bool is_standard = cdb[0] == read_disc_information && (cdb[1] & 0x07) == 0 && data_in.size() >= 16;
  if (is_standard && (data_in[7] & 0x80) != 0) {
    return {{Part::in, 12, 4, "disc identification: every blank CD has its own"}};
  }
  return {};
}

}  // namespace conformance::trace

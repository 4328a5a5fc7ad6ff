#include "emulator/mmc/features/incremental_streaming_writable.h"

#include "emulator/mmc/features/data_block_types.h"
#include "emulator/mmc/features/incremental_streaming_writable_layout.h"

namespace emulator::mmc {
namespace {

constexpr std::uint16_t mode_1_blocks = 1U << 8;
constexpr std::size_t cd_link_size = 7;
constexpr std::size_t dvd_link_size = 16;
constexpr std::size_t first_link_size = 8;

}  // namespace

base::ByteBuffer describe_incremental_streaming_writable(const drive::Drive& drive) {
  namespace layout = incremental_streaming_writable_feature;
  base::ByteBuffer bytes(12);
  layout::buf::set(bytes, 1);
  const std::vector<std::uint8_t>& packets = drive.profile().cd_recording.packet;
  // BD links without loss and knows blocks of 2048 bytes alone, as DVD, which may take an ECC block for linking; the
  // packets of a CD take seven blocks.
  if (drive.family() == drive::Family::dvd && drive.profile().writes_dvd_minus()) {
    layout::data_block_types_supported::set(bytes, mode_1_blocks);
    layout::number_of_link_sizes::set(bytes, 1);
    bytes[first_link_size] = dvd_link_size;
    return bytes;
  }
  if (packets.empty() || drive.family() == drive::Family::bd) {
    layout::data_block_types_supported::set(bytes, mode_1_blocks);
    bytes.resize(first_link_size);
    return bytes;
  }
  layout::data_block_types_supported::set(bytes, bitmap(packets));
  layout::number_of_link_sizes::set(bytes, 1);
  bytes[first_link_size] = cd_link_size;
  return bytes;
}

}  // namespace emulator::mmc

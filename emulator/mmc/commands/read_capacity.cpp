#include "emulator/mmc/commands/read_capacity.h"

#include "emulator/mmc/commands/read_capacity_layout.h"

namespace emulator::mmc {

scsi::Outcome read_capacity_10(drive::Drive& drive, const scsi::Request&, base::Instant) {
  namespace reply = read_capacity_10_reply;
  base::ByteBuffer data(8);
  reply::logical_block_address::set(data, drive.loaded_medium().last_readable().wire());
  reply::block_length_in_bytes::set(data, base::block_bytes);
  return scsi::data_reply(std::move(data));
}

scsi::Outcome read_capacity_16(drive::Drive& drive, const scsi::Request&, base::Instant) {
  namespace reply = read_capacity_16_reply;
  base::ByteBuffer data(32);
  reply::returned_logical_block_address::set(data, drive.loaded_medium().last_readable().wire());
  reply::logical_block_length_in_bytes::set(data, base::block_bytes);
  return scsi::data_reply(std::move(data));
}

}  // namespace emulator::mmc

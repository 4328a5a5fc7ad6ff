#include "emulator/mmc/features/firmware_information.h"

#include "emulator/mmc/reply_bytes.h"

namespace emulator::mmc {

// Century, year, month, day, hour, minute and second, two digits each, and two bytes that are reserved.
base::ByteBuffer describe_firmware_information(const drive::Drive& drive) {
  base::ByteBuffer bytes(20);
  set_text(std::span(bytes).subspan(4, 14), drive.profile().identity.firmware_date);
  return bytes;
}

}  // namespace emulator::mmc

#include "emulator/mmc/features/drive_serial_number.h"

#include "emulator/mmc/reply_bytes.h"

namespace emulator::mmc {

base::ByteBuffer describe_drive_serial_number(const drive::Drive& drive) {
  const std::string& number = drive.serial_number();
  base::ByteBuffer bytes(4 + (number.size() + 3) / 4 * 4);
  set_text(std::span(bytes).subspan(4), number);
  return bytes;
}

}  // namespace emulator::mmc

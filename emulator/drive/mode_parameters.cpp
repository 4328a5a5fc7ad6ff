#include "emulator/drive/mode_parameters.h"

namespace emulator::drive {

media::WriteParameters WritePage::for_medium() const {
  return {.write_type = static_cast<media::WriteType>(write_type),
          .test_write = test_write,
          .multi_session = multi_session,
          .track_mode = track_mode,
          .data_block_type = data_block_type,
          .session_format = session_format};
}

}  // namespace emulator::drive

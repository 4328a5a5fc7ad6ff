#include "emulator/mmc/features/cd_track_at_once.h"

#include "emulator/mmc/features/cd_track_at_once_layout.h"
#include "emulator/mmc/features/data_block_types.h"

namespace emulator::mmc {

base::ByteBuffer describe_cd_track_at_once(const drive::Drive& drive) {
  namespace layout = cd_track_at_once_feature;
  const drive::CdRecording& recording = drive.profile().cd_recording;
  base::ByteBuffer bytes(8);
  layout::buf::set(bytes, 1);
  layout::test_write::set(bytes, recording.test_write ? 1 : 0);
  layout::cd_rw::set(bytes, drive.profile().writes(media::ProfileNumber::cd_rw) ? 1 : 0);
  layout::data_type_supported::set(bytes, bitmap(recording.track_at_once));
  return bytes;
}

}  // namespace emulator::mmc

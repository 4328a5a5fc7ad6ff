#include "emulator/mmc/features/cd_mastering.h"

#include "emulator/mmc/features/cd_mastering_layout.h"

namespace emulator::mmc {

// Raw recording and R to W sub-channel data are not offered: their bits stay clear, so that hosts do not ask.
base::ByteBuffer describe_cd_mastering(const drive::Drive& drive) {
  namespace layout = cd_mastering_feature;
  const drive::CdRecording& recording = drive.profile().cd_recording;
  base::ByteBuffer bytes(8);
  layout::buf::set(bytes, 1);
  layout::sao::set(bytes, 1);
  layout::test_write::set(bytes, recording.test_write ? 1 : 0);
  layout::cd_rw::set(bytes, drive.profile().writes(media::ProfileNumber::cd_rw) ? 1 : 0);
  layout::maximum_cue_sheet_length::set(bytes, recording.maximum_cue_sheet_bytes);
  return bytes;
}

}  // namespace emulator::mmc

#include "emulator/mmc/features/morphing.h"

#include "emulator/mmc/features/morphing_layout.h"

namespace emulator::mmc {

base::ByteBuffer describe_morphing(const drive::Drive&) {
  base::ByteBuffer bytes(8);
  // Operational change events are polled for; nothing is told without being asked (ASYNC stays clear).
  morphing_feature::oc_event::set(bytes, 1);
  return bytes;
}

}  // namespace emulator::mmc

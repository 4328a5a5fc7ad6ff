#include "emulator/mmc/features/profile_list.h"

#include "emulator/mmc/features/profile_list_layout.h"
#include "emulator/mmc/reply_bytes.h"

namespace emulator::mmc {

base::ByteBuffer describe_profile_list(const drive::Drive& drive) {
  namespace layout = profile_descriptor;
  const media::ProfileNumber current = drive.current_profile();
  base::ByteBuffer bytes(4);
  for (const media::ProfileNumber number : drive.profile().profiles) {
    base::ByteBuffer entry(4);
    layout::profile_number::set(entry, static_cast<std::uint16_t>(number));
    layout::current_p::set(entry, number == current ? 1 : 0);
    append(bytes, entry);
  }
  return bytes;
}

}  // namespace emulator::mmc

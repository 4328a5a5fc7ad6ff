#include "emulator/mmc/features/feature.h"

#include "emulator/mmc/features/feature_layout.h"

namespace emulator::mmc {

bool is_offered(const Feature& feature, const drive::Drive& drive) {
  return feature.is_offered == nullptr || feature.is_offered(drive.profile());
}

bool is_current(const Feature& feature, const drive::Drive& drive) {
  return feature.is_current == nullptr || feature.is_current(drive);
}

base::ByteBuffer describe(const Feature& feature, const drive::Drive& drive) {
  namespace layout = feature_descriptor_header;
  constexpr std::size_t header_bytes = 4;
  base::ByteBuffer bytes = feature.descriptor == nullptr ? base::ByteBuffer(header_bytes) : feature.descriptor(drive);
  layout::feature_code::set(bytes, static_cast<std::uint16_t>(feature.code));
  layout::version::set(bytes, feature.version);
  layout::persistent::set(bytes, feature.is_persistent ? 1 : 0);
  layout::current::set(bytes, is_current(feature, drive) ? 1 : 0);
  layout::additional_length::set(bytes, bytes.size() - header_bytes);
  return bytes;
}

bool is_writable_now(const drive::Drive& drive) {
  if (!drive.can_write_medium()) return false;
  const media::DiscLayout disc = drive.layout();
  return disc.status == media::DiscStatus::blank || disc.status == media::DiscStatus::appendable ||
         disc.is_overwritable;
}

}  // namespace emulator::mmc

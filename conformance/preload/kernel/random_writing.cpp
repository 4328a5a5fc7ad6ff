#include "conformance/preload/kernel/random_writing.h"

#include <linux/cdrom.h>

#include "conformance/preload/kernel/commands.h"
#include "conformance/preload/kernel/commands_layout.h"
#include "conformance/preload/kernel/disc_information.h"
#include "conformance/preload/kernel/track_layout.h"

namespace conformance::preload::kernel {
namespace {

constexpr std::uint16_t dvd_ram = 0x0012;
constexpr std::uint16_t dvd_plus_rw = 0x001A;
constexpr std::uint16_t bd_re = 0x0043;
constexpr std::uint16_t unknown_profile = 0xFFFF;

constexpr std::chrono::minutes format_timeout{5};
constexpr std::chrono::seconds closing_timeout{3000};

// The descriptor of a feature, where the drive has it. The driver's buffer begins as zeros.
std::optional<base::ByteBuffer> feature(Device& device, std::uint16_t code, std::uint16_t room) {
  constexpr std::size_t header_bytes = 8;
  auto reply = device.packet(get_configuration(code, room), room);
  if (!reply) return std::nullopt;
  reply->resize(room);
  base::ByteBuffer descriptor(reply->begin() + header_bytes, reply->end());
  if (feature_descriptor_header::feature_code::get(descriptor) != code) return std::nullopt;
  return descriptor;
}

std::optional<base::ByteBuffer> random_writable(Device& device) { return feature(device, CDF_RWRT, 24); }

struct MountRainier {
  std::uint8_t page{};  // of the parameters; 0 without them
  bool is_writable{};
};

// cdrom_is_mrw and cdrom_mrw_probe_pc.
MountRainier mount_rainier(Device& device) {
  constexpr std::uint16_t room = 16;
  const auto descriptor = feature(device, CDF_MRW, room);
  if (!descriptor) return {};
  for (const std::uint8_t page : {MRW_MODE_PC, MRW_MODE_PC_PRE1}) {
    if (!device.packet(mode_sense(page, room), room)) continue;
    return {.page = page, .is_writable = mrw_feature::write::get(*descriptor) != 0};
  }
  return {};
}

// cdrom_mrw_set_lba_space. The driver reckons the page from the beginning of the header, not from its end.
bool choose_address_space(Device& device, std::uint8_t page) {
  constexpr std::uint16_t room = 16;
  constexpr std::size_t address_space = 3;
  auto list = device.packet(mode_sense(page, room), room);
  if (!list) return false;
  list->resize(room);
  const auto size = static_cast<std::uint16_t>(mode_parameter_header_10::mode_data_length::get(*list) + 2);
  const std::size_t place = block_descriptor_bytes(*list) + address_space;
  if (place < list->size()) (*list)[place] = MRW_LBA_DMA;
  list->resize(size);
  return device.packet(mode_select(size), 0, *list).has_value();
}

// cdrom_mrw_bgformat: FORMAT UNIT, format type 24h, of all blocks, going on.
bool restart_format(Device& device) {
  const base::ByteBuffer list{0, 0x02, 0, 8, 0xFF, 0xFF, 0xFF, 0xFF, 0x24 << 2, 0, 0, 1};
  return device.packet({GPCMD_FORMAT_UNIT, 0x11, 0, 0, 0, 0}, 0, list, format_timeout).has_value();
}

// cdrom_mrw_open_write.
bool may_write_mount_rainier(Device& device, std::uint8_t page) {
  namespace fields = read_disc_information_reply;
  if (!choose_address_space(device, page)) return false;
  const auto disc = disc_information(device);
  if (!disc || !disc->has<fields::bg_format_status>()) return false;
  const auto status = fields::bg_format_status::get(disc->bytes);
  if (fields::erasable::get(disc->bytes) == 0 || status == CDM_MRW_NOTMRW) return false;
  return status != CDM_MRW_BGFORMAT_INACTIVE || restart_format(device);
}

// cdrom_dvdram_open_write: only where the drive says that the medium cannot be erased it may not.
bool may_write_dvd_ram(Device& device) {
  namespace fields = read_disc_information_reply;
  const auto disc = disc_information(device);
  return !disc || !disc->has<fields::erasable>() || fields::erasable::get(disc->bytes) != 0;
}

// cdrom_ram_open_write.
bool may_write_ram(Device& device) {
  if (!feature(device, CDF_HWDM, 16)) return false;
  const auto descriptor = random_writable(device);
  return descriptor && feature_descriptor_header::current::get(*descriptor) != 0;
}

bool may_write(Device& device, std::uint8_t mount_rainier_page) {
  if (device.can(CDC_MRW_W)) return may_write_mount_rainier(device, mount_rainier_page);
  if (device.can(CDC_DVD_RAM)) return may_write_dvd_ram(device);
  const bool does_more = device.can(CDC_CD_R | CDC_CD_RW | CDC_DVD | CDC_DVD_R | CDC_MRW);
  if (device.can(CDC_RAM) && !does_more) return may_write_ram(device);
  return device.profile == dvd_ram || device.profile == dvd_plus_rw || device.profile == bd_re;
}

}  // namespace

void learn_profile(Device& device) {
  constexpr std::uint16_t room = 32;
  auto reply = device.packet(get_configuration(0, room), room);
  device.profile = unknown_profile;
  if (!reply) return;
  reply->resize(room);
  device.profile = static_cast<std::uint16_t>(configuration_header::current_profile::get(*reply));
}

Errno open_for_writing(Device& device) {
  const MountRainier found = mount_rainier(device);
  const bool is_random = random_writable(device).has_value();
  device.set_capability(CDC_MRW, found.page != 0);
  device.set_capability(CDC_MRW_W, found.is_writable);
  device.set_capability(CDC_RAM, is_random);
  if (!may_write(device, found.page) || !device.can(CDC_RAM)) return EROFS;
  device.is_written = false;
  return 0;
}

void finish_writing(Device& device) {
  if (device.profile != dvd_plus_rw || !device.is_written) return;
  static_cast<void>(device.packet(synchronize_cache(), 0));
  static_cast<void>(device.packet(close_track_session(Closing::format), 0, {}, closing_timeout));
  static_cast<void>(device.packet(close_track_session(Closing::session), 0, {}, closing_timeout));
  device.is_written = false;
}

}  // namespace conformance::preload::kernel

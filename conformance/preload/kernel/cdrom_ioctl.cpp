// The requests of the cdrom driver (drivers/cdrom/cdrom.c, cdrom_ioctl). Those that move the tray never come here: sr
// hands them to the SCSI layer.
#include <linux/cdrom.h>

#include "conformance/preload/kernel/cdrom_audio.h"
#include "conformance/preload/kernel/cdrom_reading.h"
#include "conformance/preload/kernel/commands.h"
#include "conformance/preload/kernel/drive_status.h"
#include "conformance/preload/kernel/ioctl.h"

namespace conformance::preload::kernel {
namespace {

Answer set_options(Device& device, std::int64_t value) {
  const auto wanted = static_cast<std::uint32_t>(value);
  switch (wanted) {
    case 0:
      return Done{.value = device.options};
    case CDO_USE_FFLAGS:
    case CDO_CHECK_TYPE:
      break;
    case CDO_LOCK:
      if (!device.can(CDC_LOCK)) return std::unexpected(ENOSYS);
      break;
    default:
      // The two AUTO options have the numbers of the capabilities that they need; more than one at once is not looked
      // at one by one.
      if (!device.can(wanted)) return std::unexpected(ENOSYS);
  }
  device.options |= wanted;
  return Done{.value = device.options};
}

Answer clear_options(Device& device, std::int64_t value) {
  device.options &= ~static_cast<std::uint32_t>(value);
  return Done{.value = device.options};
}

Answer set_auto_eject(Device& device, bool on) {
  if (!device.can(CDC_OPEN_TRAY)) return std::unexpected(ENOSYS);
  if (device.keeps_locked) return std::unexpected(EBUSY);
  device.options &= ~std::uint32_t{CDO_AUTO_CLOSE | CDO_AUTO_EJECT};
  if (on) device.options |= CDO_AUTO_CLOSE | CDO_AUTO_EJECT;
  return Done{};
}

Answer select_speed(Device& device, std::int64_t value) {
  if (!device.can(CDC_SELECT_SPEED)) return std::unexpected(ENOSYS);
  if (!device.packet(set_cd_speed(static_cast<std::uint32_t>(value)), 0)) return std::unexpected(EIO);
  return Done{};
}

Answer lock_door(const OpenFile& file, const Ioctl& call) {
  Device& device = file.device;
  if (!device.can(CDC_LOCK)) return std::unexpected(EOPNOTSUPP);
  const bool lock = call.value != 0;
  device.keeps_locked = lock;
  if (device.use_count() != 1 && !lock && !call.is_privileged) return std::unexpected(EBUSY);
  return Done{.value = device.lock_door(lock)};
}

// The slot is not looked at, as no drive of ours is a changer.
Answer media_changed(Device& device) {
  if (!device.can(CDC_MEDIA_CHANGED)) return std::unexpected(ENOSYS);
  return Done{.value = device.medium().take_change_for_programs(device) ? 1 : 0};
}

// Tells whether there was a change later than the moment that the caller names, and when the last one was seen.
Answer timed_media_change(Device& device, base::Bytes bytes) {
  if (const Answer looked = media_changed(device); !looked) return looked;
  auto info = argument_as<cdrom_timed_media_change_info>(bytes);
  if (!info) return std::unexpected(info.error());
  const std::int64_t last = device.medium().last_change().count();
  info->media_flags = info->last_media_change < last ? MEDIA_CHANGED_FLAG : 0;
  info->last_media_change = last;
  return answer_with(*info);
}

Answer reset(const Device& device, bool is_privileged) {
  if (!is_privileged) return std::unexpected(EACCES);
  if (!device.can(CDC_RESET)) return std::unexpected(ENOSYS);
  return Done{};  // sr_reset does nothing
}

// The driver's messages in the kernel's log, on or off.
Answer debug(const Ioctl& call) {
  if (!call.is_privileged) return std::unexpected(EACCES);
  return Done{.value = call.value != 0 ? 1 : 0};
}

Answer control_drive(OpenFile& file, const Ioctl& call) {
  Device& device = file.device;
  switch (call.request) {
    case CDROMEJECT_SW:
      return set_auto_eject(device, call.value != 0);
    case CDROM_MEDIA_CHANGED:
      return media_changed(device);
    case CDROM_TIMED_MEDIA_CHANGE:
      return timed_media_change(device, call.bytes);
    case CDROM_SET_OPTIONS:
      return set_options(device, call.value);
    case CDROM_CLEAR_OPTIONS:
      return clear_options(device, call.value);
    case CDROM_SELECT_SPEED:
      return select_speed(device, call.value);
    case CDROM_SELECT_DISC:
      return std::unexpected(ENOSYS);
    case CDROMRESET:
      return reset(device, call.is_privileged);
    case CDROM_LOCKDOOR:
      return lock_door(file, call);
    case CDROM_DEBUG:
      return debug(call);
    case CDROM_GET_CAPABILITY:
      return Done{.value = device.capabilities()};
    case CDROM_DRIVE_STATUS:
      return Done{.value = drive_status(device)};  // nor is the slot of this one
    case CDROM_DISC_STATUS:
      return Done{.value = disc_status(device)};
    case CDROM_CHANGER_NSLOTS:
      return Done{.value = 1};
    default:
      return std::unexpected(not_mine);
  }
}

}  // namespace

Answer control_cdrom(OpenFile& file, const Ioctl& call) {
  if (Answer answer = control_drive(file, call); !is_error(answer, not_mine)) return answer;
  if (Answer answer = control_reading(file, call); !is_error(answer, not_mine)) return answer;
  if (Answer answer = control_audio(file, call); !is_error(answer, not_mine)) return answer;
  return std::unexpected(ENOSYS);
}

}  // namespace conformance::preload::kernel

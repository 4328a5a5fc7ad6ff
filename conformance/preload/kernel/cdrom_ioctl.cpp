// The requests of the cdrom driver (drivers/cdrom/cdrom.c, cdrom_ioctl and mmc_ioctl).
#include <linux/cdrom.h>

#include <climits>

#include "conformance/preload/kernel/cdrom_reading.h"
#include "conformance/preload/kernel/commands.h"
#include "conformance/preload/kernel/drive_status.h"
#include "conformance/preload/kernel/ioctl.h"
#include "conformance/preload/kernel/toc.h"

namespace conformance::preload::kernel {
namespace {

bool can(const Device& device, std::uint32_t capability) { return (device.capabilities() & capability) != 0; }

Answer done_or(Errno error) {
  if (error == 0) return Done{};
  return std::unexpected(error);
}

Answer command(Device& device, const base::ByteBuffer& cdb) {
  const auto done = device.packet(cdb, 0);
  return done_or(done ? 0 : done.error().error);
}

Answer move_tray(Device& device, Tray where) {
  const std::uint32_t needed = where == Tray::eject ? CDC_OPEN_TRAY : CDC_CLOSE_TRAY;
  if (!can(device, needed)) return std::unexpected(ENOSYS);
  if (where == Tray::eject && device.use_count() != 1) return std::unexpected(EBUSY);
  if (where == Tray::eject && can(device, CDC_LOCK)) {
    if (const Errno error = device.lock_door(false); error != 0) return std::unexpected(error);
  }
  return command(device, start_stop_unit(where));
}

// The options that may be set whatever the drive can do.
constexpr std::uint32_t free_options = CDO_USE_FFLAGS | CDO_CHECK_TYPE;

Answer set_options(Device& device, std::int64_t value) {
  const auto wanted = static_cast<std::uint32_t>(value);
  if (wanted == 0) return Done{.value = device.options};
  const bool is_free = wanted == CDO_USE_FFLAGS || wanted == CDO_CHECK_TYPE;
  const bool is_lock = wanted == CDO_LOCK;
  // The two AUTO options have the numbers of the capabilities that they need.
  const std::uint32_t needed = is_lock ? CDC_LOCK : wanted & ~free_options;
  if (!is_free && !can(device, needed)) return std::unexpected(ENOSYS);
  device.options |= wanted;
  return Done{.value = device.options};
}

Answer clear_options(Device& device, std::int64_t value) {
  device.options &= ~static_cast<std::uint32_t>(value);
  return Done{.value = device.options};
}

Answer set_auto_eject(Device& device, bool on) {
  if (!can(device, CDC_OPEN_TRAY)) return std::unexpected(ENOSYS);
  device.options &= ~std::uint32_t{CDO_AUTO_CLOSE | CDO_AUTO_EJECT};
  if (on) device.options |= CDO_AUTO_CLOSE | CDO_AUTO_EJECT;
  return Done{};
}

Answer select_speed(Device& device, std::int64_t value) {
  if (!can(device, CDC_SELECT_SPEED)) return std::unexpected(ENOSYS);
  const auto done = device.packet(set_cd_speed(static_cast<std::uint32_t>(value)), 0);
  return done_or(done ? 0 : EIO);
}

Answer lock_door(const OpenFile& file, const Ioctl& call) {
  Device& device = file.device;
  if (!can(device, CDC_LOCK)) return std::unexpected(EOPNOTSUPP);
  const bool lock = call.value != 0;
  device.keeps_locked = lock;
  if (device.use_count() != 1 && !lock && !call.is_privileged) return std::unexpected(EBUSY);
  return done_or(device.lock_door(lock));
}

// A drive of ours is no changer: its one slot may be named by its number or as the current one.
Answer slot_zero(std::int64_t slot) {
  if (slot == 0 || slot == CDSL_CURRENT || slot == CDSL_NONE) return Done{};
  return std::unexpected(EINVAL);
}

Answer media_changed(Device& device, std::int64_t slot) {
  if (const Answer known = slot_zero(slot); !known) return known;
  return Done{.value = device.take_medium_changed() ? 1 : 0};
}

Answer status_of(Device& device, std::int64_t slot) {
  if (const Answer known = slot_zero(slot); !known) return known;
  return Done{.value = drive_status(device)};
}

Answer control_tray(OpenFile& file, const Ioctl& call) {
  Device& device = file.device;
  switch (call.request) {
    case CDROMEJECT:
      return move_tray(device, Tray::eject);
    case CDROMCLOSETRAY:
      return move_tray(device, Tray::load);
    case CDROMEJECT_SW:
      return set_auto_eject(device, call.value != 0);
    case CDROM_LOCKDOOR:
      return lock_door(file, call);
    case CDROMSTART:
      return command(device, start_stop_unit(Tray::start, Immediate::yes));
    case CDROMSTOP:
      return command(device, start_stop_unit(Tray::stop, Immediate::yes));
    case CDROMRESET:
      if (!call.is_privileged) return std::unexpected(EACCES);
      return Done{};  // sr_reset does nothing
    default:
      return std::unexpected(ENOTTY);
  }
}

}  // namespace

Answer control_cdrom(OpenFile& file, const Ioctl& call) {
  Device& device = file.device;
  switch (call.request) {
    case CDROM_SET_OPTIONS:
      return set_options(device, call.value);
    case CDROM_CLEAR_OPTIONS:
      return clear_options(device, call.value);
    case CDROM_SELECT_SPEED:
      return select_speed(device, call.value);
    case CDROM_SELECT_DISC:
      return std::unexpected(ENOSYS);
    case CDROM_MEDIA_CHANGED:
      return media_changed(device, call.value);
    case CDROM_DRIVE_STATUS:
      return status_of(device, call.value);
    case CDROM_DISC_STATUS:
      return Done{.value = disc_status(device)};
    case CDROM_CHANGER_NSLOTS:
      return Done{.value = 1};
    case CDROM_GET_CAPABILITY:
      return Done{.value = device.capabilities()};
    default:
      break;
  }
  if (Answer answer = control_tray(file, call); answer || answer.error() != ENOTTY) return answer;
  return control_reading(file, call);
}

}  // namespace conformance::preload::kernel

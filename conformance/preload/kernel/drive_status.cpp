#include "conformance/preload/kernel/drive_status.h"

#include <linux/cdrom.h>

#include "conformance/preload/kernel/commands.h"
#include "conformance/preload/kernel/toc.h"

namespace conformance::preload::kernel {
namespace {

bool is_set(const Device& device, std::uint32_t option) { return (device.options & option) != 0; }

// Where the drive can and the options allow it.
bool close_tray(Device& device) {
  return device.can(CDC_CLOSE_TRAY) && is_set(device, CDO_AUTO_CLOSE) &&
         device.packet(start_stop_unit(Tray::load), 0).has_value();
}

Errno refuse(Device& device, Errno error) {
  unlock_if_wanted(device);
  return error;
}

}  // namespace

void unlock_if_wanted(Device& device) {
  if (device.can(CDC_LOCK) && is_set(device, CDO_LOCK)) device.lock_door(false);
}

int drive_status(Device& device) {
  const scsi::Answer ready = device.test_unit_ready(Device::sr_tries);
  if (ready.host == scsi::HostStatus::ok && ready.status == scsi::good) return CDS_DISC_OK;
  const auto sense = scsi::parse_sense(ready.sense).value_or(scsi::Sense{});
  const bool is_unready = sense.key == scsi::sense_key::not_ready && sense.asc == scsi::asc::not_ready;
  if (is_unready && sense.ascq == 0x01) return CDS_DRIVE_NOT_READY;
  const auto reply = device.packet(get_media_event(), media_event_room);
  if (const auto event = reply ? media_event(*reply) : std::nullopt) {
    if (event->is_present) return CDS_DISC_OK;
    return event->is_tray_open ? CDS_TRAY_OPEN : CDS_NO_DISC;
  }
  // Initializing command required: closing the tray will do.
  if (is_unready && sense.ascq == 0x02) return CDS_TRAY_OPEN;
  // A format or another long operation goes on: the disc is there.
  if (is_unready) return CDS_DISC_OK;
  return sense.asc == scsi::asc::medium_not_present ? CDS_NO_DISC : CDS_TRAY_OPEN;
}

int disc_status(Device& device) {
  const Tracks tracks = count_tracks(device);
  if (tracks.error != 0) return tracks.error;
  if (tracks.audio > 0) return tracks.data > 0 ? CDS_MIXED : CDS_AUDIO;
  return tracks.data > 0 ? CDS_DATA_1 : CDS_NO_INFO;
}

Errno open_for_data(Device& device) {
  int status = drive_status(device);
  if (status == CDS_TRAY_OPEN) {
    if (!close_tray(device)) return refuse(device, ENOMEDIUM);
    status = drive_status(device);
  }
  if (status != CDS_DISC_OK) return refuse(device, ENOMEDIUM);
  const Tracks tracks = count_tracks(device);
  if (tracks.error == CDS_NO_DISC) return refuse(device, ENOMEDIUM);
  if (tracks.data == 0 && is_set(device, CDO_CHECK_TYPE)) return refuse(device, EMEDIUMTYPE);
  if (device.can(CDC_LOCK) && is_set(device, CDO_LOCK)) device.lock_door(true);
  return 0;
}

std::optional<Answer> refuses_audio(Device& device) {
  if (!is_set(device, CDO_CHECK_TYPE)) return std::nullopt;
  if (drive_status(device) == CDS_TRAY_OPEN) {
    if (!close_tray(device)) return std::unexpected(ENOMEDIUM);
    const int status = drive_status(device);
    if (status == CDS_NO_DISC || status == CDS_TRAY_OPEN) return std::unexpected(ENOMEDIUM);
    if (status != CDS_DISC_OK) return std::unexpected(EIO);
  }
  const Tracks tracks = count_tracks(device);
  if (tracks.error != 0) return Done{.value = tracks.error};
  if (tracks.audio == 0) return std::unexpected(EMEDIUMTYPE);
  return std::nullopt;
}

}  // namespace conformance::preload::kernel

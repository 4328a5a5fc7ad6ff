#include "conformance/preload/kernel/drive_status.h"

#include <linux/cdrom.h>

#include "conformance/preload/kernel/commands.h"
#include "conformance/preload/kernel/toc.h"

namespace conformance::preload::kernel {
namespace {

constexpr std::uint16_t media_event_room = 8;

bool can(const Device& device, std::uint32_t capability) { return (device.capabilities() & capability) != 0; }
bool is_set(const Device& device, std::uint32_t option) { return (device.options & option) != 0; }

Errno refuse(Device& device, Errno error) {
  if (can(device, CDC_LOCK) && is_set(device, CDO_LOCK)) device.lock_door(false);
  return error;
}

}  // namespace

int drive_status(Device& device) {
  const auto sense = device.unready();
  if (!sense) return CDS_DISC_OK;
  const bool is_not_ready = sense->key == scsi::sense_key::not_ready;
  if (is_not_ready && sense->asc == scsi::asc::not_ready && sense->ascq == 0x01) return CDS_DRIVE_NOT_READY;
  const auto reply = device.packet(get_media_event(), media_event_room);
  if (const auto event = reply ? media_event(*reply) : std::nullopt) {
    if (event->is_present) return CDS_DISC_OK;
    return event->is_tray_open ? CDS_TRAY_OPEN : CDS_NO_DISC;
  }
  // A format or another long operation goes on: the disc is there.
  if (is_not_ready && sense->asc == scsi::asc::not_ready) {
    return sense->ascq == 0x04 ? CDS_DISC_OK : CDS_DRIVE_NOT_READY;
  }
  constexpr std::uint8_t tray_open = 0x02;  // ASCQ of MEDIUM NOT PRESENT - TRAY OPEN
  if (is_not_ready && sense->asc == scsi::asc::medium_not_present && sense->ascq != tray_open) return CDS_NO_DISC;
  return CDS_TRAY_OPEN;
}

int disc_status(Device& device) {
  const auto tracks = count_tracks(device);
  if (!tracks) return tracks.error() == ENOMEDIUM ? CDS_NO_DISC : CDS_NO_INFO;
  if (tracks->audio > 0) return tracks->data > 0 ? CDS_MIXED : CDS_AUDIO;
  return tracks->data > 0 ? CDS_DATA_1 : CDS_NO_INFO;
}

Errno open_for_data(Device& device) {
  int status = drive_status(device);
  if (status == CDS_TRAY_OPEN) {
    if (!can(device, CDC_CLOSE_TRAY) || !is_set(device, CDO_AUTO_CLOSE)) return refuse(device, ENOMEDIUM);
    if (!device.packet(start_stop_unit(Tray::load), 0)) return refuse(device, ENOMEDIUM);
    status = drive_status(device);
  }
  if (status != CDS_DISC_OK) return refuse(device, ENOMEDIUM);
  const auto tracks = count_tracks(device);
  if (!tracks && tracks.error() == ENOMEDIUM) return refuse(device, ENOMEDIUM);
  const bool has_data = tracks && tracks->data > 0;
  if (!has_data && is_set(device, CDO_CHECK_TYPE)) return refuse(device, EMEDIUMTYPE);
  if (can(device, CDC_LOCK) && is_set(device, CDO_LOCK)) device.lock_door(true);
  return 0;
}

}  // namespace conformance::preload::kernel

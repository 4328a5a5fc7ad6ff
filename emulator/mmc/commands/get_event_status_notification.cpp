#include "emulator/mmc/commands/get_event_status_notification.h"

#include <algorithm>
#include <array>

#include "emulator/mmc/commands/get_event_status_notification_layout.h"
#include "emulator/mmc/reply_bytes.h"

namespace emulator::mmc {
namespace {

namespace cdb = get_event_status_notification_cdb;
using drive::EventClass;

constexpr std::array offered_classes{EventClass::operational_change, EventClass::power_management, EventClass::media,
                                     EventClass::device_busy};
constexpr std::size_t descriptor_bytes = 4;
constexpr std::size_t header_bytes = 4;

constexpr std::uint8_t bit_of(EventClass event_class) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(event_class));
}

// Bits 1, 2, 4 and 6: 56h.
constexpr std::uint8_t offered_mask() {
  std::uint8_t mask = 0;
  for (const EventClass offered : offered_classes) mask = static_cast<std::uint8_t>(mask | bit_of(offered));
  return mask;
}

base::ByteBuffer operational_change(drive::Drive& drive, scsi::NexusId nexus) {
  namespace layout = operational_change_event_descriptor;
  constexpr std::uint64_t changed = 2;
  base::ByteBuffer bytes(descriptor_bytes);
  layout::persistent_prevented::set(bytes, drive.prevention() == drive::Prevention::persistent ? 1 : 0);
  if (const auto event = drive.events().next_operational(nexus)) {
    layout::event_code::set(bytes, changed);
    layout::operational_change::set(bytes, static_cast<std::uint8_t>(*event));
  }
  return bytes;
}

base::ByteBuffer power_management() {
  constexpr std::uint64_t active = 1;
  base::ByteBuffer bytes(descriptor_bytes);
  power_management_event_descriptor::power_status::set(bytes, active);
  return bytes;
}

base::ByteBuffer media_change(drive::Drive& drive, scsi::NexusId nexus) {
  namespace layout = media_event_descriptor;
  base::ByteBuffer bytes(descriptor_bytes);
  const auto event = drive.events().next_media(nexus).value_or(drive::MediaEvent::no_change);
  layout::event_code::set(bytes, static_cast<std::uint8_t>(event));
  layout::media_present::set(bytes, drive.medium() == nullptr ? 0 : 1);
  layout::door_or_tray_open::set(bytes, std::holds_alternative<drive::TrayOpen>(drive.load_state()) ? 1 : 0);
  return bytes;
}

// A change is seen by asking, so busy itself is the event; time is told in units of 100 ms.
base::ByteBuffer device_busy(const drive::Drive& drive, base::Instant now) {
  namespace layout = device_busy_event_descriptor;
  base::ByteBuffer bytes(descriptor_bytes);
  if (!drive.background()) return bytes;
  const base::Duration left = drive.background()->start + drive.background()->length - now;
  const std::int64_t tenths = std::clamp<std::int64_t>(left / std::chrono::milliseconds(100), 0, 0xFFFF);
  layout::event_code::set(bytes, 1);
  layout::device_busy_status::set(bytes, 1);
  layout::time::set(bytes, static_cast<std::uint64_t>(tenths));
  return bytes;
}

bool has_event(drive::Drive& drive, EventClass event_class, scsi::NexusId nexus) {
  switch (event_class) {
    case EventClass::operational_change:
      return drive.events().next_operational(nexus).has_value();
    case EventClass::media:
      return drive.events().next_media(nexus).has_value();
    case EventClass::device_busy:
      return drive.background().has_value();
    case EventClass::power_management:
      break;
  }
  return false;
}

// The lowest requested class that has an event, else the lowest requested class that is offered.
std::optional<EventClass> chosen_class(drive::Drive& drive, std::uint64_t requested, scsi::NexusId nexus) {
  std::optional<EventClass> quiet;
  for (const EventClass offered : offered_classes) {
    if ((requested & bit_of(offered)) == 0) continue;
    if (has_event(drive, offered, nexus)) return offered;
    if (!quiet) quiet = offered;
  }
  return quiet;
}

base::ByteBuffer describe(drive::Drive& drive, EventClass event_class, scsi::NexusId nexus, base::Instant now) {
  switch (event_class) {
    case EventClass::operational_change:
      return operational_change(drive, nexus);
    case EventClass::power_management:
      return power_management();
    case EventClass::media:
      return media_change(drive, nexus);
    case EventClass::device_busy:
      break;
  }
  return device_busy(drive, now);
}

void consume(drive::Drive& drive, EventClass event_class, scsi::NexusId nexus) {
  if (event_class == EventClass::operational_change) drive.events().consume_operational(nexus);
  if (event_class == EventClass::media) drive.events().consume_media(nexus);
}

}  // namespace

scsi::Outcome get_event_status_notification(drive::Drive& drive, const scsi::Request& request, base::Instant now) {
  namespace layout = event_header;
  // Asynchronous notification is not offered.
  if (cdb::polled::get(request.cdb) == 0) return std::unexpected(scsi::invalid_cdb_field(1, 0));
  base::ByteBuffer reply(header_bytes);
  layout::supported_event_classes::set(reply, offered_mask());
  const auto chosen = chosen_class(drive, cdb::notification_class_request::get(request.cdb), request.nexus);
  if (!chosen) {
    layout::nea::set(reply, 1);
    layout::event_descriptor_length::set(reply, header_bytes - 2);
    return scsi::data_reply(std::move(reply));
  }
  layout::notification_class::set(reply, static_cast<std::uint8_t>(*chosen));
  append(reply, describe(drive, *chosen, request.nexus, now));
  layout::event_descriptor_length::set(reply, reply.size() - 2);
  if (cdb::allocation_length::get(request.cdb) > header_bytes) consume(drive, *chosen, request.nexus);
  drive.asked_about_format();
  return scsi::data_reply(std::move(reply));
}

}  // namespace emulator::mmc

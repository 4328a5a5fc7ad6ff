// What GET EVENT STATUS NOTIFICATION has to tell each initiator, once. MMC-6, Event status notification classes.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>

#include "emulator/scsi/request.h"

namespace emulator::drive {

enum class EventClass : std::uint8_t { operational_change = 1, power_management = 2, media = 4, device_busy = 6 };

enum class MediaEvent : std::uint8_t {
  no_change = 0,
  eject_request = 1,
  new_media = 2,
  media_removal = 3,
  media_changed = 4,
  background_format_completed = 5,
  background_format_restarted = 6,
};

// MMC-6, Operational change events: code 2 with a report of what changed.
enum class OperationalChange : std::uint8_t { no_change = 0, feature_change = 1 };

// A queue for each nexus and class. It is bounded: a host that never asks learns of the latest events only.
class EventQueue {
 public:
  static constexpr std::size_t limit = 8;

  void begin(scsi::NexusId nexus);
  void end(scsi::NexusId nexus);

  void add(MediaEvent event);
  void add(OperationalChange change);

  [[nodiscard]] std::optional<MediaEvent> next_media(scsi::NexusId nexus) const;
  [[nodiscard]] std::optional<OperationalChange> next_operational(scsi::NexusId nexus) const;
  void consume_media(scsi::NexusId nexus);
  void consume_operational(scsi::NexusId nexus);

 private:
  struct Waiting {
    std::deque<MediaEvent> media;
    std::deque<OperationalChange> operational;
  };
  std::map<scsi::NexusId, Waiting> waiting_;
};

}  // namespace emulator::drive

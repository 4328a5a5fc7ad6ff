// Unit attentions that wait for each nexus. SPC-4, Unit attention condition.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "emulator/scsi/request.h"
#include "emulator/scsi/sense.h"

namespace emulator::scsi {

// Every nexus has its own list, because each initiator has to learn what happened, once. Resets are told first, then
// changes of the medium, then of the target, then of parameters; within one kind the older first.
class Attentions {
 public:
  // The nexus exists from now on and is told `first`.
  void begin(NexusId nexus, const Sense& first);
  void end(NexusId nexus);

  // A condition that is waiting already is not added again.
  void raise(NexusId nexus, const Sense& attention);
  void raise_for_all(const Sense& attention);
  void raise_for_others(NexusId but_not, const Sense& attention);

  // A reset takes the place of all that was waiting before it.
  void reset(const Sense& attention);

  [[nodiscard]] std::vector<NexusId> nexuses() const;
  [[nodiscard]] std::optional<Sense> next(NexusId nexus) const;
  std::optional<Sense> take(NexusId nexus);

 private:
  std::map<NexusId, std::vector<Sense>> pending_;
};

}  // namespace emulator::scsi

// The part of FullFeature that sees to a reply that reaches no host: the second hook of a fault plan. A session can
// only ask its owner to close a connection; see Session::is_broken_off.
#include "emulator/iscsi/full_feature.h"
#include "emulator/iscsi/session.h"

namespace emulator::iscsi {

void FullFeature::lose(const Task& task, base::Instant now) {
  if (task.reply.fate == scsi::Fate::power_is_lost) return lose_power(now);
  task.session->break_off(task.reply.fate, now);  // the task goes with it
}

// All connections first, with what they were about to send: when the unit begins anew nobody has a nexus with it.
void FullFeature::lose_power(base::Instant now) {
  Target& target = *admission_.target;
  for (Session* other : around_.group.others_on(target, around_.session)) {
    other->break_off(scsi::Fate::power_is_lost, now);
  }
  around_.session.break_off(scsi::Fate::power_is_lost, now);
  target.queue.start_over(now);
  target.unit->reset(scsi::ResetKind::power_on, now);
}

}  // namespace emulator::iscsi

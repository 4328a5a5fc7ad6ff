// The answer to a command: data in PDUs that fit the initiator, what is left over or missing, and the status. RFC 7143,
// SCSI Data-In; SCSI Response.
#pragma once

#include "emulator/iscsi/negotiation.h"
#include "emulator/iscsi/responder.h"
#include "emulator/iscsi/task.h"

namespace emulator::iscsi {

// Sends the reply of an executed task, whose data goes with it.
void send_reply(Responder& responder, Task& task, const Parameters& parameters);

}  // namespace emulator::iscsi

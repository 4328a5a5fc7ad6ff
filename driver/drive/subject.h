#pragma once

#include "driver/mmc/device.h"
#include "driver/transport/recorder.h"

namespace driver::drive {

// What a trace's first line says: the drive, its medium and the disc's status now. Asked before recording begins, so
// that unit attentions of an earlier life stay out of the trace. A drive that does not become ready has no medium.
std::expected<transport::TraceSubject, mmc::DriveError> trace_subject(mmc::Device& device);

}  // namespace driver::drive

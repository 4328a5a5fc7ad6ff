// What Linux' SCSI layer keeps of a command's end before a driver tells the program of it.
#pragma once

#include "conformance/preload/scsi/drive.h"

namespace conformance::preload::kernel {

inline constexpr std::uint16_t driver_sense = 8;       // the only driver status that today's kernels still give
inline constexpr std::size_t sense_buffer_bytes = 96;  // SCSI_SENSE_BUFFERSIZE
inline constexpr std::size_t longest_cdb = 32;         // of struct scsi_cmnd

// The sense data as long as they say they are, at most the kernel's buffer; empty where they are no sense data
// (scsi_io_completion_nz_result).
[[nodiscard]] base::ByteBuffer kept_sense(const scsi::Answer& answer);

// The number that the kernel's own callers get: SCSI status in the lowest byte, host status in the third.
[[nodiscard]] std::int32_t result_of(const scsi::Answer& answer);

[[nodiscard]] std::uint32_t milliseconds_of(const scsi::Answer& answer);

// Whether the program is told to look at the three statuses (SG_INFO_CHECK).
[[nodiscard]] bool is_abnormal(const scsi::Answer& answer);

}  // namespace conformance::preload::kernel

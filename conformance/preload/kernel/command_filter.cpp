#include "conformance/preload/kernel/command_filter.h"

#include <algorithm>
#include <array>

namespace conformance::preload::kernel {
namespace {

// Operation codes in ascending order. For anyone who may open the device:
constexpr std::array<std::uint8_t, 44> safe_for_reading{
    0x00,  // TEST UNIT READY
    0x03,  // REQUEST SENSE
    0x08,  // READ (6)
    0x12,  // INQUIRY
    0x1A,  // MODE SENSE (6)
    0x1B,  // START STOP UNIT
    0x1C,  // RECEIVE DIAGNOSTIC RESULTS
    0x23,  // READ FORMAT CAPACITIES
    0x25,  // READ CAPACITY
    0x28,  // READ (10)
    0x2B,  // SEEK (10)
    0x2F,  // VERIFY (10)
    0x37,  // READ DEFECT DATA
    0x3C,  // READ BUFFER
    0x3E,  // READ LONG
    0x42,  // READ SUB-CHANNEL
    0x43,  // READ TOC/PMA/ATIP
    0x44,  // READ HEADER
    0x45,  // PLAY AUDIO (10)
    0x46,  // GET CONFIGURATION
    0x47,  // PLAY AUDIO MSF
    0x48,  // PLAY AUDIO TRACK INDEX
    0x4A,  // GET EVENT STATUS NOTIFICATION
    0x4B,  // PAUSE/RESUME
    0x4D,  // LOG SENSE
    0x4E,  // STOP PLAY/SCAN
    0x51,  // READ DISC INFORMATION
    0x52,  // READ TRACK INFORMATION
    0x5A,  // MODE SENSE (10)
    0x5C,  // READ BUFFER CAPACITY
    0x88,  // READ (16)
    0x8F,  // VERIFY (16)
    0x95,  // ZBC IN
    0x9E,  // SERVICE ACTION IN (16)
    0xA0,  // REPORT LUNS
    0xA3,  // MAINTENANCE IN, SEND KEY
    0xA4,  // REPORT KEY
    0xA8,  // READ (12)
    0xAC,  // GET PERFORMANCE
    0xAD,  // READ DISC STRUCTURE
    0xB9,  // READ CD MSF
    0xBA,  // SCAN
    0xBC,  // PLAY CD
    0xBE,  // READ CD
};
static_assert(std::ranges::is_sorted(safe_for_reading));

// And for those who opened it for writing:
constexpr std::array<std::uint8_t, 31> safe_for_writing{
    0x04,  // FORMAT UNIT
    0x0A,  // WRITE (6)
    0x0D,  // the service action of WRITE SAME (32), taken for an operation code
    0x15,  // MODE SELECT (6)
    0x19,  // ERASE
    0x1E,  // PREVENT ALLOW MEDIUM REMOVAL
    0x2A,  // WRITE (10)
    0x2E,  // WRITE AND VERIFY (10)
    0x35,  // SYNCHRONIZE CACHE
    0x3F,  // WRITE LONG
    0x41,  // WRITE SAME
    0x4C,  // LOG SELECT
    0x53,  // RESERVE TRACK
    0x54,  // SEND OPC INFORMATION
    0x55,  // MODE SELECT (10)
    0x58,  // REPAIR TRACK
    0x5B,  // CLOSE TRACK SESSION
    0x5D,  // SEND CUE SHEET
    0x8A,  // WRITE (16)
    0x93,  // WRITE SAME (16)
    0x94,  // ZBC OUT
    0xA1,  // BLANK
    0xA2,  // SEND EVENT
    0xA6,  // LOAD/UNLOAD MEDIUM
    0xA7,  // SET READ AHEAD
    0xAA,  // WRITE (12)
    0xAE,  // WRITE AND VERIFY (12)
    0xB6,  // SET STREAMING
    0xBB,  // SET CD SPEED
    0xBF,  // SEND DISC STRUCTURE
    0xEA,  // WRITE LONG under its older number
};
static_assert(std::ranges::is_sorted(safe_for_writing));

}  // namespace

bool is_allowed(std::uint8_t operation_code, Access access) {
  if (std::ranges::binary_search(safe_for_reading, operation_code)) return true;
  return access == Access::writing && std::ranges::binary_search(safe_for_writing, operation_code);
}

}  // namespace conformance::preload::kernel

#include "driver/mmc/numbers.h"

#include <fmt/core.h>

#include <algorithm>

namespace driver::mmc {
namespace {

struct AdditionalSense {
  std::uint8_t code{};
  std::uint8_t qualifier{};
  std::string_view name;
};

// SPC-4, ASC and ASCQ assignments: those that MMC-6 lists for optical drives (Sense Information for Multi-Media
// Devices).
constexpr std::array additional_sense{
    AdditionalSense{0x00, 0x00, "NO ADDITIONAL SENSE INFORMATION"},
    AdditionalSense{0x04, 0x00, "LOGICAL UNIT NOT READY, CAUSE NOT REPORTABLE"},
    AdditionalSense{0x04, 0x01, "LOGICAL UNIT IS IN PROCESS OF BECOMING READY"},
    AdditionalSense{0x04, 0x02, "LOGICAL UNIT NOT READY, INITIALIZING COMMAND REQUIRED"},
    AdditionalSense{0x04, 0x03, "LOGICAL UNIT NOT READY, MANUAL INTERVENTION REQUIRED"},
    AdditionalSense{0x04, 0x04, "LOGICAL UNIT NOT READY, FORMAT IN PROGRESS"},
    AdditionalSense{0x04, 0x07, "LOGICAL UNIT NOT READY, OPERATION IN PROGRESS"},
    AdditionalSense{0x04, 0x08, "LOGICAL UNIT NOT READY, LONG WRITE IN PROGRESS"},
    AdditionalSense{0x04, 0x09, "LOGICAL UNIT NOT READY, SELF-TEST IN PROGRESS"},
    AdditionalSense{0x08, 0x00, "LOGICAL UNIT COMMUNICATION FAILURE"},
    AdditionalSense{0x08, 0x01, "LOGICAL UNIT COMMUNICATION TIME-OUT"},
    AdditionalSense{0x09, 0x00, "TRACK FOLLOWING ERROR"},
    AdditionalSense{0x09, 0x01, "TRACKING SERVO FAILURE"},
    AdditionalSense{0x09, 0x02, "FOCUS SERVO FAILURE"},
    AdditionalSense{0x09, 0x03, "SPINDLE SERVO FAILURE"},
    AdditionalSense{0x0C, 0x00, "WRITE ERROR"},
    AdditionalSense{0x0C, 0x01, "WRITE ERROR - RECOVERED WITH AUTO REALLOCATION"},
    AdditionalSense{0x0C, 0x02, "WRITE ERROR - AUTO REALLOCATION FAILED"},
    AdditionalSense{0x0C, 0x09, "WRITE ERROR - LOSS OF STREAMING"},
    AdditionalSense{0x0C, 0x0A, "WRITE ERROR - PADDING BLOCKS ADDED"},
    AdditionalSense{0x11, 0x00, "UNRECOVERED READ ERROR"},
    AdditionalSense{0x11, 0x05, "L-EC UNCORRECTABLE ERROR"},
    AdditionalSense{0x11, 0x06, "CIRC UNRECOVERED ERROR"},
    AdditionalSense{0x15, 0x00, "RANDOM POSITIONING ERROR"},
    AdditionalSense{0x1A, 0x00, "PARAMETER LIST LENGTH ERROR"},
    AdditionalSense{0x20, 0x00, "INVALID COMMAND OPERATION CODE"},
    AdditionalSense{0x21, 0x00, "LOGICAL BLOCK ADDRESS OUT OF RANGE"},
    AdditionalSense{0x21, 0x02, "INVALID ADDRESS FOR WRITE"},
    AdditionalSense{0x21, 0x03, "INVALID WRITE CROSSING LAYER JUMP"},
    AdditionalSense{0x24, 0x00, "INVALID FIELD IN CDB"},
    AdditionalSense{0x25, 0x00, "LOGICAL UNIT NOT SUPPORTED"},
    AdditionalSense{0x26, 0x00, "INVALID FIELD IN PARAMETER LIST"},
    AdditionalSense{0x26, 0x01, "PARAMETER NOT SUPPORTED"},
    AdditionalSense{0x26, 0x02, "PARAMETER VALUE INVALID"},
    AdditionalSense{0x27, 0x00, "WRITE PROTECTED"},
    AdditionalSense{0x27, 0x01, "HARDWARE WRITE PROTECTED"},
    AdditionalSense{0x27, 0x02, "LOGICAL UNIT SOFTWARE WRITE PROTECTED"},
    AdditionalSense{0x27, 0x04, "PERSISTENT WRITE PROTECT"},
    AdditionalSense{0x27, 0x05, "PERMANENT WRITE PROTECT"},
    AdditionalSense{0x28, 0x00, "NOT READY TO READY CHANGE, MEDIUM MAY HAVE CHANGED"},
    AdditionalSense{0x29, 0x00, "POWER ON, RESET, OR BUS DEVICE RESET OCCURRED"},
    AdditionalSense{0x29, 0x01, "POWER ON OCCURRED"},
    AdditionalSense{0x29, 0x02, "SCSI BUS RESET OCCURRED"},
    AdditionalSense{0x29, 0x03, "BUS DEVICE RESET FUNCTION OCCURRED"},
    AdditionalSense{0x29, 0x04, "DEVICE INTERNAL RESET"},
    AdditionalSense{0x29, 0x07, "I_T NEXUS LOSS OCCURRED"},
    AdditionalSense{0x2A, 0x00, "PARAMETERS CHANGED"},
    AdditionalSense{0x2A, 0x01, "MODE PARAMETERS CHANGED"},
    AdditionalSense{0x2C, 0x00, "COMMAND SEQUENCE ERROR"},
    AdditionalSense{0x2C, 0x03, "CURRENT PROGRAM AREA IS NOT EMPTY"},
    AdditionalSense{0x2C, 0x04, "CURRENT PROGRAM AREA IS EMPTY"},
    AdditionalSense{0x2E, 0x00, "INSUFFICIENT TIME FOR OPERATION"},
    AdditionalSense{0x30, 0x00, "INCOMPATIBLE MEDIUM INSTALLED"},
    AdditionalSense{0x30, 0x01, "CANNOT READ MEDIUM - UNKNOWN FORMAT"},
    AdditionalSense{0x30, 0x02, "CANNOT READ MEDIUM - INCOMPATIBLE FORMAT"},
    AdditionalSense{0x30, 0x04, "CANNOT WRITE MEDIUM - UNKNOWN FORMAT"},
    AdditionalSense{0x30, 0x05, "CANNOT WRITE MEDIUM - INCOMPATIBLE FORMAT"},
    AdditionalSense{0x30, 0x06, "CANNOT FORMAT MEDIUM - INCOMPATIBLE MEDIUM"},
    AdditionalSense{0x30, 0x09, "CURRENT SESSION NOT FIXATED FOR APPEND"},
    AdditionalSense{0x30, 0x10, "MEDIUM NOT FORMATTED"},
    AdditionalSense{0x30, 0x11, "INCOMPATIBLE VOLUME TYPE"},
    AdditionalSense{0x31, 0x00, "MEDIUM FORMAT CORRUPTED"},
    AdditionalSense{0x31, 0x01, "FORMAT COMMAND FAILED"},
    AdditionalSense{0x32, 0x00, "NO DEFECT SPARE LOCATION AVAILABLE"},
    AdditionalSense{0x37, 0x00, "ROUNDED PARAMETER"},
    AdditionalSense{0x39, 0x00, "SAVING PARAMETERS NOT SUPPORTED"},
    AdditionalSense{0x3A, 0x00, "MEDIUM NOT PRESENT"},
    AdditionalSense{0x3A, 0x01, "MEDIUM NOT PRESENT - TRAY CLOSED"},
    AdditionalSense{0x3A, 0x02, "MEDIUM NOT PRESENT - TRAY OPEN"},
    AdditionalSense{0x3E, 0x01, "LOGICAL UNIT FAILURE"},
    AdditionalSense{0x3F, 0x00, "TARGET OPERATING CONDITIONS HAVE CHANGED"},
    AdditionalSense{0x3F, 0x01, "MICROCODE HAS BEEN CHANGED"},
    AdditionalSense{0x3F, 0x03, "INQUIRY DATA HAS CHANGED"},
    AdditionalSense{0x44, 0x00, "INTERNAL TARGET FAILURE"},
    AdditionalSense{0x51, 0x00, "ERASE FAILURE"},
    AdditionalSense{0x53, 0x00, "MEDIA LOAD OR EJECT FAILED"},
    AdditionalSense{0x53, 0x02, "MEDIUM REMOVAL PREVENTED"},
    AdditionalSense{0x57, 0x00, "UNABLE TO RECOVER TABLE-OF-CONTENTS"},
    AdditionalSense{0x5A, 0x01, "OPERATOR MEDIUM REMOVAL REQUEST"},
    AdditionalSense{0x63, 0x00, "END OF USER AREA ENCOUNTERED ON THIS TRACK"},
    AdditionalSense{0x63, 0x01, "PACKET DOES NOT FIT IN AVAILABLE SPACE"},
    AdditionalSense{0x64, 0x00, "ILLEGAL MODE FOR THIS TRACK"},
    AdditionalSense{0x64, 0x01, "INVALID PACKET SIZE"},
    AdditionalSense{0x72, 0x00, "SESSION FIXATION ERROR"},
    AdditionalSense{0x72, 0x01, "SESSION FIXATION ERROR WRITING LEAD-IN"},
    AdditionalSense{0x72, 0x02, "SESSION FIXATION ERROR WRITING LEAD-OUT"},
    AdditionalSense{0x72, 0x03, "SESSION FIXATION ERROR - INCOMPLETE TRACK IN SESSION"},
    AdditionalSense{0x72, 0x04, "EMPTY OR PARTIALLY WRITTEN RESERVED TRACK"},
    AdditionalSense{0x72, 0x05, "NO MORE TRACK RESERVATIONS ALLOWED"},
    AdditionalSense{0x73, 0x01, "POWER CALIBRATION AREA ALMOST FULL"},
    AdditionalSense{0x73, 0x02, "POWER CALIBRATION AREA IS FULL"},
    AdditionalSense{0x73, 0x03, "POWER CALIBRATION AREA ERROR"},
    AdditionalSense{0x73, 0x04, "PROGRAM MEMORY AREA UPDATE FAILURE"},
    AdditionalSense{0x73, 0x05, "PROGRAM MEMORY AREA IS FULL"},
    AdditionalSense{0x73, 0x06, "RMA/PMA IS ALMOST FULL"},
};

constexpr std::array key_names{
    std::string_view{"NO SENSE"},        std::string_view{"RECOVERED ERROR"}, std::string_view{"NOT READY"},
    std::string_view{"MEDIUM ERROR"},    std::string_view{"HARDWARE ERROR"},  std::string_view{"ILLEGAL REQUEST"},
    std::string_view{"UNIT ATTENTION"},  std::string_view{"DATA PROTECT"},    std::string_view{"BLANK CHECK"},
    std::string_view{"VENDOR SPECIFIC"}, std::string_view{"COPY ABORTED"},    std::string_view{"ABORTED COMMAND"},
    std::string_view{"reserved key Ch"}, std::string_view{"VOLUME OVERFLOW"}, std::string_view{"MISCOMPARE"},
    std::string_view{"COMPLETED"},
};

}  // namespace

std::string operation_name(std::uint8_t code) {
  const auto* const row = std::ranges::find(operation_code::registry, code, &Number::code);
  if (row == operation_code::registry.end()) return fmt::format("command {:02X}h", code);
  std::string name{row->identifier};
  std::ranges::transform(name, name.begin(), [](char letter) {
    if (letter == '_') return ' ';
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  });
  return name;
}

std::string_view sense_key_name(SenseKey key) { return key_names.at(static_cast<std::uint8_t>(key) & 0x0F); }

std::string_view additional_sense_name(std::uint8_t code, std::uint8_t qualifier) {
  const auto* const row = std::ranges::find_if(additional_sense, [&](const AdditionalSense& candidate) {
    return candidate.code == code && candidate.qualifier == qualifier;
  });
  return row == additional_sense.end() ? std::string_view{} : row->name;
}

}  // namespace driver::mmc

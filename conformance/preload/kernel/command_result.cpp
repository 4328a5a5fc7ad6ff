#include "conformance/preload/kernel/command_result.h"

#include <algorithm>

namespace conformance::preload::kernel {
namespace {

constexpr std::size_t length_byte =
    7;  // SPC-4, Fixed format sense data: ADDITIONAL SENSE LENGTH; Descriptor format too

std::uint8_t status_of(const scsi::Answer& answer) {
  return answer.host == scsi::HostStatus::ok ? answer.status : scsi::good;
}

}  // namespace

base::ByteBuffer kept_sense(const scsi::Answer& answer) {
  constexpr std::uint8_t any_response_code = 0x70;
  if (answer.host != scsi::HostStatus::ok || answer.sense.empty()) return {};
  if ((answer.sense.front() & any_response_code) != any_response_code) return {};
  base::ByteBuffer sense = answer.sense;
  sense.resize(sense_buffer_bytes);  // the kernel's buffer begins as zeros
  sense.resize(std::min<std::size_t>(length_byte + 1 + sense[length_byte], sense_buffer_bytes));
  return sense;
}

std::int32_t result_of(const scsi::Answer& answer) {
  return static_cast<std::int32_t>(answer.host) << 16 | status_of(answer);
}

std::uint32_t milliseconds_of(const scsi::Answer& answer) {
  return static_cast<std::uint32_t>(answer.duration / std::chrono::milliseconds{1});
}

bool is_abnormal(const scsi::Answer& answer) { return result_of(answer) != 0; }

}  // namespace conformance::preload::kernel

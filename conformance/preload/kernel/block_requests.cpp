#include "conformance/preload/kernel/block_requests.h"

#include "conformance/preload/kernel/block.h"
#include "conformance/preload/kernel/commands.h"

namespace conformance::preload::kernel {
namespace {

// SPC-4, sense keys.
constexpr std::uint8_t recovered_error = 0x01;
constexpr std::uint8_t medium_error = 0x03;
constexpr std::uint8_t aborted_command = 0x0B;
constexpr std::uint8_t volume_overflow = 0x0D;

// SPC-4, Fixed format sense data: INFORMATION, which names the first block that is not good.
std::uint64_t information_of(base::Bytes sense) {
  constexpr std::size_t field = 3;
  if (sense.size() < field + 4) return 0;
  return std::uint64_t{sense[field]} << 24 | sense[field + 1] << 16 | sense[field + 2] << 8 | sense[field + 3];
}

// sr_done. Nobody asks whether INFORMATION is valid.
void note_failure(Device& device, const scsi::Answer& answer) {
  const auto sense = scsi::parse_sense(answer.sense);
  if (sense && sense->key == scsi::sense_key::unit_attention) device.medium().note_attention();
  if (!sense || (answer.sense.front() & 0x7F) != 0x70) return;
  const std::uint8_t key = answer.sense[2];  // with the three bits above it
  if (key != medium_error && key != volume_overflow && key != scsi::sense_key::illegal_request) return;
  const Capacity capacity = device.capacity();
  const std::uint64_t unit = cache_block_bytes(capacity);
  device.note_bad(information_of(answer.sense) * capacity.block_bytes / unit * unit);
}

// scsi_decide_disposition: what is sent again, up to MAX_RETRIES of sr.h.
bool is_worth_a_retry(const std::optional<scsi::Sense>& sense) {
  if (!sense) return false;
  if (sense->key == aborted_command) return true;
  const bool is_final = sense->asc == 0x11 || sense->asc == 0x13 || sense->asc == 0x14;
  return sense->key == medium_error && !is_final;
}

// Whether all of it came through; the answer is the last one.
bool run(Device& device, const scsi::Command& command, scsi::Answer& answer) {
  if (!device.drive().is_connected() || device.medium().refuses_access()) return false;
  std::optional<scsi::Sense> sense;
  for (int retries = 0; retries <= Device::sr_tries; ++retries) {
    answer = device.drive().execute(command);
    sense = scsi::parse_sense(answer.sense);
    if (!is_worth_a_retry(sense)) break;
  }
  const bool is_good = answer.status == scsi::good || (sense && sense->key == recovered_error);
  if (answer.host == scsi::HostStatus::ok && is_good && answer.residual == 0) return true;
  note_failure(device, answer);
  return false;
}

}  // namespace

std::optional<base::ByteBuffer> read_request(Device& device, std::uint32_t first, std::uint32_t count,
                                             std::uint32_t block_bytes) {
  const auto cdb = read_blocks(first, static_cast<std::uint16_t>(count));
  scsi::Answer answer;
  const scsi::Command command{.cdb = cdb, .direction = scsi::Direction::from_drive, .room = count * block_bytes};
  if (!run(device, command, answer)) return std::nullopt;
  return std::move(answer.data_in);
}

bool write_request(Device& device, std::uint32_t first, base::Bytes data, std::uint32_t block_bytes) {
  if (!device.takes_writes()) return false;
  device.is_written = true;
  const auto cdb = write_blocks(first, static_cast<std::uint16_t>(data.size() / block_bytes));
  scsi::Answer answer;
  return run(device, {.cdb = cdb, .direction = scsi::Direction::to_drive, .data_out = data}, answer);
}

}  // namespace conformance::preload::kernel

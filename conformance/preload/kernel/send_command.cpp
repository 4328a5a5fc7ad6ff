#include "conformance/preload/kernel/send_command.h"

#include <algorithm>
#include <array>

#include "conformance/preload/kernel/command_filter.h"
#include "conformance/preload/kernel/command_result.h"
#include "conformance/preload/kernel/sg_io.h"

namespace conformance::preload::kernel {
namespace {

using std::chrono::milliseconds;

struct Lengths {
  std::uint32_t out{};  // "inlen": to the drive
  std::uint32_t in{};   // "outlen": back to the program
};
constexpr std::uint32_t longest_transfer = 4096;  // a page

// include/scsi/scsi.h.
milliseconds timeout_of(std::uint8_t operation_code) {
  constexpr milliseconds second{1'000};
  switch (operation_code) {
    case 0x04:  // FORMAT UNIT
    case 0x1D:  // SEND DIAGNOSTIC
      return 2 * 3600 * second;
    case 0x1B:  // START STOP UNIT
      return 60 * second;
    case 0xA5:  // MOVE MEDIUM
    case 0xB8:  // READ ELEMENT STATUS
      return 5 * 60 * second;
    case 0x37:  // READ DEFECT DATA
      return 60 * second;
    default:
      return default_sg_timeout;
  }
}

}  // namespace

std::size_t cdb_bytes_of(std::uint8_t operation_code) {
  constexpr std::array<std::uint8_t, 8> of_group{6, 10, 10, 12, 16, 12, 10, 10};
  return of_group[operation_code >> 5];
}

Answer send_command(OpenFile& file, const Ioctl& call) {
  constexpr std::size_t most_sense_bytes = 16;
  if (call.bytes.size() < sizeof(Lengths)) return std::unexpected(EINVAL);
  const Lengths lengths = *argument_as<Lengths>(call.bytes.first(sizeof(Lengths)));
  if (lengths.out > longest_transfer || lengths.in > longest_transfer) return std::unexpected(EINVAL);
  const base::Bytes rest = call.bytes.subspan(sizeof(Lengths));
  if (rest.empty() || rest.size() < cdb_bytes_of(rest[0]) + lengths.out) return std::unexpected(EFAULT);
  const base::Bytes cdb = rest.first(cdb_bytes_of(rest[0]));
  const Access access = file.is_writable() ? Access::writing : Access::reading;
  if (!call.is_privileged && !is_allowed(cdb[0], access)) return std::unexpected(EPERM);
  // One buffer for both ways, as long as the longer.
  base::ByteBuffer data(rest.begin() + static_cast<std::ptrdiff_t>(cdb.size()),
                        rest.begin() + static_cast<std::ptrdiff_t>(cdb.size() + lengths.out));
  data.resize(std::max(lengths.out, lengths.in));
  scsi::Command command{.cdb = {cdb.begin(), cdb.end()}, .timeout = timeout_of(cdb[0])};
  if (lengths.out > 0) {
    command.direction = scsi::Direction::to_drive;
    command.data_out = data;
  } else if (lengths.in > 0) {
    command.direction = scsi::Direction::from_drive;
    command.room = lengths.in;
  }
  const scsi::Answer answer = file.device.drive().execute(command);
  Done done{.value = result_of(answer) & 0xFF};
  if (done.value != 0) {
    done.bytes = kept_sense(answer);
    done.bytes.resize(std::min(done.bytes.size(), most_sense_bytes));
    return done;
  }
  std::ranges::copy_n(answer.data_in.begin(), static_cast<std::ptrdiff_t>(std::min(answer.data_in.size(), data.size())),
                      data.begin());
  data.resize(lengths.in);
  done.bytes = std::move(data);
  return done;
}

}  // namespace conformance::preload::kernel

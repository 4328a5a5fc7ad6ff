#include "conformance/link/linux_sg/linux_sg_target.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <scsi/sg.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>

namespace conformance::link::linux_sg {
namespace {

using Kind = LinkError::Kind;

std::unexpected<LinkError> failure(Kind kind, std::string text) {
  return std::unexpected(LinkError{kind, std::move(text)});
}

// Host and driver bytes of an answer (Linux SCSI Generic HOWTO, "host_status" and "driver_status"). The driver byte's
// lower bits are its own report; 08h above them says that there is sense data.
constexpr unsigned short did_time_out = 0x03;
constexpr unsigned short driver_report = 0x07;
constexpr unsigned short driver_timeout = 0x06;

int kernel_ioctl(int descriptor, unsigned long request, void* argument) {
  return ::ioctl(descriptor, request, argument);
}

// What is no answer of the drive.
std::optional<LinkError> failure_of(const sg_io_hdr_t& io) {
  if (io.host_status == did_time_out || (io.driver_status & driver_report) == driver_timeout) {
    return LinkError{Kind::timed_out, "the drive did not answer in time"};
  }
  if (io.host_status == 0 && (io.driver_status & driver_report) == 0) return std::nullopt;
  return LinkError{Kind::lost, fmt::format("the kernel's host status is {:02X}h, its driver status {:02X}h",
                                           io.host_status, io.driver_status)};
}

class LinuxSgLink final : public Link {
 public:
  LinuxSgLink(int descriptor, IoctlFunction door) : descriptor_(descriptor), ioctl_(door) {}
  ~LinuxSgLink() override { ::close(descriptor_); }
  LinuxSgLink(const LinuxSgLink&) = delete;
  LinuxSgLink& operator=(const LinuxSgLink&) = delete;

  std::expected<Answer, LinkError> exchange(const Command& command) override;

 private:
  int descriptor_;
  IoctlFunction ioctl_;
};

std::expected<Answer, LinkError> LinuxSgLink::exchange(const Command& command) {
  if (command.lun) return failure(Kind::refused, "SG_IO cannot address another logical unit");
  base::ByteBuffer cdb = command.cdb;
  base::ByteBuffer data_in(command.expected);
  std::array<std::uint8_t, 252> sense{};
  sg_io_hdr_t io{};
  io.interface_id = 'S';
  io.cmdp = cdb.data();
  io.cmd_len = static_cast<unsigned char>(cdb.size());
  io.sbp = sense.data();
  io.mx_sb_len = static_cast<unsigned char>(sense.size());
  io.timeout = static_cast<unsigned>(command.timeout.count());
  io.dxfer_direction = SG_DXFER_NONE;
  if (!command.data_out.empty()) {
    io.dxfer_direction = SG_DXFER_TO_DEV;
    io.dxferp = const_cast<std::uint8_t*>(command.data_out.data());  // the kernel only reads it in this direction
    io.dxfer_len = static_cast<unsigned>(command.data_out.size());
  } else if (!data_in.empty()) {
    io.dxfer_direction = SG_DXFER_FROM_DEV;
    io.dxferp = data_in.data();
    io.dxfer_len = static_cast<unsigned>(data_in.size());
  }
  const auto begin = std::chrono::steady_clock::now();
  if (ioctl_(descriptor_, SG_IO, &io) != 0) return failure(Kind::lost, fmt::format("SG_IO: {}", std::strerror(errno)));
  if (const auto failed = failure_of(io)) return std::unexpected(*failed);
  const std::size_t missing = io.resid > 0 ? static_cast<std::size_t>(io.resid) : 0;
  const std::size_t came = data_in.size() - std::min(missing, data_in.size());
  data_in.erase(data_in.begin() + static_cast<std::ptrdiff_t>(came), data_in.end());
  return Answer{
      .status = io.status,
      .sense = {sense.begin(), sense.begin() + io.sb_len_wr},
      .data_in = std::move(data_in),
      .duration = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin)};
}

}  // namespace

LinuxSgTarget::LinuxSgTarget(std::string device, IoctlFunction ioctl)
    : device_(std::move(device)), ioctl_(ioctl != nullptr ? ioctl : kernel_ioctl) {}

std::expected<std::unique_ptr<Link>, LinkError> LinuxSgTarget::open() {
  // O_NONBLOCK: the device may be opened although no medium is ready.
  const int descriptor = ::open(device_.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) {
    return failure(Kind::unreachable, fmt::format("{}: {}", device_, std::strerror(errno)));
  }
  auto link = std::make_unique<LinuxSgLink>(descriptor, ioctl_);
  int version = 0;
  // 30000: version 3 of the sg driver's interface, the one with SG_IO.
  if (ioctl_(descriptor, SG_GET_VERSION_NUM, &version) != 0 || version < 30'000) {
    return failure(Kind::unreachable, fmt::format("{}: it takes no SCSI commands", device_));
  }
  return link;
}

}  // namespace conformance::link::linux_sg

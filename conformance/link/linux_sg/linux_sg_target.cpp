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

namespace conformance::link::linux_sg {
namespace {

using Kind = LinkError::Kind;

std::unexpected<LinkError> failure(Kind kind, std::string text) {
  return std::unexpected(LinkError{kind, std::move(text)});
}

class LinuxSgLink final : public Link {
 public:
  explicit LinuxSgLink(int descriptor) : descriptor_(descriptor) {}
  ~LinuxSgLink() override { ::close(descriptor_); }
  LinuxSgLink(const LinuxSgLink&) = delete;
  LinuxSgLink& operator=(const LinuxSgLink&) = delete;

  std::expected<Answer, LinkError> exchange(const Command& command) override;

 private:
  int descriptor_;
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
  if (::ioctl(descriptor_, SG_IO, &io) != 0) return failure(Kind::lost, fmt::format("SG_IO: {}", std::strerror(errno)));
  // 03h: the host adapter's DID_TIME_OUT.
  if (io.host_status == 0x03) return failure(Kind::timed_out, "the drive did not answer in time");
  if (io.host_status != 0) return failure(Kind::lost, fmt::format("the host adapter reports {:02X}h", io.host_status));
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

LinuxSgTarget::LinuxSgTarget(std::string device) : device_(std::move(device)) {}

std::expected<std::unique_ptr<Link>, LinkError> LinuxSgTarget::open() {
  // O_NONBLOCK: the device may be opened although no medium is ready.
  const int descriptor = ::open(device_.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) {
    return failure(Kind::unreachable, fmt::format("{}: {}; name a CD device such as /dev/sr0 that you may write to",
                                                  device_, std::strerror(errno)));
  }
  auto link = std::make_unique<LinuxSgLink>(descriptor);
  int version = 0;
  // 30000: version 3 of the sg driver's interface, the one with SG_IO.
  if (::ioctl(descriptor, SG_GET_VERSION_NUM, &version) != 0 || version < 30'000) {
    return failure(Kind::unreachable,
                   fmt::format("{}: it takes no SCSI commands; name a CD device such as /dev/sr0", device_));
  }
  return link;
}

}  // namespace conformance::link::linux_sg

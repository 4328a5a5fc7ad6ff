#include "driver/transport/linux_sg.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <scsi/sg.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

namespace driver::transport {
namespace {

using Kind = TransportError::Kind;

// Host and driver bytes of <scsi/sg.h>'s answer (Linux SCSI Generic HOWTO, "host_status", "driver_status").
constexpr unsigned short did_ok = 0x00;
constexpr unsigned short did_time_out = 0x03;
constexpr unsigned short driver_timeout = 0x06;

int kernel_ioctl(int descriptor, unsigned long request, void* argument) { return ioctl(descriptor, request, argument); }

class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (value_ >= 0) close(value_);
  }
  [[nodiscard]] int get() const { return value_; }

 private:
  int value_;
};

class LinuxSgTransport final : public Transport {
 public:
  LinuxSgTransport(Descriptor descriptor, IoctlFunction door, std::string path)
      : descriptor_(std::move(descriptor)), ioctl_(door), path_(std::move(path)) {}

  // SG_IO blocks until the answer is there: the command is kept and runs in wait().
  std::expected<void, TransportError> submit(const Command& command) override {
    outstanding_ = command;
    return {};
  }

  std::expected<Completion, TransportError> wait() override {
    if (!outstanding_) return std::unexpected(TransportError{Kind::lost, "no command is outstanding"});
    Command command = *std::move(outstanding_);
    outstanding_.reset();
    base::ByteBuffer data_in(command.direction == Direction::from_drive ? command.expected_bytes : 0);
    std::array<std::uint8_t, 252> sense{};  // the largest amount that SPC-4 allows
    sg_io_hdr_t header = make_header(command, data_in, sense);
    int answer = -1;
    do {
      answer = ioctl_(descriptor_.get(), SG_IO, &header);
    } while (answer < 0 && errno == EINTR);
    if (answer < 0) return std::unexpected(TransportError{Kind::lost, fmt::format("{}: {}", path_, strerror(errno))});
    if (header.host_status == did_time_out || (header.driver_status & 0x0F) == driver_timeout) {
      return std::unexpected(TransportError{Kind::timed_out, path_ + ": no answer within the command's timeout"});
    }
    if (header.host_status != did_ok || (header.driver_status & 0x07) != 0) {
      return std::unexpected(
          TransportError{Kind::lost, fmt::format("{}: the kernel's host status is {:02X}h, its driver "
                                                 "status {:02X}h",
                                                 path_, header.host_status, header.driver_status)});
    }
    return completion_of(header, std::move(data_in), sense);
  }

  // What USB and ATAPI bridges of optical drives take without being split by the kernel.
  [[nodiscard]] std::size_t largest_transfer() const override { return 64UL * 1024; }
  [[nodiscard]] std::string description() const override { return path_; }

 private:
  static sg_io_hdr_t make_header(Command& command, base::ByteBuffer& data_in, std::span<std::uint8_t> sense) {
    sg_io_hdr_t header{};
    header.interface_id = 'S';
    header.cmdp = command.cdb.data();
    header.cmd_len = static_cast<unsigned char>(command.cdb.size());
    header.sbp = sense.data();
    header.mx_sb_len = static_cast<unsigned char>(sense.size());
    header.timeout = static_cast<unsigned>(command.timeout.count());
    header.dxfer_direction = SG_DXFER_NONE;
    if (command.direction == Direction::to_drive) {
      header.dxfer_direction = SG_DXFER_TO_DEV;
      // The kernel only reads the bytes of this direction.
      header.dxferp = const_cast<std::uint8_t*>(command.data_out.data());
      header.dxfer_len = static_cast<unsigned>(command.data_out.size());
    } else if (command.direction == Direction::from_drive) {
      header.dxfer_direction = SG_DXFER_FROM_DEV;
      header.dxferp = data_in.data();
      header.dxfer_len = static_cast<unsigned>(data_in.size());
    }
    return header;
  }

  static Completion completion_of(const sg_io_hdr_t& header, base::ByteBuffer data_in,
                                  std::span<const std::uint8_t> sense) {
    const std::size_t residual = header.resid > 0 ? static_cast<std::size_t>(header.resid) : 0;
    data_in.erase(data_in.end() - static_cast<std::ptrdiff_t>(std::min(data_in.size(), residual)), data_in.end());
    const auto kept = sense.first(std::min<std::size_t>(header.sb_len_wr, sense.size()));
    return Completion{.status = header.status,
                      .sense = {kept.begin(), kept.end()},
                      .data_in = std::move(data_in),
                      .duration = std::chrono::milliseconds{header.duration}};
  }

  Descriptor descriptor_;
  IoctlFunction ioctl_;
  std::string path_;
  std::optional<Command> outstanding_;
};

TransportError open_failure(const std::string& path, int number) {
  const Kind kind = number == EBUSY                       ? Kind::in_use
                    : number == EACCES || number == EPERM ? Kind::denied
                                                          : Kind::no_device;
  return {kind, fmt::format("{}: {}", path, strerror(number))};
}

}  // namespace

std::expected<std::unique_ptr<Transport>, TransportError> open_linux_sg(const std::string& path,
                                                                        const LinuxSgOptions& options) {
  // O_NONBLOCK: /dev/sr* would otherwise refuse to open without a medium; O_EXCL: two burners at one drive spoil a
  // disc.
  Descriptor descriptor{open(path.c_str(), O_RDWR | O_NONBLOCK | O_EXCL | O_CLOEXEC)};
  if (descriptor.get() < 0) return std::unexpected(open_failure(path, errno));
  const IoctlFunction door = options.ioctl != nullptr ? options.ioctl : kernel_ioctl;
  int version = 0;
  if (door(descriptor.get(), SG_GET_VERSION_NUM, &version) < 0 || version < 30000) {
    return std::unexpected(TransportError{Kind::no_device, path + " is no SCSI device with the SG_IO interface"});
  }
  return std::make_unique<LinuxSgTransport>(std::move(descriptor), door, path);
}

}  // namespace driver::transport

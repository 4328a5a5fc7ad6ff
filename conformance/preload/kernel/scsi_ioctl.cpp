// The requests that every SCSI device of Linux answers alike (drivers/scsi/scsi_ioctl.c, scsi_ioctl).
#include <fcntl.h>
#include <linux/cdrom.h>
#include <scsi/scsi_ioctl.h>
#include <scsi/sg.h>

#include <array>

#include "conformance/preload/kernel/commands.h"
#include "conformance/preload/kernel/ioctl.h"

namespace conformance::preload::kernel {
namespace {

// linux/include/scsi/scsi_ioctl.h; glibc's header of that name leaves them out.
constexpr unsigned long get_idlun = 0x5382;
constexpr unsigned long get_bus_number = 0x5386;

constexpr int interface_version = 30527;  // what sr says; sg has a version of its own

struct IdLun {
  std::uint32_t device_id{};  // host, channel, LUN and id, a byte each, the highest first
  std::uint32_t host_unique_id{};
};

Answer idlun(const Device& device) {
  const Address address = device.address();
  return answer_with(IdLun{.device_id = (address.id & 0xFF) | (address.lun & 0xFF) << 8 |
                                        (address.channel & 0xFF) << 16 | (address.host & 0xFF) << 24});
}

Answer command(Device& device, const base::ByteBuffer& cdb) {
  const auto done = device.packet(cdb, 0);
  if (done) return Done{};
  return std::unexpected(done.error().error);
}

Answer set_reserved(Device& device, base::Bytes bytes) {
  const auto size = argument_as<std::int32_t>(bytes);
  if (!size || *size < 0) return std::unexpected(EINVAL);
  device.reserved_bytes = std::min(*size, static_cast<std::int32_t>(device.drive().largest_transfer()));
  return Done{};
}

Answer set_timeout(Device& device, base::Bytes bytes) {
  const auto hundredths = argument_as<std::int32_t>(bytes);
  if (!hundredths) return std::unexpected(hundredths.error());
  device.sg_timeout = *hundredths;
  return Done{};
}

// SG_SCSI_RESET. A reset of device, bus or host would end the burns of others: it is refused as by a host adapter that
// cannot do it.
Answer reset(base::Bytes bytes, bool is_privileged) {
  const auto what = argument_as<std::int32_t>(bytes);
  if (!what) return std::unexpected(what.error());
  if (*what == SG_SCSI_RESET_NOTHING) return Done{};
  if (!is_privileged) return std::unexpected(EACCES);
  return std::unexpected(EIO);
}

Answer door(Device& device, bool lock) {
  const Errno error = device.lock_door(lock);
  if (error == 0) return Done{};
  return std::unexpected(error);
}

}  // namespace

Answer control_scsi(OpenFile& file, const Ioctl& call) {
  Device& device = file.device;
  switch (call.request) {
    case SG_GET_VERSION_NUM:
      return answer_with(interface_version);
    case SG_SET_TIMEOUT:
      return set_timeout(device, call.bytes);
    case SG_GET_TIMEOUT:
      return Done{.value = device.sg_timeout};
    case SG_GET_RESERVED_SIZE:
      return answer_with(device.reserved_bytes.load());
    case SG_SET_RESERVED_SIZE:
      return set_reserved(device, call.bytes);
    case SG_EMULATED_HOST:
      return answer_with(std::int32_t{1});  // Linux says so of every drive behind this function
    case CDROMCLOSETRAY:
      return command(device, start_stop_unit(Tray::load));
    case CDROMEJECT:
      return command(device, start_stop_unit(Tray::eject));
    case get_idlun:
      return idlun(device);
    case get_bus_number:
      return answer_with(device.address().host);
    case SCSI_IOCTL_DOORLOCK:
      return door(device, true);
    case SCSI_IOCTL_DOORUNLOCK:
      return door(device, false);
    case SCSI_IOCTL_TEST_UNIT_READY:
      return command(device, test_unit_ready());
    case SCSI_IOCTL_START_UNIT:
      return command(device, start_stop_unit(Tray::start));
    case SCSI_IOCTL_STOP_UNIT:
      return command(device, start_stop_unit(Tray::stop));
    case SG_SCSI_RESET:
      return reset(call.bytes, call.is_privileged);
    default:
      return std::unexpected(ENOTTY);
  }
}

}  // namespace conformance::preload::kernel

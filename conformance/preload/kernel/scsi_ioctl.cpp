// The requests that every SCSI device of Linux answers alike (drivers/scsi/scsi_ioctl.c, scsi_ioctl). Those that send a
// command have its result as their value when it fails: no -1, no errno.
#include <fcntl.h>
#include <linux/cdrom.h>
#include <scsi/scsi.h>
#include <scsi/scsi_ioctl.h>
#include <scsi/sg.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "conformance/preload/kernel/command_result.h"
#include "conformance/preload/kernel/commands.h"
#include "conformance/preload/kernel/ioctl.h"
#include "conformance/preload/kernel/send_command.h"

namespace conformance::preload::kernel {
namespace {

constexpr unsigned long get_pci = 0x5387;  // SCSI_IOCTL_GET_PCI, which glibc's headers leave out

constexpr int interface_version = 30527;  // what sr says; sg has a version of its own

// Of the host adapter that the virtual /sys shows.
constexpr std::string_view host_name = "iSCSI Initiator over TCP/IP";
constexpr std::string_view host_parent = "platform";

struct IdLun {
  std::uint32_t device_id{};  // host, channel, LUN and id, a byte each, the highest first
  std::uint32_t host_unique_id{};
};

Answer idlun(const Device& device) {
  const Address address = device.address();
  return answer_with(IdLun{.device_id = (address.id & 0xFF) | (address.lun & 0xFF) << 8 |
                                        (address.channel & 0xFF) << 16 | (address.host & 0xFF) << 24});
}

Done with_text(std::string_view text) { return {.bytes = {text.begin(), text.end()}}; }

// The caller's first word is the room for the name; without memory it only asks whether there is a host.
Answer probe_host(base::Bytes bytes) {
  Done done{.value = 1};
  if (bytes.empty()) return done;
  const auto room = argument_as<std::uint32_t>(bytes);
  if (!room) return std::unexpected(room.error());
  done.bytes.assign(host_name.begin(), host_name.end());
  done.bytes.push_back(0);
  if (*room <= host_name.size()) done.bytes.resize(*room);
  return done;
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

// SG_SCSI_RESET (scsi_ioctl_reset). A reset of device, bus or host would end the burns of others: it fails as where the
// host adapter cannot do it.
Answer reset(base::Bytes bytes, bool is_privileged) {
  if (!is_privileged) return std::unexpected(EACCES);
  const auto what = argument_as<std::int32_t>(bytes);
  if (!what) return std::unexpected(what.error());
  constexpr std::int32_t no_escalation = 0x100;  // SG_SCSI_RESET_NO_ESCALATE, which glibc's header leaves out
  if ((*what & ~no_escalation) == SG_SCSI_RESET_NOTHING) return Done{};
  return std::unexpected(EIO);
}

Answer internal(Device& device, const base::ByteBuffer& cdb) { return Done{.value = device.internal_command(cdb)}; }

Answer test_unit(Device& device) {
  constexpr int tries = 5;  // NORMAL_RETRIES
  return Done{.value = result_of(device.test_unit_ready(tries))};
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
    case SCSI_IOCTL_SEND_COMMAND:
      return send_command(file, call);
    case CDROMCLOSETRAY:
      return internal(device, start_stop_unit(Tray::load));
    case CDROMEJECT:
      return internal(device, start_stop_unit(Tray::eject));
    case SCSI_IOCTL_GET_IDLUN:
      return idlun(device);
    case SCSI_IOCTL_GET_BUS_NUMBER:
      return answer_with(device.address().host);
    case SCSI_IOCTL_PROBE_HOST:
      return probe_host(call.bytes);
    case SCSI_IOCTL_DOORLOCK:
      return Done{.value = device.lock_door(true)};
    case SCSI_IOCTL_DOORUNLOCK:
      return Done{.value = device.lock_door(false)};
    case SCSI_IOCTL_TEST_UNIT_READY:
      return test_unit(device);
    case SCSI_IOCTL_START_UNIT:
      return internal(device, start_stop_unit(Tray::start));
    case SCSI_IOCTL_STOP_UNIT:
      return internal(device, start_stop_unit(Tray::stop));
    case get_pci:
      return with_text(host_parent);
    case SG_SCSI_RESET:
      return reset(call.bytes, call.is_privileged);
    default:
      return std::unexpected(EINVAL);  // the host adapter has no requests of its own
  }
}

}  // namespace conformance::preload::kernel

#include "conformance/preload/kernel/device.h"

#include <fmt/core.h>
#include <linux/cdrom.h>

#include <cerrno>
#include <utility>

#include "conformance/preload/kernel/commands.h"
#include "conformance/preload/kernel/commands_layout.h"

namespace conformance::preload::kernel {
namespace {

using std::chrono::milliseconds;

// drivers/scsi/sr.h: IOCTL_TIMEOUT and SR_TIMEOUT are 30 s; sr_do_ioctl tries 10 times, 2 s apart while a drive loads.
constexpr auto packet_timeout = milliseconds{30'000};
constexpr auto loading_pause = milliseconds{2'000};
constexpr int most_tries = 10;

// drivers/scsi/sr.c, SR_CAPABILITIES.
constexpr std::uint32_t sr_capabilities =
    CDC_CLOSE_TRAY | CDC_OPEN_TRAY | CDC_LOCK | CDC_SELECT_SPEED | CDC_SELECT_DISC | CDC_MULTI_SESSION | CDC_MCN |
    CDC_MEDIA_CHANGED | CDC_PLAY_AUDIO | CDC_RESET | CDC_DRIVE_STATUS | CDC_CD_R | CDC_CD_RW | CDC_DVD | CDC_DVD_R |
    CDC_DVD_RAM | CDC_GENERIC_PACKET | CDC_MRW | CDC_MRW_W | CDC_RAM;
// What sr takes away where MODE SENSE says nothing, and until a medium shows it can be written at random addresses.
constexpr std::uint32_t never_without_page = CDC_CD_R | CDC_CD_RW | CDC_DVD | CDC_DVD_R | CDC_DVD_RAM |
                                             CDC_SELECT_DISC | CDC_SELECT_SPEED | CDC_MRW | CDC_MRW_W | CDC_RAM;
constexpr std::uint32_t never = CDC_SELECT_DISC | CDC_MRW | CDC_MRW_W | CDC_RAM;

constexpr std::uint8_t capabilities_page = 0x2A;
constexpr std::uint8_t cd_dvd_type = 5;  // SPC-4, peripheral device type

PacketError error_of(const scsi::Answer& answer) {
  const auto sense = scsi::parse_sense(answer.sense);
  if (answer.host != scsi::HostStatus::ok || !sense) return {.error = EIO, .sense = sense};
  switch (sense->key) {
    case scsi::sense_key::unit_attention:
    case scsi::sense_key::not_ready:
      return {.error = ENOMEDIUM, .sense = sense};
    case scsi::sense_key::illegal_request:
      // The kernel's EDRIVE_CANT_DO_THIS is EOPNOTSUPP.
      return {.error = sense->asc == scsi::asc::invalid_operation_code ? EOPNOTSUPP : EIO, .sense = sense};
    default:
      return {.error = EIO, .sense = sense};
  }
}

bool is_loading(const std::optional<scsi::Sense>& sense) {
  constexpr scsi::Sense becoming_ready{scsi::sense_key::not_ready, scsi::asc::not_ready, 0x01};
  return sense == becoming_ready;
}

bool is_attention(const std::optional<scsi::Sense>& sense) {
  return sense && sense->key == scsi::sense_key::unit_attention;
}

}  // namespace

Device::Device(std::unique_ptr<scsi::Drive> drive, Names names, Address address)
    : options(CDO_AUTO_CLOSE | CDO_USE_FFLAGS | CDO_LOCK),
      reserved_bytes(static_cast<std::int32_t>(drive->largest_transfer())),
      drive_(std::move(drive)),
      names_(names),
      address_(address),
      capabilities_(sr_capabilities & ~never_without_page) {}

std::expected<void, std::string> Device::attach() {
  constexpr std::uint16_t inquiry_room = 96;
  const auto data = packet(inquiry(inquiry_room), inquiry_room);
  const auto who = data ? kernel::identity(*data) : std::nullopt;
  if (!who) return std::unexpected("the logical unit does not answer INQUIRY; check the address and its LUN");
  if (who->type != cd_dvd_type) {
    return std::unexpected(fmt::format(
        "the logical unit is no optical drive (peripheral device type {:02X}h); check the address and its LUN",
        who->type));
  }
  identity_ = *who;
  // A drive that is still loading is not waited for: a program may want to see just that.
  if (!unready()) learn_capacity();
  learn_capabilities();
  return {};
}

scsi::Answer Device::send(const base::ByteBuffer& cdb, std::uint32_t room, base::Bytes data_out) {
  scsi::Command command{.cdb = cdb, .data_out = data_out, .room = room, .timeout = packet_timeout};
  if (room > 0) command.direction = scsi::Direction::from_drive;
  if (!data_out.empty()) command.direction = scsi::Direction::to_drive;
  return drive_->execute(command);
}

void Device::pause() {
  std::unique_lock lock(mutex_);
  paused_.wait_for(lock, loading_pause);
}

Packet Device::packet(const base::ByteBuffer& cdb, std::uint32_t room, base::Bytes data_out) {
  for (int tries = 1;; ++tries) {
    scsi::Answer answer = send(cdb, room, data_out);
    if (answer.host == scsi::HostStatus::ok && answer.status == scsi::good) return std::move(answer.data_in);
    const PacketError error = error_of(answer);
    if (is_attention(error.sense)) {
      const std::scoped_lock lock(mutex_);
      is_capacity_known_ = false;
      is_change_untold_ = true;
    }
    const bool may_change = is_attention(error.sense) || is_loading(error.sense);
    if (!may_change || tries == most_tries) return std::unexpected(error);
    if (is_loading(error.sense)) pause();
  }
}

std::optional<scsi::Sense> Device::unready() {
  for (int tries = 1;; ++tries) {
    const scsi::Answer answer = send(test_unit_ready(), 0, {});
    if (answer.host == scsi::HostStatus::ok && answer.status == scsi::good) return std::nullopt;
    const auto sense = scsi::parse_sense(answer.sense);
    if (is_attention(sense)) {
      const std::scoped_lock lock(mutex_);
      is_capacity_known_ = false;
      is_change_untold_ = true;
    }
    if (!is_attention(sense) || tries == most_tries) return sense.value_or(scsi::Sense{});
  }
}

void Device::check_medium() { static_cast<void>(unready()); }

Capacity Device::capacity() {
  {
    const std::scoped_lock lock(mutex_);
    if (is_capacity_known_) return capacity_;
  }
  learn_capacity();
  const std::scoped_lock lock(mutex_);
  return capacity_;
}

// sr's get_sectorsize: a drive that does not say gets the largest CD, so that reading may show the end.
void Device::learn_capacity() {
  constexpr std::uint32_t reply_bytes = 8;
  constexpr Capacity unknown{.blocks = 0x1FFFFF / 4, .block_bytes = 2048};
  const auto reply = packet(kernel::read_capacity(), reply_bytes);
  auto found = reply ? kernel::capacity(*reply) : std::nullopt;
  // Some drives say 2340, 2352 or 0 of a disc whose blocks they give as 2048 bytes.
  if (found && found->block_bytes != 512 && found->block_bytes != 1024) found->block_bytes = 2048;
  const std::scoped_lock lock(mutex_);
  capacity_ = found.value_or(unknown);
  is_capacity_known_ = found.has_value();  // without a disc the question is asked again
}

Capacity Device::last_capacity() {
  const std::scoped_lock lock(mutex_);
  return capacity_;
}

bool Device::take_medium_changed() {
  check_medium();
  const std::scoped_lock lock(mutex_);
  return std::exchange(is_change_untold_, false);
}

Errno Device::lock_door(bool lock) {
  const auto done = packet(prevent_removal(lock), 0);
  return done ? 0 : done.error().error;
}

// sr's get_capabilities.
void Device::learn_capabilities() {
  constexpr std::uint16_t room = 128;
  const auto reply = packet(mode_sense(capabilities_page, room), room);
  if (!reply) return;
  const base::Bytes page = mode_page(*reply);
  if (page.size() < mm_capabilities_page::maximum_read_speed_supported::end) return;
  if (mm_capabilities_page::page_code::get(page) != capabilities_page) return;
  std::uint32_t missing = never;
  if (mm_capabilities_page::cd_r_write::get(page) == 0) missing |= CDC_CD_R;
  if (mm_capabilities_page::cd_rw_write::get(page) == 0) missing |= CDC_CD_RW;
  if (mm_capabilities_page::dvd_rom_read::get(page) == 0) missing |= CDC_DVD;
  if (mm_capabilities_page::dvd_r_write::get(page) == 0) missing |= CDC_DVD_R;
  if (mm_capabilities_page::dvd_ram_write::get(page) == 0) missing |= CDC_DVD_RAM;
  // A caddy or a pop-up mechanism cannot be closed by command.
  const auto mechanism = mm_capabilities_page::loading_mechanism_type::get(page);
  if (mechanism == 0) missing |= CDC_CLOSE_TRAY;
  if (mm_capabilities_page::eject::get(page) == 0) missing |= CDC_OPEN_TRAY;
  capabilities_ = sr_capabilities & ~missing;
  constexpr std::uint64_t single_speed = 176;  // kB/s; the kernel counts 176, not 150, as the speed is of raw sectors
  speed_ = static_cast<std::uint32_t>(mm_capabilities_page::maximum_read_speed_supported::get(page) / single_speed);
}

}  // namespace conformance::preload::kernel

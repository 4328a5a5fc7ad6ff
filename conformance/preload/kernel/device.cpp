#include "conformance/preload/kernel/device.h"

#include <fmt/core.h>
#include <linux/cdrom.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "conformance/preload/kernel/blocks.h"
#include "conformance/preload/kernel/command_result.h"
#include "conformance/preload/kernel/commands.h"
#include "conformance/preload/kernel/commands_layout.h"
#include "conformance/preload/kernel/toc.h"

namespace conformance::preload::kernel {
namespace {

using std::chrono::milliseconds;

// sr_do_ioctl tries ten times more, 2 s apart while a drive loads.
constexpr auto loading_pause = milliseconds{2'000};
constexpr int most_retries = 10;

constexpr std::uint32_t sector_bytes = 512;  // the unit of the block layer

// drivers/scsi/sr.c, SR_CAPABILITIES.
constexpr std::uint32_t sr_capabilities =
    CDC_CLOSE_TRAY | CDC_OPEN_TRAY | CDC_LOCK | CDC_SELECT_SPEED | CDC_SELECT_DISC | CDC_MULTI_SESSION | CDC_MCN |
    CDC_MEDIA_CHANGED | CDC_PLAY_AUDIO | CDC_RESET | CDC_DRIVE_STATUS | CDC_CD_R | CDC_CD_RW | CDC_DVD | CDC_DVD_R |
    CDC_DVD_RAM | CDC_GENERIC_PACKET | CDC_MRW | CDC_MRW_W | CDC_RAM;
// What sr takes away where MODE SENSE says nothing.
constexpr std::uint32_t never_without_page = CDC_CD_R | CDC_CD_RW | CDC_DVD | CDC_DVD_R | CDC_DVD_RAM |
                                             CDC_SELECT_DISC | CDC_SELECT_SPEED | CDC_MRW | CDC_MRW_W | CDC_RAM;

constexpr std::uint8_t capabilities_page = 0x2A;
constexpr std::uint8_t cd_dvd_type = 5;  // SPC-4, peripheral device type

bool is_good(const scsi::Answer& answer) { return answer.host == scsi::HostStatus::ok && answer.status == scsi::good; }

PacketError error_of(const scsi::Answer& answer) {
  const auto sense = scsi::parse_sense(answer.sense);
  if (answer.host != scsi::HostStatus::ok || !sense) return {.error = EIO, .sense = sense};
  switch (sense->key) {
    case scsi::sense_key::unit_attention:
    case scsi::sense_key::not_ready:
      return {.error = ENOMEDIUM, .sense = sense};
    case scsi::sense_key::illegal_request: {
      // The kernel's EDRIVE_CANT_DO_THIS is EOPNOTSUPP.
      const bool is_unknown = sense->asc == scsi::asc::invalid_operation_code && sense->ascq == 0;
      return {.error = is_unknown ? EOPNOTSUPP : EIO, .sense = sense};
    }
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
      capabilities_(sr_capabilities & ~never_without_page) {
  // cd->capacity of sr_probe: as much as the largest CD holds, so that reading may show the end.
  told_bytes_ = std::uint64_t{0x1FFFFF} * sector_bytes;
  capacity_.bytes = told_bytes_;
}

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
  const scsi::Answer ready = test_unit_ready(sr_tries);
  medium_.begin(std::chrono::duration_cast<milliseconds>(ready.start + ready.duration));
  learn_capabilities();
  if (!can(CDC_CLOSE_TRAY)) options &= ~std::uint32_t{CDO_AUTO_CLOSE};
  revalidate();
  return {};
}

scsi::Answer Device::send(const base::ByteBuffer& cdb, std::uint32_t room, base::Bytes data_out, milliseconds timeout) {
  scsi::Command command{.cdb = cdb, .data_out = data_out, .room = room, .timeout = timeout};
  if (room > 0) command.direction = scsi::Direction::from_drive;
  if (!data_out.empty()) command.direction = scsi::Direction::to_drive;
  return drive_->execute(command);
}

void Device::pause() {
  std::unique_lock lock(mutex_);
  paused_.wait_for(lock, loading_pause);
}

Packet Device::packet(const base::ByteBuffer& cdb, std::uint32_t room, base::Bytes data_out, milliseconds timeout) {
  for (int retries = 0;; ++retries) {
    scsi::Answer answer = send(cdb, room, data_out, timeout);
    if (is_good(answer)) return std::move(answer.data_in);
    const PacketError error = error_of(answer);
    if (is_attention(error.sense)) medium_.note_attention();
    const bool may_change = is_attention(error.sense) || is_loading(error.sense);
    if (!may_change || retries == most_retries) return std::unexpected(error);
    if (is_loading(error.sense)) pause();
  }
}

std::int32_t Device::internal_command(const base::ByteBuffer& cdb) {
  const scsi::Answer answer = send_once(cdb, 0);
  const auto sense = scsi::parse_sense(answer.sense);
  if (is_attention(sense)) {
    medium_.note_attention();
    return 0;
  }
  const bool is_illegal = sense && sense->key == scsi::sense_key::illegal_request;
  if (is_illegal && cdb.front() == opcode::prevent_allow_medium_removal) is_lockable_ = false;
  return result_of(answer);
}

scsi::Answer Device::test_unit_ready(int tries) {
  for (;; --tries) {
    scsi::Answer answer = send_once(kernel::test_unit_ready(), 0);
    if (!is_attention(scsi::parse_sense(answer.sense))) return answer;
    medium_.note_attention();
    if (tries <= 1) return answer;
  }
}

void Device::check_medium() {
  if (medium_.take_change_for_block_layer(*this)) revalidate();
}

// sr_revalidate_disk.
void Device::revalidate() {
  if (!is_good(test_unit_ready(sr_tries))) return;
  learn_session();
  learn_capacity();
}

Capacity Device::capacity() {
  const std::scoped_lock lock(mutex_);
  return capacity_;
}

std::uint32_t Device::last_session_start() {
  const std::scoped_lock lock(mutex_);
  return last_session_start_;
}

void Device::note_bad(std::uint64_t byte) {
  constexpr std::uint64_t doubtful_bytes = std::uint64_t{75} * 2048;
  const std::scoped_lock lock(mutex_);
  if (byte < capacity_.bytes && told_bytes_ - byte < doubtful_bytes) capacity_.bytes = byte;
}

// sr_cd_check.
void Device::learn_session() {
  if (!can(CDC_MULTI_SESSION)) return;
  const auto start = read_last_session(*this);
  if (start && !*start) set_capability(CDC_MULTI_SESSION, false);
  const std::scoped_lock lock(mutex_);
  last_session_start_ = start && *start ? **start : 0;
}

// get_sectorsize. A disc of which the drive says nothing has the size of the one before, but never another block
// length than 2048 bytes; so has one with a block length that sr cannot use, and no size at all.
void Device::learn_capacity() {
  constexpr std::uint32_t reply_bytes = 8;
  constexpr int tries = 3;
  scsi::Answer reply = send_once(read_capacity(), reply_bytes);
  for (int i = 1; i < tries && !is_good(reply); ++i) reply = send_once(read_capacity(), reply_bytes);
  reply.data_in.resize(reply_bytes);
  if (!is_good(reply)) {
    const std::scoped_lock lock(mutex_);
    capacity_.block_bytes = 2048;
    told_bytes_ = std::uint64_t{0x1FFFFF} * sector_bytes;
    return;
  }
  Reported found = reported_capacity(reply.data_in);
  // Of some discs with UDF the drive names less than what is written.
  if (const auto last = last_written(*this); last && *last > 0) {
    found.blocks = std::max(found.blocks, static_cast<std::uint64_t>(*last));
  }
  // Some drives say 2340 or 2352 of a disc whose blocks they give as 2048 bytes.
  if (found.block_bytes == 0 || found.block_bytes == 2340 || found.block_bytes == 2352) found.block_bytes = 2048;
  const bool is_usable = found.block_bytes == 2048 || found.block_bytes == sector_bytes;
  const std::scoped_lock lock(mutex_);
  told_bytes_ = is_usable ? found.blocks * found.block_bytes : 0;
  capacity_ = {.bytes = told_bytes_, .block_bytes = found.block_bytes};
}

std::int32_t Device::lock_door(bool lock) {
  if (!identity_.is_removable || !is_lockable_) return 0;
  return internal_command(prevent_removal(lock));
}

void Device::set_capability(std::uint32_t capability, bool has) {
  if (has) {
    capabilities_ |= capability;
  } else {
    capabilities_ &= ~capability;
  }
}

// get_capabilities. What the drive can write at random addresses is found out when it is opened for writing.
void Device::learn_capabilities() {
  constexpr std::uint16_t room = 128;
  const auto reply = packet(mode_sense(capabilities_page, room), room);
  if (!reply) return;
  const base::Bytes page = mode_page(*reply);
  if (page.size() < mm_capabilities_page::maximum_read_speed_supported::end) return;
  if (mm_capabilities_page::page_code::get(page) != capabilities_page) return;
  std::uint32_t missing = CDC_SELECT_DISC;  // no changer
  if (mm_capabilities_page::cd_r_write::get(page) == 0) missing |= CDC_CD_R;
  if (mm_capabilities_page::cd_rw_write::get(page) == 0) missing |= CDC_CD_RW;
  if (mm_capabilities_page::dvd_rom_read::get(page) == 0) missing |= CDC_DVD;
  if (mm_capabilities_page::dvd_r_write::get(page) == 0) missing |= CDC_DVD_R;
  if (mm_capabilities_page::dvd_ram_write::get(page) == 0) missing |= CDC_DVD_RAM;
  // A caddy cannot be closed by command.
  const auto mechanism = mm_capabilities_page::loading_mechanism_type::get(page);
  if (mechanism == 0) missing |= CDC_CLOSE_TRAY;
  if (mm_capabilities_page::eject::get(page) == 0) missing |= CDC_OPEN_TRAY;
  capabilities_ = sr_capabilities & ~missing;
  takes_writes_ = can(CDC_DVD_RAM | CDC_MRW_W | CDC_RAM);
  constexpr std::uint64_t single_speed = 176;  // kB/s; the kernel counts 176, not 150, as the speed is of raw sectors
  speed_ = static_cast<std::uint32_t>(mm_capabilities_page::maximum_read_speed_supported::get(page) / single_speed);
}

}  // namespace conformance::preload::kernel

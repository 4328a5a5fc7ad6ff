// What Linux keeps of one optical drive between two calls, whoever makes them: its SCSI address, what its sr driver has
// learned of the medium, and who has the door locked.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <expected>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "conformance/preload/kernel/answer.h"
#include "conformance/preload/scsi/drive.h"
#include "conformance/preload/scsi/sense.h"

namespace conformance::preload::kernel {

struct Address {
  std::uint32_t host{};
  std::uint32_t channel{};
  std::uint32_t id{};
  std::uint32_t lun{};
};

// The numbers of /dev/sr<sr> and /dev/sg<sg>.
struct Names {
  std::uint32_t sr{};
  std::uint32_t sg{};
};

// Of the INQUIRY that the kernel sends when a drive appears.
struct Identity {
  std::uint8_t type{5};
  std::uint8_t version{};
  bool is_removable{true};
  std::string vendor;  // as it came, with its blanks
  std::string product;
  std::string revision;
};

struct Capacity {
  std::uint64_t blocks{};
  std::uint32_t block_bytes{2048};
};

// The end of a command that a driver sends on its own: the data, or the errno that sr makes of the sense data.
struct PacketError {
  Errno error{};
  std::optional<scsi::Sense> sense;
};
using Packet = std::expected<base::ByteBuffer, PacketError>;

class Device {
 public:
  Device(std::unique_ptr<scsi::Drive> drive, Names names, Address address);

  // What the kernel does when a drive appears: INQUIRY, the unit attentions of the power-on, MODE SENSE for what the
  // drive can do, and the medium's capacity.
  std::expected<void, std::string> attach();

  [[nodiscard]] scsi::Drive& drive() { return *drive_; }
  [[nodiscard]] Names names() const { return names_; }
  [[nodiscard]] Address address() const { return address_; }
  [[nodiscard]] const Identity& identity() const { return identity_; }

  // A command of the driver's own, with its patience: unit attentions are taken and the command is sent again.
  Packet packet(const base::ByteBuffer& cdb, std::uint32_t room, base::Bytes data_out = {});

  // TEST UNIT READY with the same patience, and what it ended with: nothing when the drive is ready.
  std::optional<scsi::Sense> unready();

  // Looks whether the medium was changed since the last look, as each open of the block device does.
  void check_medium();
  [[nodiscard]] Capacity capacity();
  // The same without asking the drive: as it was last known, no blocks where it never was.
  [[nodiscard]] Capacity last_capacity();
  // Whether a medium has been changed since the last call (CDROM_MEDIA_CHANGED).
  bool take_medium_changed();

  Errno lock_door(bool lock);
  // Opens of /dev/sr*, and whether CDROM_LOCKDOOR asked to keep the door locked after the last of them.
  void count_use(int change) { use_count_ += change; }
  [[nodiscard]] int use_count() const { return use_count_; }
  std::atomic<bool> keeps_locked{};

  // The capabilities of the CDC_... list that the drive has.
  [[nodiscard]] std::uint32_t capabilities() const { return capabilities_; }
  [[nodiscard]] std::uint32_t speed() const { return speed_; }  // times 176 kB/s, for /proc/sys/dev/cdrom/info
  // The options of CDROM_SET_OPTIONS (CDO_...).
  std::atomic<std::uint32_t> options;
  // Of SG_SET_TIMEOUT and SG_SET_RESERVED_SIZE on the block device, where they belong to the drive, not to the open
  // file.
  std::atomic<std::int32_t> sg_timeout{60 * 100};
  std::atomic<std::int32_t> reserved_bytes;

 private:
  void learn_capacity();
  void learn_capabilities();
  scsi::Answer send(const base::ByteBuffer& cdb, std::uint32_t room, base::Bytes data_out);
  void pause();

  std::unique_ptr<scsi::Drive> drive_;
  Names names_;
  Address address_;
  Identity identity_;
  std::uint32_t capabilities_;
  std::uint32_t speed_{1};
  std::atomic<int> use_count_{};
  std::mutex mutex_;  // of what follows
  Capacity capacity_;
  bool is_capacity_known_{};
  bool is_change_untold_{true};  // by CDROM_MEDIA_CHANGED
  std::condition_variable paused_;
};

}  // namespace conformance::preload::kernel

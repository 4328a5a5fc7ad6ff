// What Linux keeps of one optical drive between two calls, whoever makes them: its SCSI address, what its sr driver has
// learned of the medium, and who has the door locked.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <expected>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "conformance/preload/kernel/answer.h"
#include "conformance/preload/kernel/medium_watch.h"
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
  std::uint64_t bytes{};
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
  static constexpr std::chrono::milliseconds packet_timeout{30'000};  // IOCTL_TIMEOUT and SR_TIMEOUT of sr.h

  Device(std::unique_ptr<scsi::Drive> drive, Names names, Address address);

  // What the kernel does when a drive appears: INQUIRY, MODE SENSE for what the drive can do, and a look at the medium.
  std::expected<void, std::string> attach();

  [[nodiscard]] scsi::Drive& drive() { return *drive_; }
  [[nodiscard]] Names names() const { return names_; }
  [[nodiscard]] Address address() const { return address_; }
  [[nodiscard]] const Identity& identity() const { return identity_; }

  // A command of the sr driver's own, with its patience: unit attentions are taken and the command is sent again
  // (sr_do_ioctl).
  Packet packet(const base::ByteBuffer& cdb, std::uint32_t room, base::Bytes data_out = {},
                std::chrono::milliseconds timeout = packet_timeout);

  // A command of the SCSI layer's own, sent once: 0 where it succeeded or met a unit attention, else its result
  // (ioctl_internal_command).
  std::int32_t internal_command(const base::ByteBuffer& cdb);

  // A command with no patience at all.
  scsi::Answer send_once(const base::ByteBuffer& cdb, std::uint32_t room) {
    return send(cdb, room, {}, packet_timeout);
  }

  // TEST UNIT READY, again after a unit attention up to `tries` times in all (scsi_test_unit_ready).
  scsi::Answer test_unit_ready(int tries);
  static constexpr int sr_tries = 3;  // MAX_RETRIES of sr.h

  // Looks whether the medium was changed since the last look, and learns of a new one, as each open of the block device
  // does.
  void check_medium();
  // The medium's, as it was when it was last looked at.
  [[nodiscard]] Capacity capacity();
  [[nodiscard]] std::uint32_t last_session_start();
  [[nodiscard]] MediumWatch& medium() { return medium_; }
  // READ failed at this byte. READ CAPACITY may name up to 75 blocks more than can be read, so where it lies that near
  // the end that the drive told, the medium ends there (sr_done).
  void note_bad(std::uint64_t byte);

  // 0, or the result of the command (scsi_set_medium_removal).
  std::int32_t lock_door(bool lock);
  // Opens of /dev/sr*, and whether CDROM_LOCKDOOR asked to keep the door locked after the last of them.
  void count_use(int change) { use_count_ += change; }
  [[nodiscard]] int use_count() const { return use_count_; }
  std::atomic<bool> keeps_locked{};

  // The capabilities of the CDC_... list that the drive has.
  [[nodiscard]] std::uint32_t capabilities() const { return capabilities_; }
  [[nodiscard]] bool can(std::uint32_t capability) const { return (capabilities_ & capability) != 0; }
  void set_capability(std::uint32_t capability, bool has);
  // Whether the drive can write any medium at random addresses: to others the block layer sends no write.
  [[nodiscard]] bool takes_writes() const { return takes_writes_; }
  [[nodiscard]] std::uint32_t speed() const { return speed_; }  // times 176 kB/s, for /proc/sys/dev/cdrom/info
  // The options of CDROM_SET_OPTIONS (CDO_...).
  std::atomic<std::uint32_t> options;
  // Of SG_SET_TIMEOUT and SG_SET_RESERVED_SIZE on the block device and on bsg, where they belong to the drive, not to
  // the open file.
  std::atomic<std::int32_t> sg_timeout{};
  std::atomic<std::int32_t> reserved_bytes;
  std::atomic<std::int32_t> bsg_timeout{};
  std::atomic<std::int32_t> bsg_reserved_bytes{std::numeric_limits<std::int32_t>::max()};
  std::atomic<std::int32_t> bsg_queue{64};  // BSG_DEFAULT_CMDS
  // Of BLKROSET and BLKRASET.
  std::atomic<std::int32_t> is_read_only{};
  std::atomic<std::int64_t> read_ahead_pages{32};
  // Of the last open for the disc, and whether the block device has been written since.
  std::atomic<std::uint16_t> profile{};
  std::atomic<bool> is_written{};
  // How audio is read: many blocks a command until that fails once (cdrom_read_cdda).
  std::atomic<bool> reads_audio_singly{};
  std::atomic<bool> reads_audio_plainly{};

 private:
  void revalidate();
  void learn_capacity();
  void learn_session();
  void learn_capabilities();
  scsi::Answer send(const base::ByteBuffer& cdb, std::uint32_t room, base::Bytes data_out,
                    std::chrono::milliseconds timeout);
  void pause();

  std::unique_ptr<scsi::Drive> drive_;
  Names names_;
  Address address_;
  Identity identity_;
  std::atomic<std::uint32_t> capabilities_;
  std::atomic<bool> is_lockable_{true};
  bool takes_writes_{};
  std::uint32_t speed_{1};
  std::atomic<int> use_count_{};
  MediumWatch medium_;
  std::mutex mutex_;  // of what follows
  Capacity capacity_;
  std::uint64_t told_bytes_{};  // by the drive, however much could be read since
  std::uint32_t last_session_start_{};
  std::condition_variable paused_;
};

}  // namespace conformance::preload::kernel

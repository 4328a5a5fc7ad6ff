// Whether the medium was changed (drivers/scsi/sr.c, sr_check_events, and drivers/cdrom/cdrom.c, cdrom_update_events).
// The block layer and CDROM_MEDIA_CHANGED are each told once of every change, whoever met it first.
#pragma once

#include <chrono>
#include <mutex>

namespace conformance::preload::kernel {

class Device;

class MediumWatch {
 public:
  // A command of a driver's own ended with a unit attention.
  void note_attention();

  // A change has been met and nobody has looked at the new medium: the block device is neither read nor written
  // (sr_init_command).
  [[nodiscard]] bool refuses_access();

  // Asks the drive. True: changed since the last call of the same name.
  bool take_change_for_block_layer(Device& device);
  bool take_change_for_programs(Device& device);

  // When take_change_for_programs() last said so, or when the drive appeared.
  [[nodiscard]] std::chrono::milliseconds last_change();
  void begin(std::chrono::milliseconds moment);

 private:
  void look(Device& device);
  // GET EVENT STATUS NOTIFICATION, media class: a new medium, or one that was taken out.
  bool has_event(Device& device);
  // Against drives whose events never agree with TEST UNIT READY.
  void compare_sources();

  std::mutex mutex_;
  bool is_changed_{true};  // struct scsi_device, changed
  bool is_present_{true};
  bool is_untold_to_block_layer_{}, is_untold_to_programs_{};
  bool is_changed_by_readiness_{}, is_changed_by_event_{};
  bool ignores_events_{};
  int mismatches_{};
  std::chrono::milliseconds last_change_{};
  std::chrono::milliseconds last_look_{};
};

}  // namespace conformance::preload::kernel

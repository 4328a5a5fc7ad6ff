// A drive as a target sees it. The only header of this room that the facade needs.
#pragma once

#include <memory>
#include <mutex>

#include "emulator/drive/drive.h"
#include "emulator/scsi/logical_unit.h"

namespace emulator::mmc {

// Everything but flush belongs to the one loop that serves the drive; flush may be called from another thread.
class OpticalDrive final : public scsi::LogicalUnit {
 public:
  explicit OpticalDrive(drive::Drive drive);
  ~OpticalDrive() override;

  scsi::Reply execute(const scsi::Request& request, base::Instant now) override;
  void reset(scsi::ResetKind kind, base::Instant now) override;
  void nexus_began(scsi::NexusId nexus, std::string_view initiator_port, base::Instant now) override;
  void nexus_ended(scsi::NexusId nexus, base::Instant now) override;
  // Waits for nobody but the disc's file. A disc cannot leave the drive while it is being flushed.
  bool flush(scsi::FlushEpoch epoch) override;

  // All that was accepted is put on disk, and nothing is padded or closed: for the end of the program, also in
  // mid-burn.
  bool save();

  [[nodiscard]] const drive::Drive& drive() const { return drive_; }

  // The operator's hand, see drive::Drive. A disc that the drive cannot take is handed back and nothing happens.
  drive::EjectResult press_eject(base::Instant now);
  std::unique_ptr<media::Medium> replace_disc(std::unique_ptr<media::Medium> disc, base::Instant now);
  void set_faults(drive::FaultPlan faults);

 private:
  drive::Drive drive_;
  std::mutex disc_guard_;           // held by flush, and by whoever takes the disc away
  media::Medium* disc_to_flush_{};  // wherever in the drive it is; guarded
};

std::unique_ptr<OpticalDrive> make_logical_unit(drive::Drive drive);

}  // namespace emulator::mmc

#include "emulator/mmc/logical_unit.h"

#include <utility>

#include "emulator/mmc/execute.h"

namespace emulator::mmc {

OpticalDrive::OpticalDrive(drive::Drive drive) : drive_(std::move(drive)), disc_to_flush_(drive_.medium()) {}

OpticalDrive::~OpticalDrive() = default;

scsi::Reply OpticalDrive::execute(const scsi::Request& request, base::Instant now) {
  return mmc::execute(drive_, request, now);
}

void OpticalDrive::reset(scsi::ResetKind kind, base::Instant now) {
  drive_.advance(now);
  if (kind != scsi::ResetKind::power_on) return drive_.reset(kind);
  const std::scoped_lock guard(disc_guard_);
  drive_.reset(kind);
  disc_to_flush_ = drive_.disc_anywhere();
}

void OpticalDrive::nexus_began(scsi::NexusId nexus, std::string_view initiator_port, base::Instant now) {
  drive_.advance(now);
  drive_.nexus_began(nexus, initiator_port);
}

void OpticalDrive::nexus_ended(scsi::NexusId nexus, base::Instant now) {
  drive_.advance(now);
  drive_.nexus_ended(nexus);
}

bool OpticalDrive::flush(scsi::FlushEpoch epoch) {
  const std::scoped_lock guard(disc_guard_);
  return disc_to_flush_ == nullptr || disc_to_flush_->flush(epoch);
}

bool OpticalDrive::save() {
  const std::scoped_lock guard(disc_guard_);
  return disc_to_flush_ == nullptr || disc_to_flush_->flush(disc_to_flush_->checkpoint());
}

drive::EjectResult OpticalDrive::press_eject(base::Instant now) {
  drive_.advance(now);
  return drive_.press_eject(now);
}

std::unique_ptr<media::Medium> OpticalDrive::replace_disc(std::unique_ptr<media::Medium> disc, base::Instant now) {
  if (disc && !drive_.profile().reads(disc->profile_number())) return disc;
  drive_.advance(now);
  const std::scoped_lock guard(disc_guard_);
  disc_to_flush_ = disc.get();
  std::unique_ptr<media::Medium> before = drive_.replace_disc(std::move(disc), now);
  // Nothing that was accepted is lost when a disc leaves, and no answer has to wait for it any more.
  if (before) before->flush(before->checkpoint());
  drive_.take_durable_epoch();
  return before;
}

void OpticalDrive::set_faults(drive::FaultPlan faults) { drive_.set_faults(std::move(faults)); }

std::unique_ptr<OpticalDrive> make_logical_unit(drive::Drive drive) {
  return std::make_unique<OpticalDrive>(std::move(drive));
}

}  // namespace emulator::mmc

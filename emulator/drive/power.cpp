// The part of a drive that loses its power and has it again: what the power held is as at the start of the program, by
// being made anew. Kept are the drive itself, where the tray stands, and what is not the drive's: the plan of its
// faults and its chance go on where they were.
#include <utility>

#include "emulator/drive/drive.h"
#include "emulator/media/registry.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::drive {
namespace {

std::unique_ptr<media::Medium> taken_out_of(LoadState state) {
  if (auto* open = std::get_if<TrayOpen>(&state)) return std::move(open->on_tray);
  if (auto* loading = std::get_if<Loading>(&state)) return std::move(loading->medium);
  if (auto* loaded = std::get_if<Loaded>(&state)) return std::move(loaded->medium);
  return nullptr;
}

}  // namespace

void Drive::lose_power() {
  const bool is_open = std::holds_alternative<TrayOpen>(load_state_);
  // Somebody may have taken the file away since; then the drive finds nothing.
  auto found = media::reopen(taken_out_of(std::exchange(load_state_, Empty{})));
  Drive again(std::move(profile_), {.disc = found ? *std::move(found) : nullptr,
                                    .target_name = std::move(target_name_),
                                    .serial_number = std::move(serial_number_),
                                    .pace = pace_,
                                    .faults = std::move(faults_)});
  again.chance_ = chance_;
  if (is_open) again.load_state_ = TrayOpen{taken_out_of(std::exchange(again.load_state_, Empty{}))};
  // Whoever is still there, without a connection that could have been lost, is told like a new nexus.
  for (const scsi::NexusId nexus : attentions_.nexuses()) again.nexus_began(nexus, initiator_ports_[nexus]);
  *this = std::move(again);
}

}  // namespace emulator::drive

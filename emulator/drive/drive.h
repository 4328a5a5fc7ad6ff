// All state that outlives a command. No wire bytes, no clock: time comes in as an argument.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/instant.h"
#include "emulator/base/prng.h"
#include "emulator/drive/background.h"
#include "emulator/drive/drive_profile.h"
#include "emulator/drive/event_queue.h"
#include "emulator/drive/fault_plan.h"
#include "emulator/drive/load_state.h"
#include "emulator/drive/mode_parameters.h"
#include "emulator/drive/persistent_reservation.h"
#include "emulator/drive/write_buffer.h"
#include "emulator/scsi/attention.h"
#include "emulator/scsi/logical_unit.h"

namespace emulator::drive {

// Whether somebody waits for `busy_for`. With `stepped` nobody does (an instant clock): each poll of background work or
// of a loading disc then moves it by one of polls_until_done steps, so that it ends however fast a host polls.
enum class Pace : std::uint8_t { timed, stepped };

struct DriveOptions {
  std::unique_ptr<media::Medium> disc{};  // loaded from the first moment; none leaves the drive empty and closed
  std::string target_name{};              // the iSCSI name under which the drive is reached; empty when there is none
  std::string serial_number{};            // instead of the profile's, so that two drives of one model differ
  std::uint64_t seed{1};
  Pace pace{Pace::timed};
  FaultPlan faults{};
};

enum class Prevention : std::uint8_t { none, prevented, persistent };
enum class EjectResult : std::uint8_t { opened, closed, prevented };

// MMC-6, SET STREAMING command and SET CD SPEED command; kB/s. Absent until a host chooses: the fastest.
struct ChosenSpeeds {
  std::optional<std::uint32_t> read;
  std::optional<std::uint32_t> write;
};

class Drive {
 public:
  Drive(DriveProfile profile, DriveOptions options);

  [[nodiscard]] const DriveProfile& profile() const { return profile_; }
  [[nodiscard]] const std::string& serial_number() const { return serial_number_; }
  [[nodiscard]] const std::string& target_name() const { return target_name_; }
  [[nodiscard]] Pace pace() const { return pace_; }

  // Time catches up: a disc becomes ready, background work ends.
  void advance(base::Instant now);
  // A host asked how far the drive is; see Pace.
  void polled();

  // --- the disc
  [[nodiscard]] const LoadState& load_state() const { return load_state_; }
  // The disc that commands can reach, none while it is loading or out.
  [[nodiscard]] media::Medium* medium();
  [[nodiscard]] const media::Medium* medium() const;
  // The same, where a gate has made sure that there is one.
  [[nodiscard]] media::Medium& loaded_medium();
  [[nodiscard]] const media::Medium& loaded_medium() const;
  [[nodiscard]] std::optional<Family> family() const;
  [[nodiscard]] media::ProfileNumber current_profile() const;
  // Whether the drive can write on the loaded disc at all, whatever its state.
  [[nodiscard]] bool can_write_medium() const;
  [[nodiscard]] media::DiscLayout layout() const;
  // The disc wherever it is, also where commands cannot reach it.
  [[nodiscard]] media::Medium* disc_anywhere();

  // The host's START STOP UNIT; whether removal is prevented is asked before.
  void open_tray();
  void close_tray(base::Instant now, std::optional<scsi::NexusId> by = {});
  // The operator's hand: the button, which asks the host when removal is prevented, and a disc (or none) put in with
  // the tray opened and closed again. The disc that was there is handed back.
  EjectResult press_eject(base::Instant now);
  std::unique_ptr<media::Medium> replace_disc(std::unique_ptr<media::Medium> disc, base::Instant now);

  // --- work in the background
  [[nodiscard]] const std::optional<Background>& background() const { return background_; }
  void begin_background(const Background& work);
  // The mechanism is at a host's command until then; a format in the background goes on afterwards.
  void occupy_until(base::Instant until);
  // A host asked how far a format in the background is; see Pace.
  void asked_about_format();
  // What the next answer has to wait for, because work under IMMED has just been reported as done.
  std::optional<scsi::FlushEpoch> take_durable_epoch();

  // --- initiators
  // A port without a name is known by its nexus alone.
  void nexus_began(scsi::NexusId nexus, std::string_view initiator_port = {});
  void nexus_ended(scsi::NexusId nexus);
  // With ResetKind::power_on the power was lost and is back: see power.cpp.
  void reset(scsi::ResetKind kind);
  [[nodiscard]] scsi::Attentions& attentions() { return attentions_; }
  [[nodiscard]] EventQueue& events() { return events_; }
  void prevent_removal(scsi::NexusId nexus, bool persistent);
  void allow_removal(scsi::NexusId nexus, bool persistent);
  [[nodiscard]] Prevention prevention() const;
  [[nodiscard]] std::optional<scsi::NexusId> reserved_by() const { return reserved_by_; }
  void reserve_for(scsi::NexusId nexus) { reserved_by_ = nexus; }
  void release() { reserved_by_.reset(); }
  [[nodiscard]] PersistentReservation& persistent_reservation() { return persistent_reservation_; }
  [[nodiscard]] std::string initiator_port(scsi::NexusId nexus) const;
  // A unit attention for the nexuses of a registrant.
  void raise_for_port(std::string_view initiator_port, const scsi::Sense& attention);

  // --- parameters
  [[nodiscard]] const ModeParameters& mode_parameters() const { return mode_parameters_; }
  void set_mode_parameters(const ModeParameters& parameters) { mode_parameters_ = parameters; }
  [[nodiscard]] media::WriteParameters write_parameters() const { return mode_parameters_.write.for_medium(); }
  [[nodiscard]] ChosenSpeeds& chosen_speeds() { return chosen_speeds_; }
  // Of the loaded disc on this drive, fastest first; the drive's own for the family when the disc names none.
  [[nodiscard]] std::vector<std::uint32_t> read_speeds() const;
  [[nodiscard]] std::vector<std::uint32_t> write_speeds() const;  // empty where nothing can be written
  [[nodiscard]] std::uint32_t read_speed() const;                 // the current one
  [[nodiscard]] std::uint32_t write_speed() const;

  // Takes a WRITE's data into the buffer; how long the host has to wait for its answer.
  base::Duration accept_write(base::BlockCount blocks, base::Instant now);
  [[nodiscard]] const WriteBuffer& write_buffer() const { return write_buffer_; }
  // Memory for READ BUFFER and WRITE BUFFER, all of its capacity; it takes room only once somebody asks for it.
  [[nodiscard]] base::ByteBuffer& host_buffer();
  [[nodiscard]] FaultPlan& faults() { return faults_; }
  void set_faults(FaultPlan faults) { faults_ = std::move(faults); }
  [[nodiscard]] base::Prng& chance() { return chance_; }

 private:
  void move(LoadEvent event);
  void announce_arrival();
  void announce_removal();
  void end_background();
  void lose_power();
  void format_in_idle_time(base::Instant now);
  void format_next(base::BlockCount blocks);

  DriveProfile profile_;
  std::string serial_number_;
  std::string target_name_;
  Pace pace_{};
  LoadState load_state_;
  std::optional<scsi::NexusId> loaded_by_;  // the host that closed the tray last, when it was one
  std::optional<Background> background_;
  std::optional<scsi::FlushEpoch> durable_epoch_;
  base::Instant idle_from_{};  // when the mechanism has nothing more to do for a host
  scsi::Attentions attentions_;
  EventQueue events_;
  std::set<scsi::NexusId> preventing_;
  std::set<scsi::NexusId> preventing_persistently_;
  std::optional<scsi::NexusId> reserved_by_;
  std::map<scsi::NexusId, std::string> initiator_ports_;
  PersistentReservation persistent_reservation_;
  ModeParameters mode_parameters_;
  ChosenSpeeds chosen_speeds_;
  WriteBuffer write_buffer_;
  base::ByteBuffer host_buffer_;
  FaultPlan faults_;
  base::Prng chance_;
};

}  // namespace emulator::drive

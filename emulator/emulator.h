// The emulator's narrow door: drives from profiles and discs, and two ways to speak to them. Bytes go in and come out;
// whoever uses it needs no other type of ours. No socket, no clock, no thread: see serve.h for those.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/bytes.h"
#include "emulator/base/instant.h"
#include "emulator/iscsi/portal_group.h"
#include "emulator/iscsi/session.h"
#include "emulator/mmc/logical_unit.h"
#include "emulator/scsi/logical_unit.h"

namespace emulator {

// --- making drives

// Why there is no drive. The kinds are what a program needs to pick its exit code; the text names the remedy.
struct SetupError {
  enum class Kind : std::uint8_t {
    bad_input,          // no such profile or disc, or one that is damaged
    medium_unsuitable,  // the drive cannot take this disc
    in_use,             // another program writes the disc
  };
  Kind kind{};
  std::string message;
};

struct DriveSetup {
  std::string profile;  // the name of a file in profiles/drives ("generic-bd"), or a path to one
  std::optional<std::filesystem::path> disc{};  // a disc file or an image of sectors; none leaves the drive empty
  std::optional<std::string> image_is{};        // cd-rom, dvd-rom or bd-rom, for an image; by its size when absent
  std::string target_name{};                    // under which it will be reached
  std::string serial_number{};                  // instead of the profile's
  std::uint64_t seed{1};
  std::optional<std::filesystem::path> faults{};  // a fault plan; none of them without
  bool stepped{};  // nobody waits for `busy`: background work ends after some polls instead
};

[[nodiscard]] std::expected<std::unique_ptr<mmc::OpticalDrive>, SetupError> make_drive(const DriveSetup& setup);

// A blank disc as a new file: "bd-r", "cd-r" and the other names of profiles/media.
[[nodiscard]] std::expected<void, SetupError> make_blank_disc(const std::filesystem::path& file,
                                                              std::string_view medium);

// The names that make_drive knows, in order.
[[nodiscard]] std::vector<std::string> drive_profile_names();

// iqn.2026-11.test.burnbench:<name>
[[nodiscard]] std::string target_name_of(std::string_view name);

// --- speaking to them

// A drive, or whatever else answers commands, and its iSCSI name.
struct NamedUnit {
  std::string name;
  std::unique_ptr<scsi::LogicalUnit> unit;
};

struct DirectCommand {
  std::uint64_t lun{};  // the eight bytes of the LUN field
  base::Bytes cdb;      // at most 16 bytes
  base::Bytes data_out{};
};

struct DirectAnswer {
  std::uint8_t status{};  // SAM-5 status code
  base::ByteBuffer sense;
  base::ByteBuffer data_in;
  base::Duration busy{};  // how long a real drive would have been at it
  // There is no answer, because a fault has taken the connection or the drive's power. The nexus has ended.
  bool is_lost{};
};

class Target {
 public:
  explicit Target(std::vector<NamedUnit> units, const iscsi::OwnParameters& own = {}, const iscsi::Limits& limits = {});

  [[nodiscard]] std::vector<std::string> names() const { return group_.target_names(); }

  // Entry 1: commands without a transport. A nexus belongs to the unit with the number `unit`; nothing in here waits.
  [[nodiscard]] scsi::NexusId begin_nexus(std::size_t unit, base::Instant now);
  void end_nexus(scsi::NexusId nexus, base::Instant now);  // nothing happens when it has ended
  DirectAnswer command(scsi::NexusId nexus, const DirectCommand& command, base::Instant now);

  // Entry 2: an iSCSI connection fed with bytes. `address` is how it was reached, for SendTargets. Whoever feeds it
  // wakes the sessions of take_touched() and runs the jobs of take_flushes(); pump() does both in place.
  [[nodiscard]] std::unique_ptr<iscsi::Session> connect(std::string address);
  void pump(base::Instant now);
  [[nodiscard]] iscsi::PortalGroup& group() { return group_; }

 private:
  DirectAnswer lose(scsi::NexusId nexus, const scsi::Reply& reply, base::Instant now);

  std::vector<NamedUnit> units_;
  iscsi::OwnParameters own_;
  iscsi::PortalGroup group_;
  std::map<scsi::NexusId, scsi::LogicalUnit*> nexuses_;
};

}  // namespace emulator

// The targets of one portal group and the sessions on them. RFC 7143, iSCSI Architecture; Session State Classes. What
// one session does to another (taking its place, resetting its unit) goes through here.
#pragma once

#include <cstdint>
#include <expected>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/instant.h"
#include "emulator/iscsi/limits.h"
#include "emulator/iscsi/login.h"
#include "emulator/iscsi/task_queue.h"
#include "emulator/scsi/logical_unit.h"

namespace emulator::iscsi {

struct Target {
  std::string name;
  scsi::LogicalUnit* unit{};
  TaskQueue queue;
};

// What a session gets when its login succeeds.
struct Admission {
  std::uint16_t tsih{};
  scsi::NexusId nexus{};
  Target* target{};  // none in a discovery session
};

class PortalGroup {
 public:
  explicit PortalGroup(const Limits& limits = {}) : limits_(limits) {}

  // The unit has to outlive the group. Names do not repeat.
  void add_target(std::string name, scsi::LogicalUnit& unit);

  [[nodiscard]] Target* find(std::string_view name);
  [[nodiscard]] std::vector<std::string> target_names() const;
  // For a nexus that comes without a login.
  [[nodiscard]] scsi::NexusId fresh_nexus() { return scsi::NexusId{++last_nexus_}; }
  [[nodiscard]] const Limits& limits() const { return limits_; }

  // A login is through. A session of the same initiator port with the same target ends: its connection is to be closed.
  std::expected<Admission, LoginStatus> admit(Session& session, const LoginIdentity& identity, base::Instant now);
  void leave(Session& session, base::Instant now);

  // The other sessions on a target.
  [[nodiscard]] std::vector<Session*> others_on(const Target& target, const Session& but_not) const;

  // Sessions for which something changed while another one was served: whoever drives them has to wake them.
  void touch(Session& session);
  std::vector<Session*> take_touched();

  // See TaskQueue; any thread may run a job, its outcome comes back here.
  std::vector<FlushJob> take_flushes();
  void flushed(const FlushJob& job, bool succeeded);

 private:
  struct Entry {
    Session* session{};
    LoginIdentity identity;
    Admission admission;
  };
  [[nodiscard]] std::expected<std::uint16_t, LoginStatus> make_room(const LoginIdentity& identity, base::Instant now);
  [[nodiscard]] std::uint16_t fresh_tsih();

  Limits limits_;
  std::list<Target> targets_;
  std::vector<Entry> sessions_;
  std::vector<Session*> touched_;
  std::uint16_t last_tsih_{};
  std::uint32_t last_nexus_{};
};

}  // namespace emulator::iscsi

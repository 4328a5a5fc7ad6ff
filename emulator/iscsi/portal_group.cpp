#include "emulator/iscsi/portal_group.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "emulator/iscsi/session.h"

namespace emulator::iscsi {
namespace {

// An initiator port has one session with a target at most. RFC 7143, Session Reinstatement, Closure, and Timeout.
bool same_port(const LoginIdentity& left, const LoginIdentity& right) {
  return left.type == right.type && left.initiator_name == right.initiator_name && left.isid == right.isid &&
         left.target_name == right.target_name;
}

// RFC 7143, iSCSI Architecture, SCSI to iSCSI Concepts Mapping Model: the name of the initiator port.
std::string port_name(const LoginIdentity& identity) {
  return fmt::format("{},i,0x{:012X}", identity.initiator_name, identity.isid);
}

}  // namespace

void PortalGroup::add_target(std::string name, scsi::LogicalUnit& unit) {
  targets_.push_back({.name = std::move(name), .unit = &unit, .queue = TaskQueue(unit)});
}

Target* PortalGroup::find(std::string_view name) {
  const auto target = std::ranges::find(targets_, name, &Target::name);
  return target == targets_.end() ? nullptr : &*target;
}

std::vector<std::string> PortalGroup::target_names() const {
  std::vector<std::string> names;
  for (const Target& target : targets_) names.push_back(target.name);
  return names;
}

std::uint16_t PortalGroup::fresh_tsih() {
  const auto in_use = [&](const Entry& entry) { return entry.admission.tsih == last_tsih_; };
  do ++last_tsih_;
  while (last_tsih_ == 0 || std::ranges::any_of(sessions_, in_use));
  return last_tsih_;
}

std::expected<std::uint16_t, LoginStatus> PortalGroup::make_room(const LoginIdentity& identity, base::Instant now) {
  const auto same = std::ranges::find_if(sessions_, [&](const Entry& e) { return same_port(e.identity, identity); });
  std::uint16_t tsih = 0;
  if (identity.tsih != 0) {
    if (same == sessions_.end() || same->admission.tsih != identity.tsih) {
      return std::unexpected(LoginStatus::session_does_not_exist);
    }
    // MaxConnections is 1: only the connection itself can be taken up again.
    if (same->identity.cid != identity.cid) return std::unexpected(LoginStatus::too_many_connections);
    tsih = identity.tsih;
  }
  if (same != sessions_.end()) {
    Session& old = *same->session;
    old.end(now);
    touch(old);
  }
  if (sessions_.size() >= limits_.sessions) return std::unexpected(LoginStatus::out_of_resources);
  return tsih != 0 ? tsih : fresh_tsih();
}

std::expected<Admission, LoginStatus> PortalGroup::admit(Session& session, const LoginIdentity& identity,
                                                         base::Instant now) {
  Target* target = nullptr;
  if (identity.type == SessionType::normal) {
    target = find(identity.target_name);
    if (target == nullptr) return std::unexpected(LoginStatus::not_found);
  }
  const auto tsih = make_room(identity, now);
  if (!tsih) return std::unexpected(tsih.error());
  const Admission admission{.tsih = *tsih, .nexus = fresh_nexus(), .target = target};
  sessions_.push_back({&session, identity, admission});
  if (target != nullptr) target->unit->nexus_began(admission.nexus, port_name(identity), now);
  return admission;
}

void PortalGroup::leave(Session& session, base::Instant now) {
  std::erase(touched_, &session);
  const auto entry = std::ranges::find(sessions_, &session, &Entry::session);
  if (entry == sessions_.end()) return;
  const Admission admission = entry->admission;
  sessions_.erase(entry);
  if (admission.target != nullptr) admission.target->unit->nexus_ended(admission.nexus, now);
}

std::vector<Session*> PortalGroup::others_on(const Target& target, const Session& but_not) const {
  std::vector<Session*> others;
  for (const Entry& entry : sessions_) {
    if (entry.admission.target == &target && entry.session != &but_not) others.push_back(entry.session);
  }
  return others;
}

void PortalGroup::touch(Session& session) {
  if (std::ranges::find(touched_, &session) == touched_.end()) touched_.push_back(&session);
}

std::vector<Session*> PortalGroup::take_touched() { return std::exchange(touched_, {}); }

std::vector<FlushJob> PortalGroup::take_flushes() {
  std::vector<FlushJob> jobs;
  for (Target& target : targets_) {
    const std::vector<FlushJob> more = target.queue.take_flushes();
    jobs.insert(jobs.end(), more.begin(), more.end());
  }
  return jobs;
}

void PortalGroup::flushed(const FlushJob& job, bool succeeded) {
  const auto target = std::ranges::find(targets_, job.unit, &Target::unit);
  if (target == targets_.end()) return;
  if (const Task* task = target->queue.flushed(job.id, succeeded)) touch(*task->session);
}

}  // namespace emulator::iscsi

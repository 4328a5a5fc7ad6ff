#include "emulator/emulator.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "emulator/scsi/sense_codes.h"

namespace emulator {

std::string target_name_of(std::string_view name) { return "iqn.2026-11.test.burnbench:" + std::string(name); }

Target::Target(std::vector<NamedUnit> units, const iscsi::OwnParameters& own, const iscsi::Limits& limits)
    : units_(std::move(units)), own_(own), group_(limits) {
  for (const NamedUnit& named : units_) group_.add_target(named.name, *named.unit);
}

scsi::NexusId Target::begin_nexus(std::size_t unit, base::Instant now) {
  const scsi::NexusId nexus = group_.fresh_nexus();
  scsi::LogicalUnit* reached = units_.at(unit).unit.get();
  nexuses_.emplace(nexus, reached);
  reached->nexus_began(nexus, fmt::format("direct-{}", static_cast<std::uint32_t>(nexus)), now);
  return nexus;
}

void Target::end_nexus(scsi::NexusId nexus, base::Instant now) {
  const auto entry = nexuses_.find(nexus);
  if (entry == nexuses_.end()) return;
  entry->second->nexus_ended(nexus, now);
  nexuses_.erase(entry);
}

DirectAnswer Target::command(scsi::NexusId nexus, const DirectCommand& command, base::Instant now) {
  if (!nexuses_.contains(nexus)) return {.is_lost = true};
  scsi::LogicalUnit& unit = *nexuses_.at(nexus);
  scsi::Request request{.nexus = nexus, .lun = command.lun, .data_out = command.data_out};
  const std::size_t size = std::min(command.cdb.size(), request.cdb.bytes.size());
  std::ranges::copy(command.cdb.first(size), request.cdb.bytes.begin());
  scsi::Reply reply = unit.execute(request, now);
  if (reply.fate != scsi::Fate::answered) return lose(nexus, reply, now);
  if (reply.durable_after && !unit.flush(*reply.durable_after)) {
    reply = scsi::check_condition(scsi::sense::write_error);
  }
  return {.status = static_cast<std::uint8_t>(reply.status),
          .sense = scsi::sense_data(reply),
          .data_in = scsi::gather(reply.segments),
          .busy = reply.busy_for};
}

DirectAnswer Target::lose(scsi::NexusId nexus, const scsi::Reply& reply, base::Instant now) {
  scsi::LogicalUnit& unit = *nexuses_.at(nexus);
  if (reply.fate == scsi::Fate::power_is_lost) {
    std::vector<scsi::NexusId> ended;
    for (const auto& [other, reached] : nexuses_) {
      if (reached == &unit) ended.push_back(other);
    }
    for (const scsi::NexusId other : ended) end_nexus(other, now);
    unit.reset(scsi::ResetKind::power_on, now);
  } else {
    if (reply.durable_after) unit.flush(*reply.durable_after);
    end_nexus(nexus, now);
  }
  return {.busy = reply.busy_for, .is_lost = true};
}

std::unique_ptr<iscsi::Session> Target::connect(std::string address) {
  return std::make_unique<iscsi::Session>(group_, std::move(address), own_);
}

void Target::pump(base::Instant now) {
  for (const iscsi::FlushJob& job : group_.take_flushes()) group_.flushed(job, job.unit->flush(job.epoch));
  for (iscsi::Session* session : group_.take_touched()) session->wake(now);
}

}  // namespace emulator

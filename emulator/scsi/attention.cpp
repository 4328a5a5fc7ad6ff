#include "emulator/scsi/attention.h"

#include <algorithm>

namespace emulator::scsi {
namespace {

// The order in which a host must hear them: what a reset undid explains all that follows.
int rank(const Sense& attention) {
  switch (attention.asc) {
    case 0x29:
      return 0;
    case 0x28:
      return 1;
    case 0x3F:
      return 2;
    default:
      return 3;
  }
}

void insert(std::vector<Sense>& list, const Sense& attention) {
  if (std::ranges::find(list, attention) != list.end()) return;
  const auto place = std::ranges::find_if(list, [&](const Sense& other) { return rank(other) > rank(attention); });
  list.insert(place, attention);
}

}  // namespace

void Attentions::begin(NexusId nexus, const Sense& first) { pending_[nexus] = {first}; }

void Attentions::end(NexusId nexus) { pending_.erase(nexus); }

void Attentions::raise(NexusId nexus, const Sense& attention) {
  if (const auto entry = pending_.find(nexus); entry != pending_.end()) insert(entry->second, attention);
}

void Attentions::raise_for_all(const Sense& attention) {
  for (auto& [nexus, list] : pending_) insert(list, attention);
}

void Attentions::raise_for_others(NexusId but_not, const Sense& attention) {
  for (auto& [nexus, list] : pending_) {
    if (nexus != but_not) insert(list, attention);
  }
}

void Attentions::reset(const Sense& attention) {
  for (auto& [nexus, list] : pending_) list = {attention};
}

std::vector<NexusId> Attentions::nexuses() const {
  std::vector<NexusId> all;
  for (const auto& [nexus, list] : pending_) all.push_back(nexus);
  return all;
}

std::optional<Sense> Attentions::next(NexusId nexus) const {
  const auto entry = pending_.find(nexus);
  if (entry == pending_.end() || entry->second.empty()) return std::nullopt;
  return entry->second.front();
}

std::optional<Sense> Attentions::take(NexusId nexus) {
  const std::optional<Sense> first = next(nexus);
  if (first) pending_[nexus].erase(pending_[nexus].begin());
  return first;
}

}  // namespace emulator::scsi

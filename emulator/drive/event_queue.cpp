#include "emulator/drive/event_queue.h"

namespace emulator::drive {
namespace {

template <typename Event>
void push(std::deque<Event>& queue, Event event) {
  if (queue.size() == EventQueue::limit) queue.pop_front();
  queue.push_back(event);
}

template <typename Event>
void pop(std::deque<Event>& queue) {
  if (!queue.empty()) queue.pop_front();
}

}  // namespace

void EventQueue::begin(scsi::NexusId nexus) { waiting_[nexus] = {}; }

void EventQueue::end(scsi::NexusId nexus) { waiting_.erase(nexus); }

void EventQueue::add(MediaEvent event) {
  for (auto& [nexus, waiting] : waiting_) push(waiting.media, event);
}

void EventQueue::add(OperationalChange change) {
  for (auto& [nexus, waiting] : waiting_) push(waiting.operational, change);
}

std::optional<MediaEvent> EventQueue::next_media(scsi::NexusId nexus) const {
  const auto entry = waiting_.find(nexus);
  if (entry == waiting_.end() || entry->second.media.empty()) return std::nullopt;
  return entry->second.media.front();
}

std::optional<OperationalChange> EventQueue::next_operational(scsi::NexusId nexus) const {
  const auto entry = waiting_.find(nexus);
  if (entry == waiting_.end() || entry->second.operational.empty()) return std::nullopt;
  return entry->second.operational.front();
}

void EventQueue::consume_media(scsi::NexusId nexus) {
  if (const auto entry = waiting_.find(nexus); entry != waiting_.end()) pop(entry->second.media);
}

void EventQueue::consume_operational(scsi::NexusId nexus) {
  if (const auto entry = waiting_.find(nexus); entry != waiting_.end()) pop(entry->second.operational);
}

}  // namespace emulator::drive

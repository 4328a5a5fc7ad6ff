#include "emulator/media/extent_set.h"

#include <algorithm>

namespace emulator::media {

void ExtentSet::add(base::BlockRange range) {
  if (range.empty()) return;
  const auto first = std::ranges::lower_bound(ranges_, range.first, {}, &base::BlockRange::end);
  auto last = first;
  base::Lba from = range.first;
  base::Lba end = range.end();
  for (; last != ranges_.end() && last->first <= range.end(); ++last) {
    from = std::min(from, last->first);
    end = std::max(end, last->end());
  }
  const base::BlockRange joined{from, end - from};
  if (first == last) {
    ranges_.insert(first, joined);
    return;
  }
  *first = joined;
  ranges_.erase(first + 1, last);
}

void ExtentSet::remove(base::BlockRange range) {
  if (range.empty()) return;
  std::vector<base::BlockRange> left;
  left.reserve(ranges_.size() + 1);
  for (const base::BlockRange& extent : ranges_) {
    if (extent.end() <= range.first || range.end() <= extent.first) {
      left.push_back(extent);
      continue;
    }
    if (extent.first < range.first) left.push_back({extent.first, range.first - extent.first});
    if (range.end() < extent.end()) left.push_back({range.end(), extent.end() - range.end()});
  }
  ranges_ = std::move(left);
}

base::Lba ExtentSet::first_outside(base::BlockRange range) const {
  if (range.empty()) return range.end();
  const auto after = std::ranges::upper_bound(ranges_, range.first, {}, &base::BlockRange::first);
  if (after == ranges_.begin()) return range.first;
  const base::BlockRange& extent = *(after - 1);
  if (!extent.contains(range.first)) return range.first;
  return std::min(extent.end(), range.end());
}

std::optional<base::Lba> ExtentSet::next_from(base::Lba address) const {
  const auto next = std::ranges::upper_bound(ranges_, address, {}, &base::BlockRange::end);
  if (next == ranges_.end()) return std::nullopt;
  return std::max(next->first, address);
}

bool ExtentSet::touches(base::BlockRange range) const {
  if (range.empty()) return false;
  const auto next = std::ranges::upper_bound(ranges_, range.first, {}, &base::BlockRange::end);
  return next != ranges_.end() && next->first < range.end();
}

std::vector<base::BlockRange> ExtentSet::grown_from(const ExtentSet& older) const {
  std::vector<base::BlockRange> grown;
  auto old = older.ranges_.begin();
  for (const base::BlockRange& range : ranges_) {
    base::Lba from = range.first;
    while (old != older.ranges_.end() && old->end() <= from) ++old;
    while (old != older.ranges_.end() && old->first < range.end()) {
      if (from < old->first) grown.push_back({from, old->first - from});
      from = old->end();
      if (from >= range.end()) break;  // it may reach into the next extent
      ++old;
    }
    if (from < range.end()) grown.push_back({from, range.end() - from});
  }
  return grown;
}

}  // namespace emulator::media

// Which blocks are written: sorted, disjoint ranges that grow together when they touch.
#pragma once

#include <optional>
#include <vector>

#include "emulator/base/units.h"

namespace emulator::media {

class ExtentSet {
 public:
  void add(base::BlockRange range);
  void remove(base::BlockRange range);

  // The first address of `range` that lies in no extent; the end of `range` when all of it does.
  [[nodiscard]] base::Lba first_outside(base::BlockRange range) const;
  [[nodiscard]] bool contains(base::BlockRange range) const { return first_outside(range) == range.end(); }

  // The first address from `address` on that lies in an extent.
  [[nodiscard]] std::optional<base::Lba> next_from(base::Lba address) const;

  // Whether any block of `range` lies in an extent.
  [[nodiscard]] bool touches(base::BlockRange range) const;

  // What this set has and `older` has not.
  [[nodiscard]] std::vector<base::BlockRange> grown_from(const ExtentSet& older) const;

  [[nodiscard]] const std::vector<base::BlockRange>& ranges() const { return ranges_; }

  bool operator==(const ExtentSet&) const = default;

 private:
  std::vector<base::BlockRange> ranges_;
};

}  // namespace emulator::media

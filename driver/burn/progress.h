// What a burn tells while it runs, and the one thing it asks.
#pragma once

#include <string>

#include "driver/burn/plan.h"
#include "driver/mmc/device.h"

namespace driver::burn {

struct Progress {
  base::BlockCount done{};
  base::BlockCount total{};
};

class Observer : public mmc::WaitListener {
 public:
  // Step `number` of `count`, from 1, begins.
  virtual void step_begins(const Step& step, std::size_t number, std::size_t count) = 0;
  // Blocks written or compared of the step that runs; after every command.
  virtual void progressed(const Progress& progress) = 0;
  // Something went otherwise than planned and does not matter.
  virtual void noted(const std::string& text) = 0;
  // Asked between two commands of a write or a comparison: true ends it at this block boundary.
  [[nodiscard]] virtual bool cancel_requested() = 0;
};

}  // namespace driver::burn

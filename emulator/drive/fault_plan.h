// Failures on purpose: rules that say which commands meet which fault. The drive's one hook, mmc::execute, reads it;
// what becomes of connections is done by iscsi::Session, which learns it from the reply. Bad blocks are not faults but
// a property of the medium.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "emulator/base/instant.h"
#include "emulator/base/prng.h"
#include "emulator/base/units.h"
#include "emulator/scsi/sense.h"

namespace emulator::drive {

struct Fail {
  scsi::Sense sense;
};
struct Delay {
  base::Duration by{};
};
struct Corrupt {
  std::size_t offset{};  // of the data-in byte whose bits are inverted
};
struct DropConnection {};  // the command is run, and its host never hears of it
struct PowerLoss {};       // the command is not run, and all that the drive had not put on the disc is gone
using Fault = std::variant<Fail, Delay, Corrupt, DropConnection, PowerLoss>;

// In `numerator` of `denominator` cases.
struct Ratio {
  std::uint64_t numerator{1};
  std::uint64_t denominator{1};
};

// All conditions that a rule states have to hold.
struct FaultRule {
  std::optional<std::uint8_t> operation_code{};
  std::optional<base::BlockRange> range{};  // a command that touches one of these blocks
  std::optional<std::uint64_t> nth{};  // the n-th command for which the conditions above hold, from 1; only that one
  std::optional<Ratio> ratio{};
  Fault fault;
};

// What of a command the rules look at.
struct Attempt {
  std::uint8_t operation_code{};
  std::optional<base::BlockRange> range{};
};

class FaultPlan {
 public:
  FaultPlan() = default;
  explicit FaultPlan(const std::vector<FaultRule>& rules);

  // The fault of the first rule that holds. Counts the attempt, and takes chances from `chance` only for rules with a
  // ratio, so that a plan without one leaves the drive's sequence alone.
  std::optional<Fault> meet(const Attempt& attempt, base::Prng& chance);

 private:
  struct Counted {
    FaultRule rule;
    std::uint64_t seen{};
  };
  std::vector<Counted> rules_;
};

// Reads a plan of the form that fixtures/schemas/fault_plan.schema.json states. The error names the key that is wrong.
[[nodiscard]] std::expected<std::vector<FaultRule>, std::string> parse_fault_plan(std::string_view json_text);
[[nodiscard]] std::expected<std::vector<FaultRule>, std::string> load_fault_plan(const std::filesystem::path& file);

}  // namespace emulator::drive

#include "conformance/runner/suite.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace conformance::runner {
namespace {

using cases::Case;
using cases::Ran;

class SuiteRun {
 public:
  SuiteRun(const std::vector<Case>& chosen, link::Target& target, const SuiteOptions& options, Listener& listener)
      : chosen_(chosen), target_(target), options_(options), listener_(listener), ran_(chosen.size()) {}

  std::expected<report::Run, link::LinkError> go() {
    if (auto looked = look(); !looked) return std::unexpected(looked.error());
    report::Run run = run_of(situation_);
    listener_.began(run);
    // A disc changes at most from blank to appendable to complete: a fourth round could not change anything.
    for (int round = 0; round < 3 && !pending().empty(); ++round) {
      const std::vector<std::size_t> this_round = pending();
      for (const bool destroys : {false, true}) {
        for (const std::size_t index : this_round) {
          if (chosen_[index].header.destroys != destroys) continue;
          if (auto done = run_one(index); !done) return std::unexpected(done.error());
        }
      }
    }
    for (const std::size_t index : pending()) report_one(index);
    for (std::size_t i = 0; i < chosen_.size(); ++i) run.results.push_back(result_of(chosen_[i], *ran_[i], options_));
    return run;
  }

 private:
  // Neither final nor reported: not run yet, or skipped for a reason that may pass.
  [[nodiscard]] std::vector<std::size_t> pending() const {
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < ran_.size(); ++i) {
      if (!ran_[i] || std::holds_alternative<cases::Skipped>(ran_[i]->outcome)) indices.push_back(i);
    }
    return indices;
  }

  std::expected<void, link::LinkError> run_one(std::size_t index) {
    Ran ran = cases::run_case(chosen_[index], target_, situation_, options_.run);
    if (ran.lost) return std::unexpected(*ran.lost);
    const bool has_written = chosen_[index].header.destroys && !std::holds_alternative<cases::Skipped>(ran.outcome);
    ran_[index] = std::move(ran);
    if (!std::holds_alternative<cases::Skipped>(ran_[index]->outcome)) report_one(index);
    return has_written ? look() : std::expected<void, link::LinkError>{};
  }

  void report_one(std::size_t index) { listener_.ended(result_of(chosen_[index], *ran_[index], options_)); }

  std::expected<void, link::LinkError> look() {
    auto situation = cases::look_at(target_, options_.run.patience);
    if (!situation) return std::unexpected(situation.error());
    situation_ = *std::move(situation);
    return {};
  }

  [[nodiscard]] report::Run run_of(const cases::Situation& situation) const {
    const auto& [vendor, product, revision] = situation.identity.drive;
    const trace::Precondition& disc = situation.identity.situation;
    return {.target = target_.description(),
            .drive = fmt::format("{} {} {}", vendor, product, revision),
            .medium = fmt::format("profile {:04X}h, disc {}", disc.profile, trace::name_of(disc.state)),
            .seed = options_.run.seed,
            .version = BURNBENCH_VERSION,
            .results = {}};
  }

  const std::vector<Case>& chosen_;
  link::Target& target_;
  const SuiteOptions& options_;
  Listener& listener_;
  std::vector<std::optional<Ran>> ran_;
  cases::Situation situation_;
};

struct ToResult {
  report::Result& result;
  void operator()(const cases::Passed&) const { result.verdict = report::Verdict::pass; }
  void operator()(const cases::Failed& failed) const {
    result.verdict = report::Verdict::fail;
    result.reason = failed.text();
    result.failure = report::Failure{failed.command, failed.field, failed.expected, failed.actual};
  }
  void operator()(const cases::Skipped& skipped) const {
    result.verdict = report::Verdict::skip;
    result.reason = skipped.reason;
  }
  void operator()(const cases::NotApplicable& not_applicable) const {
    result.verdict = report::Verdict::not_applicable;
    result.reason = not_applicable.reason;
  }
  void operator()(const cases::Broken& broken) const {
    result.verdict = report::Verdict::broken;
    result.reason = broken.reason;
  }
};

}  // namespace

report::Result result_of(const Case& one, const Ran& ran, const SuiteOptions& options) {
  report::Result result{.id = one.header.id,
                        .name = one.header.name,
                        .title = one.header.title,
                        .clause = one.header.standard + ", " + one.header.clause,
                        .verdict = {},
                        .reason = {},
                        .failure = {},
                        .waiver = {},
                        .duration = ran.duration};
  std::visit(ToResult{result}, ran.outcome);
  if (result.verdict != report::Verdict::fail) return result;
  const auto waiver = std::ranges::find(options.waivers, result.id, &report::Waiver::id);
  // Dates of the form YYYY-MM-DD sort as text.
  if (waiver != options.waivers.end() && waiver->expiry >= options.today) {
    result.verdict = report::Verdict::waived;
    result.waiver = *waiver;
  }
  return result;
}

std::expected<report::Run, link::LinkError> run_suite(const std::vector<Case>& chosen, link::Target& target,
                                                      const SuiteOptions& options, Listener& listener) {
  return SuiteRun(chosen, target, options, listener).go();
}

}  // namespace conformance::runner

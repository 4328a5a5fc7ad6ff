#include "conformance/cases/run.h"

#include "conformance/cases/judge.h"
#include "conformance/cases/listed_cases.h"
#include "conformance/cases/needs.h"
#include "emulator/base/checksum.h"

namespace conformance::cases {
namespace {

std::uint64_t seed_for(const std::string& id, std::uint64_t seed) {
  const base::ByteBuffer bytes(id.begin(), id.end());
  return seed ^ (std::uint64_t{base::crc32c(bytes)} << 32);
}

}  // namespace

Ran run_case(const Case& one, link::Target& target, const Situation& situation, const RunOptions& options) {
  if (auto outcome = unmet(one.header.needs, situation)) return {*std::move(outcome)};
  if (one.header.destroys && !options.allow_destructive) {
    return {Skipped{"it writes to the disc; --allow-destructive lets it"}};
  }
  const auto begin = std::chrono::steady_clock::now();
  Judge judge(target, one.header, situation, seed_for(one.header.id, options.seed), options.patience);
  if (const auto* coded = std::get_if<CodedCase>(&one.run)) {
    (*coded)(judge);
  } else {
    run_listed(std::get<ListedCase>(one.run), judge);
  }
  const auto duration = std::chrono::steady_clock::now() - begin;
  return {judge.outcome(), std::chrono::duration_cast<std::chrono::microseconds>(duration), judge.lost()};
}

}  // namespace conformance::cases

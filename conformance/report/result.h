// What a case came to. One list of these makes the console's summary, the JSON lines and the JUnit file.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace conformance::report {

enum class Verdict : std::uint8_t {
  pass,
  fail,
  skip,            // could have run, with another medium, link or consent; the reason says which
  not_applicable,  // this target has not what the case is about
  waived,          // failed, and somebody has answered for it until a day
  broken,          // the suite's own fault, or a precondition that does not hold
};
inline constexpr std::array all_verdicts{Verdict::pass,           Verdict::fail,   Verdict::skip,
                                         Verdict::not_applicable, Verdict::waived, Verdict::broken};
// "pass", "not-applicable"
[[nodiscard]] std::string_view name_of(Verdict verdict);

// What a failure needs to be acted on.
struct Failure {
  std::string command;  // name and CDB; empty where no one command failed
  std::string field;    // what differs; empty where nothing smaller than the answer can be named
  std::string expected;
  std::string actual;
};

struct Waiver {
  std::string id;  // of the case
  std::string owner;
  std::string reason;
  std::string expiry;  // YYYY-MM-DD, its last day
};

struct Result {
  std::string id;    // TOC-02
  std::string name;  // mmc.read_toc.lead_out_last
  std::string title;
  std::string clause;  // standard and clause title
  Verdict verdict{};
  std::string reason;  // one line; empty with pass
  std::optional<Failure> failure;
  std::optional<Waiver> waiver;
  std::chrono::microseconds duration{};
};

struct Run {
  std::string target;    // as the user named it
  std::string drive;     // vendor, product and revision
  std::string medium;    // profile and disc status
  std::uint64_t seed{};  // of everything random in the run
  std::string version;   // of the suite
  std::vector<Result> results;
};

struct Summary {
  std::array<std::size_t, all_verdicts.size()> counts{};
  [[nodiscard]] std::size_t of(Verdict verdict) const { return counts[static_cast<std::size_t>(verdict)]; }
  [[nodiscard]] std::size_t all() const;
};
[[nodiscard]] Summary summarize(std::span<const Result> results);

// "19 pass, 0 fail, 3 skip, 2 not-applicable, 0 waived, 0 broken"
[[nodiscard]] std::string summary_line(const Summary& summary);

// 1 where a case failed; else 9 where one is broken, or where none was judged at all: a skip is never a pass; else 0.
[[nodiscard]] int exit_status(const Summary& summary);

}  // namespace conformance::report

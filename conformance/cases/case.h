// A conformance case: what it claims, by which clause, what it needs, and how it is judged. conformance/README.md says
// how to add one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "conformance/link/sense.h"

namespace conformance::cases {

class Judge;

enum class Level : std::uint8_t {
  required,  // the standard demands it
  optional,  // of what the drive says it offers
  observed,  // what real drives do beyond the text
};
[[nodiscard]] std::string_view name_of(Level level);

// One permitted outcome of a command: a status, and with CHECK CONDITION the sense.
struct Allowed {
  std::uint8_t status{};
  std::optional<link::SenseCode> sense{};
  bool operator==(const Allowed&) const = default;
};
[[nodiscard]] bool is_allowed(const std::vector<Allowed>& allowed, std::uint8_t status, base::Bytes sense);
// "GOOD or CHECK CONDITION 5/24/00"
[[nodiscard]] std::string text_of(const std::vector<Allowed>& allowed);

// On which drive the case was seen, and how it ended there.
struct Seen {
  std::string drive;
  std::string verdict;
};

struct CaseHeader {
  std::string id;        // "TOC-02": never changes its meaning, never used again
  std::string name;      // "mmc.read_toc.lead_out_is_last"
  std::string title;     // one claim
  std::string standard;  // "MMC-6"
  std::string clause;    // title of the clause, not its number
  Level level{Level::required};
  std::vector<std::string> needs{};  // see needs.h
  bool destroys{};                   // writes to the disc
  std::string provenance{"standard"};
  std::vector<Seen> seen{};
  std::vector<Allowed> allowed{};  // every permitted outcome of the command that the case is about
};

// Code where a list cannot say it.
using CodedCase = void (*)(Judge&);

// A byte of the answer, as far as `mask` has bits: equal to `equals`.
struct ExpectedByte {
  std::size_t byte{};
  std::uint8_t mask{0xFF};
  std::uint8_t equals{};
};
struct ListedStep {
  base::ByteBuffer cdb;
  std::size_t expected{};  // room for data-in
  base::ByteBuffer data_out{};
  std::vector<Allowed> allowed{};         // the header's where the step has none
  std::optional<std::size_t> at_least{};  // bytes of data-in that must come with GOOD
  std::vector<ExpectedByte> bytes{};
};
using ListedCase = std::vector<ListedStep>;

struct Case {
  CaseHeader header;
  std::variant<CodedCase, ListedCase> run;
};

// What a header lacks or has wrong; empty when it is complete.
[[nodiscard]] std::string complaint_about(const CaseHeader& header);

}  // namespace conformance::cases

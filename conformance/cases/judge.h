// What a case holds in its hands: it sends commands and claims things about the answers. The first claim that does not
// hold is the case's outcome; everything after it is neither sent nor judged, so that a case reads as a list of claims.
#pragma once

#include <fmt/format.h>

#include <concepts>
#include <map>
#include <memory>

#include "conformance/cases/case.h"
#include "conformance/cases/outcome.h"
#include "conformance/cases/situation.h"
#include "emulator/base/prng.h"

namespace conformance::cases {

struct Sent {
  base::ByteBuffer cdb;
  std::size_t expected{};  // room for data-in
  base::Bytes data_out{};
  unsigned nexus{};  // 0 and 1 are different initiators
  std::optional<std::uint64_t> lun{};
};

class Judge {
 public:
  Judge(link::Target& target, const CaseHeader& header, const Situation& situation, std::uint64_t seed,
        const link::Patience& patience);

  // The answer, whatever it is; an empty one once the case has failed.
  link::Answer send(const Sent& sent);
  // The answer must be GOOD, and have at least so many bytes.
  link::Answer good(const Sent& sent, std::size_t at_least = 0);
  // The answer must be one of these, or of the header's.
  link::Answer allowed(const Sent& sent, const std::vector<Allowed>& outcomes);
  link::Answer allowed(const Sent& sent) { return allowed(sent, header_.allowed); }

  // Claims about the last answer. `field` is the standard's name.
  void equal(std::string_view field, std::integral auto expected, std::integral auto actual) {
    if (static_cast<std::uint64_t>(expected) == static_cast<std::uint64_t>(actual)) return;
    fail(field, fmt::format("{}", expected), fmt::format("{}", actual));
  }
  void claim(bool holds, std::string_view field, std::string_view expected, std::string_view actual) {
    if (!holds) fail(field, expected, actual);
  }
  // The shorter is the beginning of the longer.
  void prefix(std::string_view field, base::Bytes longer, base::Bytes shorter);

  void fail(std::string_view field, std::string_view expected, std::string_view actual);
  void skip(std::string reason);
  void break_off(std::string reason);
  // False once the outcome is settled: loops ask.
  [[nodiscard]] bool goes_on() const { return !outcome_; }

  // Begins a nexus that nobody has told of yet: its unit attention waits, where other nexuses have theirs taken.
  void begin(unsigned nexus);
  // Takes the unit attentions of a nexus and waits until the drive is no longer busy.
  void settle(unsigned nexus = 0);
  // Ends a nexus, as a logout does.
  void close(unsigned nexus) { links_.erase(nexus); }

  [[nodiscard]] const Situation& situation() const { return situation_; }
  [[nodiscard]] link::Target& target() { return target_; }
  base::Prng& random() { return random_; }
  // Passed unless something was claimed in vain.
  [[nodiscard]] Outcome outcome() const { return outcome_.value_or(Passed{}); }
  // The error after which the target cannot be used; then the outcome is Broken.
  [[nodiscard]] const std::optional<link::LinkError>& lost() const { return lost_; }
  void take(const link::LinkError& error);

 private:
  link::Link* link_of(unsigned nexus);

  link::Target& target_;
  const CaseHeader& header_;
  const Situation& situation_;
  base::Prng random_;
  const link::Patience& patience_;
  std::map<unsigned, std::unique_ptr<link::Link>> links_;
  std::string last_command_;
  std::optional<Outcome> outcome_;
  std::optional<link::LinkError> lost_;
};

// A CDB from hex, and the same with a field set.
[[nodiscard]] base::ByteBuffer cdb(std::string_view hex);
template <typename Field>
[[nodiscard]] base::ByteBuffer with(base::ByteBuffer bytes, std::uint64_t value) {
  Field::set(bytes, value);
  return bytes;
}
// A field of an answer; 0 where the answer is too short, which is claimed first.
template <typename Field>
[[nodiscard]] std::uint64_t get(base::Bytes bytes) {
  return bytes.size() < Field::end ? 0 : Field::get(bytes);
}

}  // namespace conformance::cases

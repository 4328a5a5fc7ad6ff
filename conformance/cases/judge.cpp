#include "conformance/cases/judge.h"

#include "conformance/link/commands.h"
#include "conformance/trace/payload.h"
#include "emulator/base/hex.h"

namespace conformance::cases {

Judge::Judge(link::Target& target, const CaseHeader& header, const Situation& situation, std::uint64_t seed,
             const link::Patience& patience)
    : target_(target), header_(header), situation_(situation), random_(seed), patience_(patience) {}

void Judge::begin(unsigned nexus) {
  if (!goes_on()) return;
  links_.erase(nexus);
  auto opened = target_.open();
  if (!opened) return take(opened.error());
  links_[nexus] = *std::move(opened);
}

link::Link* Judge::link_of(unsigned nexus) {
  if (const auto known = links_.find(nexus); known != links_.end()) return known->second.get();
  begin(nexus);
  std::unique_ptr<link::Link>& link = links_[nexus];
  if (link == nullptr) return nullptr;
  // The unit attention of a new nexus is not what the case is about.
  if (auto settled = link::settle(*link, patience_); !settled) {
    take(settled.error());
    return nullptr;
  }
  return link.get();
}

link::Answer Judge::send(const Sent& sent) {
  if (!goes_on()) return {};
  link::Link* link = link_of(sent.nexus);
  if (link == nullptr) return {};
  last_command_ = link::command_text(sent.cdb);
  auto answer =
      link->exchange({.cdb = sent.cdb, .data_out = sent.data_out, .expected = sent.expected, .lun = sent.lun});
  if (answer) return *std::move(answer);
  take(answer.error());
  return {};
}

void Judge::take(const link::LinkError& error) {
  if (!goes_on()) return;
  using Kind = link::LinkError::Kind;
  if (error.kind == Kind::timed_out || error.kind == Kind::protocol) {
    fail("answer", "a status by the rules of the transport", error.text);
  } else if (error.kind == Kind::lost && !last_command_.empty()) {
    fail("answer", "a status", error.text);
  } else {
    break_off(error.text);
    lost_ = error;
  }
}

link::Answer Judge::good(const Sent& sent, std::size_t at_least) {
  link::Answer answer = allowed(sent, {{link::status_good}});
  if (goes_on() && answer.data_in.size() < at_least) {
    fail("data-in", fmt::format("at least {} bytes", at_least), fmt::format("{} bytes", answer.data_in.size()));
  }
  return answer;
}

link::Answer Judge::allowed(const Sent& sent, const std::vector<Allowed>& outcomes) {
  link::Answer answer = send(sent);
  if (goes_on() && !is_allowed(outcomes, answer.status, answer.sense)) {
    fail("status", text_of(outcomes), link::outcome_text(answer.status, answer.sense));
  }
  return answer;
}

void Judge::prefix(std::string_view field, base::Bytes longer, base::Bytes shorter) {
  if (!goes_on()) return;
  if (shorter.size() > longer.size()) {
    fail(field, fmt::format("at most {} bytes", longer.size()), fmt::format("{} bytes", shorter.size()));
    return;
  }
  if (const auto at = trace::first_difference(longer.first(shorter.size()), shorter)) {
    fail(fmt::format("{} byte {}", field, *at), fmt::format("{:02X}h", longer[*at]),
         fmt::format("{:02X}h", shorter[*at]));
  }
}

void Judge::fail(std::string_view field, std::string_view expected, std::string_view actual) {
  if (goes_on()) outcome_ = Failed{last_command_, std::string(field), std::string(expected), std::string(actual)};
}

void Judge::skip(std::string reason) {
  if (goes_on()) outcome_ = Skipped{std::move(reason)};
}

void Judge::break_off(std::string reason) {
  if (goes_on()) outcome_ = Broken{std::move(reason)};
}

void Judge::settle(unsigned nexus) {
  if (!goes_on()) return;
  link::Link* link = link_of(nexus);
  if (link == nullptr) return;
  if (auto settled = link::settle(*link, patience_); !settled) take(settled.error());
}

base::ByteBuffer cdb(std::string_view hex) { return base::parse_hex(hex).value(); }

}  // namespace conformance::cases

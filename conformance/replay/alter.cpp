#include "conformance/replay/alter.h"

#include <fmt/format.h>

#include "conformance/link/commands.h"
#include "conformance/replay/passing.h"
#include "conformance/replay/upcoming.h"
#include "conformance/trace/payload.h"
#include "conformance/trace/writer.h"
#include "emulator/base/prng.h"

namespace conformance::replay {
namespace {

using trace::Exchange;
using trace::Part;
using trace::TraceError;

TraceError bad(const std::filesystem::path& trace, std::string_view text) {
  return {TraceError::Kind::bad_input, fmt::format("{}: {}", trace.string(), text)};
}

// The parts of an exchange that a role judges and that have a byte without a mask.
std::vector<std::string> parts_of(const Exchange& exchange, Role role) {
  std::vector<std::string> parts;
  const auto has_unmasked = [&](Part part, std::uint64_t size) {
    for (std::uint64_t i = 0; i < size; ++i) {
      if (!trace::is_masked(exchange.masks, part, i)) return true;
    }
    return false;
  };
  if (role == Role::drive) {
    parts.emplace_back("cdb");
    if (exchange.out) parts.emplace_back("data-out");
    return parts;
  }
  parts.emplace_back("status");
  if (has_unmasked(Part::sense, exchange.sense.size())) parts.emplace_back("sense");
  if (has_unmasked(Part::in, trace::size_of(exchange.in))) parts.emplace_back("data-in");
  return parts;
}

// Exchanges that the role must judge, by number.
std::expected<std::vector<std::uint64_t>, TraceError> judged_exchanges(const std::filesystem::path& trace, Role role) {
  auto reader = trace::Reader::open(trace);
  if (!reader) return std::unexpected(reader.error());
  Upcoming upcoming(*std::move(reader));
  std::vector<std::uint64_t> numbers;
  while (true) {
    if (auto read = upcoming.look_ahead(); !read) return std::unexpected(read.error());
    upcoming.noise().clear();
    if (upcoming.judged() == nullptr) return numbers;
    const NumberedExchange next = upcoming.take_judged();
    if (auto read = upcoming.look_ahead(); !read) return std::unexpected(read.error());
    const bool is_repeated =
        upcoming.judged() != nullptr && is_same_command(next.exchange, upcoming.judged()->exchange);
    if (role == Role::drive || !is_repeated || !is_passing(as_answer(next.exchange))) numbers.push_back(next.number);
  }
}

class Alterer {
 public:
  Alterer(trace::Writer& writer, std::filesystem::path folder, bool keeps_places, std::uint64_t seed)
      : writer_(writer), folder_(std::move(folder)), keeps_places_(keeps_places), random_(seed) {}

  base::Prng& random() { return random_; }

  std::expected<void, TraceError> copy(Exchange exchange) {
    for (auto* payload : {&exchange.out, &exchange.in}) {
      if (auto kept = keep(*payload); !kept) return kept;
    }
    return writer_.add(exchange);
  }

  std::expected<Alteration, TraceError> change(const NumberedExchange& next, Role role) {
    Exchange exchange = next.exchange;
    const std::vector<std::string> parts = parts_of(exchange, role);
    Alteration alteration{next.number, link::command_text(exchange.cdb), parts[random_.below(parts.size())]};
    if (alteration.part == "status") {
      flip(alteration, base::MutableBytes(&exchange.status, 1), {}, Part::in);
    } else if (alteration.part == "sense") {
      flip(alteration, exchange.sense, exchange.masks, Part::sense);
    } else if (alteration.part == "cdb") {
      // A command that becomes noise may be absent: that would be no alteration.
      do {
        exchange.cdb = next.exchange.cdb;
        flip(alteration, exchange.cdb, {}, Part::in);
      } while (link::is_noise(exchange.cdb));
    } else {
      auto& payload = alteration.part == "data-out" ? exchange.out : exchange.in;
      auto bytes = trace::load(*payload, folder_);
      if (!bytes) return std::unexpected(bytes.error());
      flip(alteration, *bytes, alteration.part == "data-in" ? exchange.masks : std::vector<trace::Mask>{}, Part::in);
      auto kept = writer_.keep(*bytes);
      if (!kept) return std::unexpected(kept.error());
      payload = *std::move(kept);
      if (auto added = writer_.add(exchange); !added) return std::unexpected(added.error());
      return alteration;
    }
    if (auto copied = copy(std::move(exchange)); !copied) return std::unexpected(copied.error());
    return alteration;
  }

 private:
  void flip(Alteration& alteration, base::MutableBytes bytes, const std::vector<trace::Mask>& masks, Part part) {
    std::uint64_t offset = random_.below(bytes.size());
    while (trace::is_masked(masks, part, offset)) offset = (offset + 1) % bytes.size();
    alteration.offset = offset;
    alteration.was = bytes[offset];
    bytes[offset] ^= static_cast<std::uint8_t>(1U << random_.below(8));
    alteration.is = bytes[offset];
  }

  std::expected<void, TraceError> keep(std::optional<trace::Payload>& payload) {
    const auto* digest = payload ? std::get_if<trace::DigestPayload>(&*payload) : nullptr;
    if (digest == nullptr || !digest->from || keeps_places_) return {};
    auto bytes = trace::load(*payload, folder_);
    if (!bytes) return std::unexpected(bytes.error());
    auto kept = writer_.keep(*bytes);
    if (!kept) return std::unexpected(kept.error());
    payload = *std::move(kept);
    return {};
  }

  trace::Writer& writer_;
  std::filesystem::path folder_;
  bool keeps_places_;
  base::Prng random_;
};

}  // namespace

std::expected<Alteration, TraceError> alter(const std::filesystem::path& trace, const std::filesystem::path& altered,
                                            Role role, std::uint64_t seed) {
  const auto numbers = judged_exchanges(trace, role);
  if (!numbers) return std::unexpected(numbers.error());
  if (numbers->empty())
    return std::unexpected(
        bad(trace,
            "it holds nothing that is judged; give a trace with other commands than TEST UNIT READY, "
            "GET EVENT STATUS NOTIFICATION and REQUEST SENSE"));
  auto reader = trace::Reader::open(trace);
  if (!reader) return std::unexpected(reader.error());
  auto writer = trace::Writer::create(altered, reader->header());
  if (!writer) return std::unexpected(writer.error());
  std::error_code failure;
  const bool is_same_folder = std::filesystem::equivalent(std::filesystem::absolute(trace).parent_path(),
                                                          std::filesystem::absolute(altered).parent_path(), failure);
  Alterer alterer(*writer, reader->folder(), is_same_folder && !failure, seed);
  const std::uint64_t chosen = (*numbers)[alterer.random().below(numbers->size())];
  std::expected<Alteration, TraceError> alteration =
      std::unexpected(bad(trace, "it ended early; leave it alone and start again"));
  while (true) {
    auto exchange = reader->next();
    if (!exchange) return std::unexpected(exchange.error());
    if (!*exchange) break;
    if (reader->count() == chosen) {
      alteration = alterer.change({chosen, **std::move(exchange)}, role);
      if (!alteration) return alteration;
    } else if (auto copied = alterer.copy(**std::move(exchange)); !copied) {
      return std::unexpected(copied.error());
    }
  }
  if (auto finished = writer->finish(); !finished) return std::unexpected(finished.error());
  return alteration;
}

}  // namespace conformance::replay

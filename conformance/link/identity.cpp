#include "conformance/link/identity.h"

#include <algorithm>
#include <array>

#include "conformance/link/identity_layout.h"
#include "conformance/link/sense.h"
#include "conformance/trace/medium_name.h"
#include "emulator/base/hex.h"

namespace conformance::link {
namespace {

using namespace base::literals;

constexpr int unit_attention_limit = 16;  // assumed: more of them in a row than any drive queues

constexpr auto test_unit_ready = "00 00 00 00 00 00"_hex;
constexpr auto inquiry = "12 00 00 00 60 00"_hex;  // 96 bytes
constexpr std::size_t inquiry_bytes = 96;
constexpr auto get_configuration = "46 02 00 00 00 00 00 00 08 00"_hex;  // the header alone
constexpr std::size_t configuration_bytes = 8;
constexpr auto read_disc_information = "51 00 00 00 00 00 00 00 22 00"_hex;
constexpr std::size_t disc_information_bytes = 34;

// SPC-4, Standard INQUIRY data format: T10 vendor identification, product identification, product revision level.
constexpr std::size_t vendor_at = 8;
constexpr std::size_t product_at = 16;
constexpr std::size_t revision_at = 32;
constexpr std::size_t inquiry_texts_end = 36;

template <std::size_t size>
Command command(const std::array<std::uint8_t, size>& cdb, std::size_t expected = 0) {
  return {.cdb = {cdb.begin(), cdb.end()}, .expected = expected};
}

// SPC-4, ASCII data field requirements: 20h to 7Eh, filled up with spaces; some drives fill with NULs.
std::string text_of(base::Bytes bytes) {
  std::string text(bytes.begin(), bytes.end());
  const std::size_t end = text.find_last_not_of(std::string_view(" \0", 2));
  text.resize(end == std::string::npos ? 0 : end + 1);
  std::ranges::replace_if(text, [](char c) { return c < 0x20 || c > 0x7E; }, '?');
  return text;
}

trace::DriveIdentity drive_of(const Answer& answer) {
  const base::Bytes data = answer.data_in;
  if (data.size() < inquiry_texts_end) return {};
  return {text_of(data.subspan(vendor_at, product_at - vendor_at)),
          text_of(data.subspan(product_at, revision_at - product_at)),
          text_of(data.subspan(revision_at, inquiry_texts_end - revision_at))};
}

trace::DiscState disc_state_of(bool is_ready, const Answer& answer) {
  constexpr std::array states{trace::DiscState::blank, trace::DiscState::appendable, trace::DiscState::complete,
                              trace::DiscState::other};
  // A drive that does not know the command is a reader, and what it reads is complete.
  const bool is_unknown = sense_code(answer.sense) == SenseCode{5, 0x20, 0x00};
  if (is_ready && is_unknown) return trace::DiscState::complete;
  if (answer.status != status_good) return trace::DiscState::absent;
  if (answer.data_in.size() < read_disc_information_reply::disc_status::end) return trace::DiscState::absent;
  return states[read_disc_information_reply::disc_status::get(answer.data_in)];
}

}  // namespace

std::expected<Answer, LinkError> settle(Link& link, const Patience& patience) {
  int attentions = 0;
  int looks = patience.looks();
  while (true) {
    auto answer = link.exchange(command(test_unit_ready));
    if (!answer) return answer;
    if (is_unit_attention(*answer)) {
      if (++attentions > unit_attention_limit) return answer;
    } else if (is_busy(*answer)) {
      if (--looks <= 0) return answer;
      patience.wait(patience.pause);
    } else {
      return answer;
    }
  }
}

std::expected<Identity, LinkError> identify(Link& link, const Patience& patience) {
  const auto settled = settle(link, patience);
  if (!settled) return std::unexpected(settled.error());
  Identity identity;
  auto answer = link.exchange(command(inquiry, inquiry_bytes));
  if (!answer) return std::unexpected(answer.error());
  identity.drive = drive_of(*answer);
  answer = link.exchange(command(get_configuration, configuration_bytes));
  if (!answer) return std::unexpected(answer.error());
  if (answer->data_in.size() >= configuration_header::current_profile::end) {
    identity.situation.profile =
        static_cast<std::uint16_t>(configuration_header::current_profile::get(answer->data_in));
  }
  identity.situation.medium = trace::medium_name(identity.situation.profile);
  answer = link.exchange(command(read_disc_information, disc_information_bytes));
  if (!answer) return std::unexpected(answer.error());
  identity.situation.state = disc_state_of(settled->status == status_good, *answer);
  return identity;
}

}  // namespace conformance::link

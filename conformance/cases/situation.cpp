#include "conformance/cases/situation.h"

#include <algorithm>

#include "conformance/cases/reply_layout.h"
#include "emulator/base/hex.h"

namespace conformance::cases {

using namespace base::literals;

bool Situation::has_profile(std::uint16_t number) const {
  return std::ranges::find(profiles, number, &ProfileState::number) != profiles.end();
}

void read_features(base::Bytes reply, Situation& situation) {
  namespace header = feature_descriptor_header;
  constexpr std::size_t header_bytes = header::additional_length::end;
  std::size_t at = configuration_header::current_profile::end;
  while (at + header_bytes <= reply.size()) {
    const base::Bytes descriptor = reply.subspan(at);
    const auto code = static_cast<std::uint16_t>(header::feature_code::get(descriptor));
    const std::size_t length = header::additional_length::get(descriptor);
    if (header_bytes + length > descriptor.size()) return;
    const base::Bytes data = descriptor.subspan(header_bytes, length);
    situation.features[code] = {header::current::get(descriptor) != 0,
                                static_cast<std::uint8_t>(header::version::get(descriptor)),
                                {data.begin(), data.end()}};
    constexpr std::uint16_t profile_list = 0x0000;
    for (std::size_t p = 0; code == profile_list && p + 4 <= data.size(); p += 4) {
      situation.profiles.push_back(
          {static_cast<std::uint16_t>(profile_descriptor::profile_number::get(data.subspan(p))),
           profile_descriptor::current_p::get(data.subspan(p)) != 0});
    }
    at += header_bytes + length;
  }
}

int complete_sessions_in(base::Bytes reply) {
  namespace disc = read_disc_information_reply;
  if (reply.size() < disc::number_of_sessions_lsb::end) return 0;
  const auto sessions = static_cast<int>(disc::number_of_sessions_lsb::get(reply));
  constexpr std::uint64_t complete = 3;
  return disc::state_of_last_session::get(reply) == complete ? sessions : std::max(sessions - 1, 0);
}

std::expected<Situation, link::LinkError> look_at(link::Target& target, const link::Patience& patience) {
  auto link = target.open();
  if (!link) return std::unexpected(link.error());
  auto identity = link::identify(**link, patience);
  if (!identity) return std::unexpected(identity.error());
  Situation situation{.identity = *std::move(identity),
                      .link_kind = target.kind(),
                      .has_many_nexuses = target.has_many_nexuses(),
                      .features = {},
                      .profiles = {}};
  constexpr auto disc_information = "51 00 00 00 00 00 00 00 22 00"_hex;
  const auto disc = (*link)->exchange({.cdb = {disc_information.begin(), disc_information.end()}, .expected = 34});
  if (!disc) return std::unexpected(disc.error());
  situation.complete_sessions = complete_sessions_in(disc->data_in);
  constexpr auto all_features = "46 00 00 00 00 00 00 FF FC 00"_hex;
  const auto answer = (*link)->exchange({.cdb = {all_features.begin(), all_features.end()}, .expected = 65532});
  if (!answer) return std::unexpected(answer.error());
  read_features(answer->data_in, situation);
  return situation;
}

}  // namespace conformance::cases

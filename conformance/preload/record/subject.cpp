#include "conformance/preload/record/subject.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <thread>

#include "conformance/preload/record/subject_layout.h"
#include "conformance/trace/medium_name.h"

namespace conformance::preload::record {
namespace {

constexpr std::uint8_t get_configuration_opcode = 0x46;
constexpr std::uint8_t read_disc_information_opcode = 0x51;

std::string without_padding(const std::string& text) {
  const std::size_t last = text.find_last_not_of(' ');
  return last == text.npos ? std::string() : text.substr(0, last + 1);
}

// A drive that is still loading does not know its disc yet: growisofs leaves one so behind, which reloads at its end.
void wait_while_loading(kernel::Device& device) {
  constexpr scsi::Sense becoming_ready{.key = scsi::sense_key::not_ready, .asc = scsi::asc::not_ready, .ascq = 0x01};
  constexpr auto pause = std::chrono::milliseconds{50};
  constexpr auto longest = std::chrono::seconds{60};  // a BD takes half of it
  const auto deadline = std::chrono::steady_clock::now() + longest;
  const auto is_loading = [&] {
    return scsi::parse_sense(device.test_unit_ready(kernel::Device::sr_tries).sense) == becoming_ready;
  };
  while (is_loading() && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(pause);
  }
}

std::uint16_t current_profile(kernel::Device& device) {
  constexpr std::uint16_t room = 8;
  base::ByteBuffer cdb(10);
  cdb[0] = get_configuration_opcode;
  get_configuration_cdb::allocation_length::set(cdb, room);
  const auto reply = device.packet(cdb, room);
  if (!reply || reply->size() < configuration_header::current_profile::end) return 0;
  return static_cast<std::uint16_t>(configuration_header::current_profile::get(*reply));
}

trace::DiscState disc_state(kernel::Device& device) {
  constexpr std::uint16_t room = 34;
  constexpr std::array states{trace::DiscState::blank, trace::DiscState::appendable, trace::DiscState::complete,
                              trace::DiscState::other};
  base::ByteBuffer cdb(10);
  cdb[0] = read_disc_information_opcode;
  read_disc_information_cdb::allocation_length::set(cdb, room);
  const auto reply = device.packet(cdb, room);
  if (!reply || reply->size() < read_disc_information_reply::disc_status::end) return trace::DiscState::absent;
  return states.at(read_disc_information_reply::disc_status::get(*reply));
}

}  // namespace

trace::Header header_of(kernel::Device& device, const trace::Provenance& provenance) {
  const kernel::Identity& identity = device.identity();
  trace::Header header{.drive = {.vendor = without_padding(identity.vendor),
                                 .product = without_padding(identity.product),
                                 .revision = without_padding(identity.revision)},
                       .provenance = provenance};
  wait_while_loading(device);
  header.precondition.profile = current_profile(device);
  if (header.precondition.profile != 0) header.precondition.state = disc_state(device);
  header.precondition.medium = trace::medium_name(header.precondition.profile);
  return header;
}

}  // namespace conformance::preload::record

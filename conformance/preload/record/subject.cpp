#include "conformance/preload/record/subject.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <thread>

#include "conformance/preload/record/subject_layout.h"

namespace conformance::preload::record {
namespace {

constexpr std::uint8_t get_configuration_opcode = 0x46;
constexpr std::uint8_t read_disc_information_opcode = 0x51;

struct MediumRow {
  std::uint16_t profile{};  // MMC-6, Profile List feature
  std::string_view name;    // as `bbdrive disc new --medium` takes it
};
constexpr std::array<MediumRow, 17> media{{{0x0008, "cd-rom"},
                                           {0x0009, "cd-r"},
                                           {0x000A, "cd-rw"},
                                           {0x0010, "dvd-rom"},
                                           {0x0011, "dvd-r"},
                                           {0x0012, "dvd-ram"},
                                           {0x0013, "dvd-rw"},
                                           {0x0014, "dvd-rw"},
                                           {0x0015, "dvd-r-dl"},
                                           {0x0016, "dvd-r-dl"},
                                           {0x001A, "dvd+rw"},
                                           {0x001B, "dvd+r"},
                                           {0x002B, "dvd+r-dl"},
                                           {0x0040, "bd-rom"},
                                           {0x0041, "bd-r"},
                                           {0x0042, "bd-r"},
                                           {0x0043, "bd-re"}}};

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
  while (device.unready() == becoming_ready && std::chrono::steady_clock::now() < deadline) {
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
  const auto* const found = std::ranges::find(media, header.precondition.profile, &MediumRow::profile);
  if (found != media.end()) header.precondition.medium = found->name;
  return header;
}

}  // namespace conformance::preload::record

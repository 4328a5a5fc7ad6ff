#include "conformance/preload/kernel/blocks.h"

#include <linux/cdrom.h>

#include "conformance/preload/kernel/toc.h"
#include "conformance/preload/kernel/track_layout.h"

namespace conformance::preload::kernel {
namespace {

constexpr std::uint8_t read_cd_opcode = 0xBE;
constexpr std::uint8_t read_sub_channel_opcode = 0x42;
constexpr std::uint8_t read_disc_information_opcode = 0x51;
constexpr std::uint8_t read_track_information_opcode = 0x52;

struct ReadCdForm {
  std::uint8_t expected_type{};  // MMC-6, READ CD command, Expected Sector Type, in place
  std::uint8_t main_channel{};   // Main Channel Selection Bits
  std::uint32_t block_bytes{};
};

ReadCdForm form_of(BlockForm form) {
  switch (form) {
    case BlockForm::audio:
      return {.expected_type = 1U << 2, .main_channel = 0xF8, .block_bytes = CD_FRAMESIZE_RAW};
    case BlockForm::mode_1:
      return {.expected_type = 2U << 2, .main_channel = 0x10, .block_bytes = CD_FRAMESIZE};
    case BlockForm::mode_2:
      return {.main_channel = 0x58, .block_bytes = CD_FRAMESIZE_RAW0};
    case BlockForm::raw:
      break;
  }
  return {.main_channel = 0xF8, .block_bytes = CD_FRAMESIZE_RAW};
}

std::expected<base::ByteBuffer, Errno> ask(Device& device, const base::ByteBuffer& cdb, std::uint32_t room) {
  auto reply = device.packet(cdb, room);
  if (!reply) return std::unexpected(reply.error().error);
  return std::move(*reply);
}

// The answer zero-filled to the longest form, as the driver's buffer is.
std::expected<base::ByteBuffer, Errno> disc_information(Device& device) {
  constexpr std::uint16_t room = 34;
  base::ByteBuffer cdb(10);
  cdb[0] = read_disc_information_opcode;
  read_disc_information_cdb::allocation_length::set(cdb, room);
  auto reply = ask(device, cdb, room);
  if (reply) reply->resize(room);
  return reply;
}

std::expected<base::ByteBuffer, Errno> track_information(Device& device, std::uint32_t track) {
  constexpr std::uint16_t room = 48;
  constexpr std::uint64_t by_track_number = 1;
  base::ByteBuffer cdb(10);
  cdb[0] = read_track_information_opcode;
  read_track_information_cdb::address_number_type::set(cdb, by_track_number);
  read_track_information_cdb::logical_block_address_track_session_number::set(cdb, track);
  read_track_information_cdb::allocation_length::set(cdb, room);
  auto reply = ask(device, cdb, room);
  if (reply) reply->resize(room);
  return reply;
}

// The last track that holds something.
std::expected<base::ByteBuffer, Errno> last_track(Device& device) {
  namespace disc = read_disc_information_reply;
  const auto information = disc_information(device);
  if (!information) return std::unexpected(information.error());
  const auto number = static_cast<std::uint32_t>(disc::last_track_number_in_last_session_msb::get(*information) << 8 |
                                                 disc::last_track_number_in_last_session_lsb::get(*information));
  auto track = track_information(device, number);
  if (!track || read_track_information_reply::blank::get(*track) == 0) return track;
  if (number <= 1) return std::unexpected(EIO);
  return track_information(device, number - 1);
}

}  // namespace

std::expected<base::ByteBuffer, Errno> read_cd(Device& device, const CdRange& range) {
  const ReadCdForm form = form_of(range.form);
  base::ByteBuffer cdb(12);
  cdb[0] = read_cd_opcode;
  cdb[1] = form.expected_type;
  cdb[2] = static_cast<std::uint8_t>(range.first >> 24);
  cdb[3] = static_cast<std::uint8_t>(range.first >> 16);
  cdb[4] = static_cast<std::uint8_t>(range.first >> 8);
  cdb[5] = static_cast<std::uint8_t>(range.first);
  cdb[8] = static_cast<std::uint8_t>(range.count);
  cdb[9] = form.main_channel;
  const std::uint32_t room = range.count * form.block_bytes;
  auto data = ask(device, cdb, room);
  if (data && data->size() < room) return std::unexpected(EIO);
  return data;
}

std::expected<base::ByteBuffer, Errno> read_catalog_number(Device& device) {
  constexpr std::uint32_t room = 24;
  constexpr std::uint32_t first_digit = 9;  // MMC-6, READ SUB-CHANNEL command, Media Catalog Number data format
  constexpr std::uint32_t digits = 13;
  base::ByteBuffer cdb(10);
  cdb[0] = read_sub_channel_opcode;
  cdb[2] = 0x40;  // SubQ
  cdb[3] = 0x02;  // format: media catalog number
  cdb[8] = room;
  auto reply = ask(device, cdb, room);
  if (!reply) return reply;
  reply->resize(room);
  return base::ByteBuffer(reply->begin() + first_digit, reply->begin() + first_digit + digits);
}

std::expected<std::int64_t, Errno> last_written(Device& device) {
  namespace fields = read_track_information_reply;
  if (const auto track = last_track(device)) {
    if (fields::lra_v::get(*track) != 0) return static_cast<std::int64_t>(fields::last_recorded_address::get(*track));
    auto last = static_cast<std::int64_t>(fields::logical_track_start_address::get(*track)) +
                static_cast<std::int64_t>(fields::logical_track_size::get(*track));
    // Seven blocks: the run-out and run-in of the packets of which the driver thinks.
    if (const auto free = fields::free_blocks::get(*track); free != 0) last -= static_cast<std::int64_t>(free) + 7;
    return last;
  }
  const auto lead_out = read_toc_entry(device, CDROM_LEADOUT, AddressForm::lba);
  if (!lead_out) return std::unexpected(lead_out.error());
  return lead_out->address;
}

std::expected<std::int64_t, Errno> next_writable(Device& device) {
  namespace fields = read_track_information_reply;
  const auto track = last_track(device);
  if (track && fields::nwa_v::get(*track) != 0)
    return static_cast<std::int64_t>(fields::next_writable_address::get(*track));
  const auto last = last_written(device);
  if (!last) return last;
  return *last + 7;
}

}  // namespace conformance::preload::kernel

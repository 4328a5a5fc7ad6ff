#include "conformance/preload/kernel/blocks.h"

#include <linux/cdrom.h>

#include <algorithm>

#include "conformance/preload/kernel/commands.h"

namespace conformance::preload::kernel {
namespace {

constexpr std::uint8_t audio_type = 1U << 2;  // MMC-6, READ CD command, Expected Sector Type: CD-DA

struct ReadCdForm {
  std::uint8_t expected_type{};  // MMC-6, READ CD command, Expected Sector Type, in place
  std::uint8_t main_channel{};   // Main Channel Selection Bits
  std::uint32_t block_bytes{};
};

ReadCdForm form_of(BlockForm form) {
  switch (form) {
    case BlockForm::mode_1:
      return {.expected_type = 2U << 2, .main_channel = 0x10, .block_bytes = CD_FRAMESIZE};
    case BlockForm::mode_2:
      return {.main_channel = 0x58, .block_bytes = CD_FRAMESIZE_RAW0};
    case BlockForm::raw:
      break;
  }
  return {.main_channel = 0xF8, .block_bytes = CD_FRAMESIZE_RAW};
}

base::ByteBuffer read_cd_cdb(const ReadCdForm& form, std::uint32_t first, std::uint32_t count) {
  const auto byte = [](std::uint32_t value, unsigned shift) { return static_cast<std::uint8_t>(value >> shift); };
  return {GPCMD_READ_CD,
          form.expected_type,
          byte(first, 24),
          byte(first, 16),
          byte(first, 8),
          byte(first, 0),
          byte(count, 16),
          byte(count, 8),
          byte(count, 0),
          form.main_channel,
          0,
          0};
}

// MODE SELECT (6) with nothing but a block descriptor (cdrom_switch_blocksize).
Errno set_block_length(Device& device, std::uint32_t bytes) {
  const base::ByteBuffer list{
      0, 0, 0, 8, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(bytes >> 8), static_cast<std::uint8_t>(bytes)};
  const auto done = device.packet({0x15, 0x10, 0, 0, static_cast<std::uint8_t>(list.size()), 0}, 0, list);
  return done ? 0 : done.error().error;
}

std::expected<base::ByteBuffer, Errno> read_with_block_length(Device& device, std::uint32_t address,
                                                              std::uint32_t bytes) {
  const bool is_other = bytes != CD_FRAMESIZE;
  if (const Errno error = is_other ? set_block_length(device, bytes) : 0; error != 0) return std::unexpected(error);
  auto data = device.packet(read_blocks(address, 1), bytes);
  const Errno back = is_other ? set_block_length(device, CD_FRAMESIZE) : 0;
  if (!data) return std::unexpected(data.error().error);
  if (back != 0) return std::unexpected(back);
  data->resize(bytes);
  return std::move(*data);
}

// read_cdda_bpc: one READ CD without patience, as a program's own would be.
std::optional<base::ByteBuffer> read_audio_once(Device& device, std::uint32_t first, std::uint32_t count,
                                                std::uint8_t& sense_key) {
  const ReadCdForm form{.expected_type = audio_type, .main_channel = 0xF8};
  const std::uint32_t room = count * CD_FRAMESIZE_RAW;
  scsi::Answer answer = device.send_once(read_cd_cdb(form, first, count), room);
  if (const auto sense = scsi::parse_sense(answer.sense)) sense_key = sense->key;
  if (answer.host != scsi::HostStatus::ok || answer.status != scsi::good) return std::nullopt;
  answer.data_in.resize(room);
  return std::move(answer.data_in);
}

std::optional<base::ByteBuffer> read_audio_in_pieces(Device& device, std::uint32_t first, std::uint32_t count,
                                                     std::uint8_t& sense_key) {
  const std::uint32_t most = device.reads_audio_singly ? 1 : device.drive().largest_transfer() / CD_FRAMESIZE_RAW;
  base::ByteBuffer data;
  while (count > 0) {
    const std::uint32_t piece = std::min(count, most);
    const auto some = read_audio_once(device, first, piece, sense_key);
    if (!some) return std::nullopt;
    data.insert(data.end(), some->begin(), some->end());
    first += piece;
    count -= piece;
  }
  return data;
}

// cdrom_read_cdda_old: as a command of the driver's own.
std::expected<base::ByteBuffer, Errno> read_audio_plainly(Device& device, std::uint32_t first, std::uint32_t count) {
  const ReadCdForm form{.expected_type = audio_type, .main_channel = 0xF8};
  const std::uint32_t room = count * CD_FRAMESIZE_RAW;
  auto data = device.packet(read_cd_cdb(form, first, count), room);
  if (!data) return std::unexpected(data.error().error);
  data->resize(room);
  return std::move(*data);
}

}  // namespace

std::expected<base::ByteBuffer, Errno> read_block(Device& device, std::uint32_t address, BlockForm form) {
  const ReadCdForm how = form_of(form);
  auto data = device.packet(read_cd_cdb(how, address, 1), how.block_bytes);
  if (!data && data.error().error == EOPNOTSUPP) return read_with_block_length(device, address, how.block_bytes);
  if (!data) return std::unexpected(data.error().error);
  data->resize(how.block_bytes);  // the driver's buffer is zeroed, and given back whole
  return std::move(*data);
}

std::expected<base::ByteBuffer, Errno> read_audio(Device& device, std::uint32_t first, std::uint32_t count) {
  constexpr std::uint8_t hardware_error = 0x04;
  constexpr std::uint8_t aborted_command = 0x0B;
  if (device.reads_audio_plainly) return read_audio_plainly(device, first, count);
  std::uint8_t sense_key = 0;
  if (auto data = read_audio_in_pieces(device, first, count, sense_key)) return std::move(*data);
  if (!device.reads_audio_singly && count > 1) {
    device.reads_audio_singly = true;
    sense_key = 0;
    if (auto data = read_audio_in_pieces(device, first, count, sense_key)) return std::move(*data);
  }
  if (sense_key != hardware_error && sense_key != aborted_command) return std::unexpected(EIO);
  device.reads_audio_plainly = true;
  return read_audio_plainly(device, first, count);
}

std::expected<base::ByteBuffer, Errno> read_catalog_number(Device& device) {
  constexpr std::uint8_t room = 24;
  constexpr std::uint32_t first_digit = 9;  // MMC-6, READ SUB-CHANNEL command, Media Catalog Number data format
  constexpr std::uint32_t digits = 13;
  constexpr std::uint8_t sub_q = 0x40;
  constexpr std::uint8_t catalog_number_format = 0x02;
  auto reply = device.packet({GPCMD_READ_SUBCHANNEL, 0, sub_q, catalog_number_format, 0, 0, 0, 0, room, 0}, room);
  if (!reply) return std::unexpected(reply.error().error);
  reply->resize(room);
  return base::ByteBuffer(reply->begin() + first_digit, reply->begin() + first_digit + digits);
}

}  // namespace conformance::preload::kernel

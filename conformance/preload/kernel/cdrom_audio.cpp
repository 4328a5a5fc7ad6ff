#include "conformance/preload/kernel/cdrom_audio.h"

#include <linux/cdrom.h>

#include <algorithm>
#include <array>

#include "conformance/preload/kernel/cd_address.h"
#include "conformance/preload/kernel/commands.h"
#include "conformance/preload/kernel/drive_status.h"
#include "conformance/preload/kernel/toc.h"

namespace conformance::preload::kernel {
namespace {

Answer command(Device& device, const base::ByteBuffer& cdb, base::Bytes data_out = {}) {
  const auto done = device.packet(cdb, 0, data_out);
  if (!done) return std::unexpected(done.error().error);
  return Done{};
}

base::ByteBuffer play_cdb(const cdrom_msf0& first, const cdrom_msf0& last) {
  return {GPCMD_PLAY_AUDIO_MSF, 0, 0, first.minute, first.second, first.frame, last.minute, last.second, last.frame, 0};
}

Answer play_msf(Device& device, base::Bytes bytes) {
  const auto range = argument_as<cdrom_msf>(bytes);
  if (!range) return std::unexpected(range.error());
  return command(device, play_cdb({range->cdmsf_min0, range->cdmsf_sec0, range->cdmsf_frame0},
                                  {range->cdmsf_min1, range->cdmsf_sec1, range->cdmsf_frame1}));
}

Answer play_blocks(Device& device, base::Bytes bytes) {
  const auto range = argument_as<cdrom_blk>(bytes);
  if (!range) return std::unexpected(range.error());
  const auto byte = [](std::uint32_t value, unsigned shift) { return static_cast<std::uint8_t>(value >> shift); };
  return command(device, {GPCMD_PLAY_AUDIO_10, 0, byte(range->from, 24), byte(range->from, 16), byte(range->from, 8),
                          byte(range->from, 0), 0, byte(range->len, 8), byte(range->len, 0), 0});
}

// sr_fake_playtrkind: most drives do not know PLAY AUDIO TRACK INDEX, so the tracks are looked up.
Answer play_looked_up(Device& device, cdrom_ti range) {
  const auto toc = read_toc(device);
  if (!toc) return std::unexpected(toc.error());
  const int tracks = toc->last_track - toc->first_track + 1;
  if (range.cdti_trk1 == tracks) {
    range.cdti_trk1 = CDROM_LEADOUT;
  } else if (range.cdti_trk1 != CDROM_LEADOUT) {
    ++range.cdti_trk1;
  }
  const auto first = read_toc_entry(device, range.cdti_trk0, AddressForm::msf);
  if (!first) return std::unexpected(first.error());
  const auto last = read_toc_entry(device, range.cdti_trk1, AddressForm::msf);
  if (!last) return std::unexpected(last.error());
  return command(device, play_cdb(msf_in(first->address), msf_in(last->address)));
}

Answer play_tracks(Device& device, base::Bytes bytes) {
  const auto range = argument_as<cdrom_ti>(bytes);
  if (!range) return std::unexpected(range.error());
  if (!device.can(CDC_PLAY_AUDIO)) return std::unexpected(ENOSYS);
  if (const auto refused = refuses_audio(device)) return *refused;
  const Answer played = command(device, {GPCMD_PLAYAUDIO_TI, 0, 0, 0, range->cdti_trk0, range->cdti_ind0, 0,
                                         range->cdti_trk1, range->cdti_ind1, 0});
  return is_error(played, EOPNOTSUPP) ? play_looked_up(device, *range) : played;
}

Answer pause(Device& device, bool resume) {
  return command(device, {GPCMD_PAUSE_RESUME, 0, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(resume ? 1 : 0), 0});
}

cdrom_addr address_at(base::Bytes reply, std::size_t first, int form) {
  const std::uint32_t field = std::uint32_t{reply[first]} << 24 | std::uint32_t{reply[first + 1]} << 16 |
                              std::uint32_t{reply[first + 2]} << 8 | reply[first + 3];
  cdrom_addr address{};
  if (form == CDROM_LBA) {
    address.lba = static_cast<int>(field);
  } else {
    address.msf = msf_in(field);
  }
  return address;
}

// cdrom_read_subchannel: the caller's form goes into the CDB as it is. MMC-6, READ SUB-CHANNEL command, CD current
// position data.
Answer sub_channel(Device& device, base::Bytes bytes) {
  constexpr std::uint8_t room = 16;
  auto where = argument_as<cdrom_subchnl>(bytes);
  if (!where || !is_address_form(where->cdsc_format)) return std::unexpected(EINVAL);
  auto reply = device.packet({GPCMD_READ_SUBCHANNEL, where->cdsc_format, 0x40, 1, 0, 0, 0, 0, room, 0}, room);
  if (!reply) return std::unexpected(reply.error().error);
  reply->resize(room);
  where->cdsc_audiostatus = (*reply)[1];
  where->cdsc_ctrl = (*reply)[5] & 0xF;
  where->cdsc_trk = (*reply)[6];
  where->cdsc_ind = (*reply)[7];
  where->cdsc_absaddr = address_at(*reply, 8, where->cdsc_format);
  where->cdsc_reladdr = address_at(*reply, 12, where->cdsc_format);
  return answer_with(*where);
}

// SFF 8020i, CD-ROM Audio Control Parameters page.
constexpr std::uint8_t audio_control_page = 0x0E;
constexpr std::size_t page_bytes = 16;
constexpr std::size_t buffer_bytes = 32;                           // the driver's
constexpr std::array<std::size_t, 4> volume_bytes{9, 11, 13, 15};  // of the page, port 0 to 3

struct VolumePage {
  base::ByteBuffer reply;  // to MODE SENSE, as long as the driver's buffer
  std::size_t first{};     // byte of the page
  std::uint16_t room{};    // that MODE SENSE was given
};

std::expected<base::ByteBuffer, Errno> sense_volume(Device& device, std::uint16_t room, PageControl control) {
  auto reply = device.packet(mode_sense(audio_control_page, room, control), room);
  if (!reply) return std::unexpected(reply.error().error);
  reply->resize(buffer_bytes);
  return std::move(*reply);
}

// The driver asks for 24 bytes, and again for more where a block descriptor stands before the page.
std::expected<VolumePage, Errno> read_volume(Device& device) {
  VolumePage page{.room = 24};
  auto reply = sense_volume(device, page.room, PageControl::current);
  if (!reply) return std::unexpected(reply.error());
  page.first = 8 + block_descriptor_bytes(*reply);
  if (page.first + page_bytes > buffer_bytes) return std::unexpected(E2BIG);
  if (page.first + page_bytes > page.room) {
    page.room = static_cast<std::uint16_t>(page.first + page_bytes);
    reply = sense_volume(device, page.room, PageControl::current);
    if (!reply) return std::unexpected(reply.error());
  }
  page.reply = std::move(*reply);
  return page;
}

Answer set_volume(Device& device, VolumePage page, const cdrom_volctrl& wanted) {
  const auto changeable = sense_volume(device, page.room, PageControl::changeable);
  if (!changeable) return std::unexpected(changeable.error());
  const std::array values{wanted.channel0, wanted.channel1, wanted.channel2, wanted.channel3};
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t place = page.first + volume_bytes[i];
    page.reply[place] = values[i] & (*changeable)[place];
  }
  // A header of zeros and the page; with a block descriptor in the answer the list is longer than both.
  base::ByteBuffer list(8);
  list.insert(list.end(), page.reply.begin() + static_cast<std::ptrdiff_t>(page.first), page.reply.end());
  list.resize(page.room);
  return command(device, mode_select(page.room), list);
}

Answer volume(Device& device, const Ioctl& call) {
  auto page = read_volume(device);
  if (!page) return std::unexpected(page.error());
  const base::Bytes bytes = base::Bytes(page->reply).subspan(page->first);
  if ((bytes[0] & 0x3F) != audio_control_page || bytes[1] < page_bytes - 2) return std::unexpected(EINVAL);
  if (call.request == CDROMVOLREAD) {
    return answer_with(cdrom_volctrl{.channel0 = bytes[volume_bytes[0]],
                                     .channel1 = bytes[volume_bytes[1]],
                                     .channel2 = bytes[volume_bytes[2]],
                                     .channel3 = bytes[volume_bytes[3]]});
  }
  const auto wanted = argument_as<cdrom_volctrl>(call.bytes);
  if (!wanted) return std::unexpected(wanted.error());
  return set_volume(device, std::move(*page), *wanted);
}

}  // namespace

Answer control_audio(OpenFile& file, const Ioctl& call) {
  Device& device = file.device;
  switch (call.request) {
    case CDROMSUBCHNL:
      return sub_channel(device, call.bytes);
    case CDROMPLAYMSF:
      return play_msf(device, call.bytes);
    case CDROMPLAYBLK:
      return play_blocks(device, call.bytes);
    case CDROMPLAYTRKIND:
      return play_tracks(device, call.bytes);
    case CDROMVOLCTRL:
    case CDROMVOLREAD:
      return volume(device, call);
    case CDROMSTART:
      return command(device, start_stop_unit(Tray::start, Immediate::yes));
    case CDROMSTOP:
      return command(device, start_stop_unit(Tray::stop, Immediate::yes));
    case CDROMPAUSE:
      return pause(device, false);
    case CDROMRESUME:
      return pause(device, true);
    default:
      return std::unexpected(not_mine);
  }
}

}  // namespace conformance::preload::kernel

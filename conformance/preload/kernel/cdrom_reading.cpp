#include "conformance/preload/kernel/cdrom_reading.h"

#include <linux/cdrom.h>

#include <algorithm>

#include "conformance/preload/kernel/blocks.h"
#include "conformance/preload/kernel/cd_address.h"
#include "conformance/preload/kernel/dvd_authentication.h"
#include "conformance/preload/kernel/dvd_structure.h"
#include "conformance/preload/kernel/toc.h"

namespace conformance::preload::kernel {
namespace {

Answer toc_header(Device& device) {
  const auto toc = read_toc(device);
  if (!toc) return std::unexpected(toc.error());
  return answer_with(cdrom_tochdr{.cdth_trk0 = toc->first_track, .cdth_trk1 = toc->last_track});
}

// The driver asks the drive for minutes and seconds whatever the program wants, and converts.
Answer toc_entry(Device& device, base::Bytes bytes) {
  auto entry = argument_as<cdrom_tocentry>(bytes);
  if (!entry || !is_address_form(entry->cdte_format)) return std::unexpected(EINVAL);
  const auto found = read_toc_entry(device, entry->cdte_track, AddressForm::msf);
  if (!found) return std::unexpected(found.error());
  entry->cdte_adr = found->adr & 0xF;
  entry->cdte_ctrl = found->control & 0xF;
  entry->cdte_datamode = (found->control & CDROM_DATA_TRACK) != 0 ? 1 : 0;
  const cdrom_msf0 msf = msf_in(found->address);
  if (entry->cdte_format == CDROM_MSF) {
    entry->cdte_addr.msf = msf;
  } else {
    entry->cdte_addr.lba = as_lba(msf);
  }
  return answer_with(*entry);
}

// As the driver learned it when the medium came.
Answer multisession(Device& device, base::Bytes bytes) {
  auto info = argument_as<cdrom_multisession>(bytes);
  if (!info || !is_address_form(info->addr_format)) return std::unexpected(EINVAL);
  const std::uint32_t start = device.last_session_start();
  info->xa_flag = start > 0 ? 1 : 0;
  info->addr = {};
  if (info->addr_format == CDROM_MSF) {
    info->addr.msf = as_msf(start);
  } else {
    info->addr.lba = static_cast<int>(start);
  }
  return answer_with(*info);
}

Answer catalog_number(Device& device) {
  const auto digits = read_catalog_number(device);
  if (!digits) return std::unexpected(digits.error());
  cdrom_mcn number{};
  std::copy_n(digits->begin(), std::min(digits->size(), sizeof number.medium_catalog_number - 1),
              std::begin(number.medium_catalog_number));
  return answer_with(number);
}

Answer bytes_answer(std::expected<base::ByteBuffer, Errno> data) {
  if (!data) return std::unexpected(data.error());
  return Done{.bytes = std::move(*data)};
}

Answer frames(Device& device, base::Bytes bytes, BlockForm form) {
  const auto place = argument_as<cdrom_msf>(bytes);
  if (!place) return std::unexpected(place.error());
  const auto lba = as_lba({.minute = place->cdmsf_min0, .second = place->cdmsf_sec0, .frame = place->cdmsf_frame0});
  if (lba < 0) return std::unexpected(EINVAL);
  return bytes_answer(read_block(device, static_cast<std::uint32_t>(lba), form));
}

Answer audio(Device& device, base::Bytes bytes) {
  const auto wanted = argument_as<cdrom_read_audio>(bytes);
  if (!wanted || !is_address_form(wanted->addr_format)) return std::unexpected(EINVAL);
  const std::int32_t lba = wanted->addr_format == CDROM_MSF ? as_lba(wanted->addr.msf) : wanted->addr.lba;
  if (lba < 0 || wanted->nframes <= 0 || wanted->nframes > CD_FRAMES) return std::unexpected(EINVAL);
  return bytes_answer(read_audio(device, static_cast<std::uint32_t>(lba), static_cast<std::uint32_t>(wanted->nframes)));
}

Answer address_answer(const std::expected<std::int64_t, Errno>& address) {
  if (!address) return std::unexpected(address.error());
  return answer_with(*address);
}

}  // namespace

Answer control_reading(OpenFile& file, const Ioctl& call) {
  Device& device = file.device;
  switch (call.request) {
    case CDROMREADTOCHDR:
      return toc_header(device);
    case CDROMREADTOCENTRY:
      return toc_entry(device, call.bytes);
    case CDROMMULTISESSION:
      return multisession(device, call.bytes);
    case CDROM_GET_MCN:
      return catalog_number(device);
    case CDROMREADRAW:
      return frames(device, call.bytes, BlockForm::raw);
    case CDROMREADMODE1:
      return frames(device, call.bytes, BlockForm::mode_1);
    case CDROMREADMODE2:
      return frames(device, call.bytes, BlockForm::mode_2);
    case CDROMREADAUDIO:
      return audio(device, call.bytes);
    case CDROM_LAST_WRITTEN:
      return address_answer(last_written(device));
    case CDROM_NEXT_WRITABLE:
      return address_answer(next_writable(device));
    case DVD_READ_STRUCT:
      return dvd_structure(device, call.bytes);
    case DVD_AUTH:
      return dvd_authentication(device, call.bytes);
    default:
      return std::unexpected(not_mine);
  }
}

}  // namespace conformance::preload::kernel

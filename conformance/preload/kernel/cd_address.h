// Minutes, seconds and frames, and block addresses, as the cdrom driver turns one into the other.
#pragma once

#include <linux/cdrom.h>

#include <cstdint>

namespace conformance::preload::kernel {

inline bool is_address_form(int format) { return format == CDROM_MSF || format == CDROM_LBA; }

inline cdrom_msf0 as_msf(std::uint32_t lba) {
  const std::uint32_t frames = lba + CD_MSF_OFFSET;
  return {.minute = static_cast<std::uint8_t>(frames / CD_FRAMES / CD_SECS),
          .second = static_cast<std::uint8_t>(frames / CD_FRAMES % CD_SECS),
          .frame = static_cast<std::uint8_t>(frames % CD_FRAMES)};
}

inline std::int32_t as_lba(const cdrom_msf0& msf) {
  return (std::int32_t{msf.minute} * CD_SECS + msf.second) * CD_FRAMES + msf.frame - CD_MSF_OFFSET;
}

// Of an address field of a reply: a byte of nothing, then minute, second and frame.
inline cdrom_msf0 msf_in(std::uint32_t address) {
  return {.minute = static_cast<std::uint8_t>(address >> 16),
          .second = static_cast<std::uint8_t>(address >> 8),
          .frame = static_cast<std::uint8_t>(address)};
}

}  // namespace conformance::preload::kernel

// READ TOC/PMA/ATIP as Linux' cdrom driver sends it for its own requests.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>

#include "conformance/preload/kernel/device.h"

namespace conformance::preload::kernel {

struct Toc {
  std::uint8_t first_track{};
  std::uint8_t last_track{};
};
std::expected<Toc, Errno> read_toc(Device& device);

struct TocEntry {
  std::uint8_t adr{};
  std::uint8_t control{};
  std::uint32_t address{};  // LBA, or minute, second and frame in the three lower bytes
};
enum class AddressForm : std::uint8_t { lba, msf };
// `track` is a track's number or AAh for the lead-out.
std::expected<TocEntry, Errno> read_toc_entry(Device& device, std::uint8_t track, AddressForm form);

// The first block of the last session, 0 where there is only one; nothing where the drive knows no sessions. The format
// stands in the control byte, where SFF 8020i had it (sr_cd_check).
std::expected<std::optional<std::uint32_t>, Errno> read_last_session(Device& device);

// What kinds of tracks there are (cdrom_count_tracks), as far as they could be read.
struct Tracks {
  int data{};
  int audio{};
  int error{};  // CDS_NO_DISC or CDS_NO_INFO
};
Tracks count_tracks(Device& device);

}  // namespace conformance::preload::kernel

// One row a mode page. Pages are typed values in the drive and bytes only here. MMC-6, Mode parameters.
#pragma once

#include <cstdint>
#include <expected>
#include <span>

#include "emulator/base/bytes.h"
#include "emulator/drive/drive.h"

namespace emulator::mmc {

enum class PageCode : std::uint8_t {
  read_write_error_recovery = 0x01,
  write_parameters = 0x05,
  caching = 0x08,
  control = 0x0A,
  power_condition = 0x1A,
  timeout_and_protect = 0x1D,
  mm_capabilities = 0x2A,
  all_pages = 0x3F,
};

struct ModePage {
  PageCode code{};
  bool (*is_offered)(const drive::DriveProfile&) = nullptr;  // none means by every model
  // The page's bytes for these values; the two header bytes are filled in by the caller.
  base::ByteBuffer (*encode)(const drive::Drive&, const drive::ModeParameters&) = nullptr;
  // Sets the bits that a host may change in a page of zeros; none when it may change none.
  void (*mark_changeable)(base::MutableBytes) = nullptr;
  // Takes over what a host sent, whose unchangeable bits have been compared already. A sense with a field pointer
  // counts bytes from the start of the page.
  std::expected<void, scsi::Sense> (*decode)(base::Bytes, const drive::Drive&, drive::ModeParameters&) = nullptr;
};

// In ascending order of code.
[[nodiscard]] std::span<const ModePage> all_mode_pages();

// The page of that code; none when the drive's model does not have it.
[[nodiscard]] const ModePage* find_mode_page(std::uint8_t code, const drive::DriveProfile& profile);

// A page with its header.
[[nodiscard]] base::ByteBuffer current_page(const ModePage& page, const drive::Drive& drive,
                                            const drive::ModeParameters& parameters);
// The same page with ones where a host may change it.
[[nodiscard]] base::ByteBuffer changeable_page(const ModePage& page, const drive::Drive& drive);

// Reads one page of a MODE SELECT into `parameters`: its length, its unchangeable bits, then its values.
[[nodiscard]] std::expected<void, scsi::Sense> accept_page(base::Bytes bytes, const drive::Drive& drive,
                                                           drive::ModeParameters& parameters);

}  // namespace emulator::mmc

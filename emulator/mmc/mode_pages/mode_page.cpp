#include "emulator/mmc/mode_pages/mode_page.h"

#include <algorithm>

#include "emulator/mmc/mode_pages/mode_page_layout.h"

namespace emulator::mmc {
namespace {

namespace header = mode_page_header;
constexpr std::size_t header_bytes = 2;

void set_header(base::MutableBytes bytes, PageCode code) {
  header::page_code::set(bytes, static_cast<std::uint8_t>(code));
  header::page_length::set(bytes, bytes.size() - header_bytes);
}

// SPC-4, MODE SELECT command: a bit that cannot be changed has to come back as it is.
std::optional<std::size_t> first_forbidden_change(base::Bytes sent, base::Bytes current, base::Bytes changeable) {
  for (std::size_t i = header_bytes; i < sent.size(); ++i) {
    if (((sent[i] ^ current[i]) & ~changeable[i]) != 0) return i;
  }
  return std::nullopt;
}

}  // namespace

const ModePage* find_mode_page(std::uint8_t code, const drive::DriveProfile& profile) {
  const auto pages = all_mode_pages();
  const auto row = std::ranges::find(pages, static_cast<PageCode>(code), &ModePage::code);
  if (row == pages.end()) return nullptr;
  if (row->is_offered != nullptr && !row->is_offered(profile)) return nullptr;
  return &*row;
}

base::ByteBuffer current_page(const ModePage& page, const drive::Drive& drive,
                              const drive::ModeParameters& parameters) {
  base::ByteBuffer bytes = page.encode(drive, parameters);
  set_header(bytes, page.code);
  return bytes;
}

base::ByteBuffer changeable_page(const ModePage& page, const drive::Drive& drive) {
  base::ByteBuffer bytes(page.encode(drive, drive.mode_parameters()).size());
  if (page.mark_changeable != nullptr) page.mark_changeable(bytes);
  set_header(bytes, page.code);
  return bytes;
}

std::expected<void, scsi::Sense> accept_page(base::Bytes bytes, const drive::Drive& drive,
                                             drive::ModeParameters& parameters) {
  const ModePage* page = find_mode_page(static_cast<std::uint8_t>(header::page_code::get(bytes)), drive.profile());
  if (page == nullptr || header::spf::get(bytes) != 0) return std::unexpected(scsi::invalid_parameter_field(0, 5));
  const base::ByteBuffer current = current_page(*page, drive, parameters);
  if (bytes.size() != current.size()) return std::unexpected(scsi::invalid_parameter_field(1));
  if (const auto byte = first_forbidden_change(bytes, current, changeable_page(*page, drive))) {
    return std::unexpected(scsi::invalid_parameter_field(static_cast<std::uint16_t>(*byte)));
  }
  return page->decode == nullptr ? std::expected<void, scsi::Sense>{} : page->decode(bytes, drive, parameters);
}

}  // namespace emulator::mmc

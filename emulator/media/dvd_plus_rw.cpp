#include "emulator/media/dvd_plus_rw.h"

#include <utility>

#include "emulator/media/background_format.h"

namespace emulator::media {
namespace {

constexpr std::int64_t ecc_block = 16;

// MMC-6, FORMAT UNIT command, Format Type codes. Hosts say the whole disc by its capacity or by all ones; the lowest
// bit of the parameter goes on with a format that was suspended.
constexpr std::uint8_t basic_format = 0x26;
constexpr base::BlockCount all_blocks{0xFFFF'FFFF};
constexpr std::uint32_t restart = 1;

// FORMAT UNIT parameter list: a header of 4 bytes, the number of blocks, type and sub-type, the parameter.
constexpr std::uint16_t blocks_byte = 4;
constexpr std::uint16_t type_byte = 8;
constexpr std::uint16_t parameter_byte = 11;

std::vector<Format> formats(const MediaIdentity& identity, const DiscState&) {
  return {{.capacity = identity.capacity, .type = basic_format}};
}

Result<void> format(DiscState& state, const MediaIdentity& identity, const Format& wanted) {
  if (wanted.type != basic_format) return std::unexpected(scsi::invalid_parameter_field(type_byte, 7));
  if (wanted.sub_type != 0) return std::unexpected(scsi::invalid_parameter_field(type_byte, 1));
  if (wanted.parameter > restart) return std::unexpected(scsi::invalid_parameter_field(parameter_byte));
  // Who goes on says nothing of the size: dvd+rw-format sends 0 blocks there.
  if (wanted.parameter != restart && wanted.capacity != identity.capacity && wanted.capacity != all_blocks) {
    return std::unexpected(scsi::invalid_parameter_field(blocks_byte));
  }
  // A disc that was never formatted has nothing to go on with: it begins.
  if (wanted.parameter != restart || !state.formatting) format_anew(state, identity.capacity);
  return {};
}

// The lead-in is written before the host gets its disc back; everything else happens in the background.
base::BlockCount certified(const MediaIdentity&, const Format&) { return {}; }

}  // namespace

const OverwritableFamily dvd_plus_rw_family{.profile = ProfileNumber::dvd_plus_rw,
                                            .ecc_block = ecc_block,
                                            .formatted_status = DiscStatus::complete,
                                            .formats_in_background = true,
                                            .formats = formats,
                                            .format = format,
                                            .certified = certified};

SequentialRules dvd_plus_rw_rules(const MediaIdentity& identity) { return overwritable_rules(identity, ecc_block); }

std::unique_ptr<Medium> make_dvd_plus_rw(std::unique_ptr<Store> store, DiscContents contents) {
  return make_overwritable_medium(dvd_plus_rw_family, std::move(store), std::move(contents));
}

}  // namespace emulator::media

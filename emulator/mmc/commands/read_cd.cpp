#include "emulator/mmc/commands/read_cd.h"

#include <algorithm>

#include "emulator/drive/timing.h"
#include "emulator/mmc/block_range.h"
#include "emulator/mmc/commands/read_cd_layout.h"
#include "emulator/mmc/main_channel.h"
#include "emulator/mmc/msf.h"
#include "emulator/mmc/reply_bytes.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {
namespace {

// MMC-6, READ CD command, Expected Sector Type field.
enum class SectorType : std::uint8_t { any = 0, cd_da = 1, mode_1 = 2, mode_2_form_1 = 4, first_reserved = 6 };

constexpr base::Lba first_address{-150};

struct Selection {
  base::BlockRange range;
  SectorType expected{};
  MainChannel wanted;
  std::uint64_t c2{};
  std::uint64_t sub_channel{};
  std::uint16_t length_byte{};
};

template <typename Layout>
Selection selection(const scsi::Cdb& cdb, base::BlockRange range, std::uint16_t length_byte) {
  const std::uint64_t headers = Layout::header_codes(cdb);
  return {.range = range,
          .expected = static_cast<SectorType>(Layout::expected_sector_type(cdb)),
          .wanted = {.sync = Layout::sync(cdb) != 0,
                     .header = (headers & 1) != 0,
                     .sub_header = (headers & 2) != 0,
                     .user_data = Layout::user_data(cdb) != 0,
                     .edc_and_ecc = Layout::edc_and_ecc(cdb) != 0},
          .c2 = Layout::c2(cdb),
          .sub_channel = Layout::sub_channel(cdb),
          .length_byte = length_byte};
}

// The same fields by the layouts of the two commands.
struct ReadCd {
  static std::uint64_t expected_sector_type(const scsi::Cdb& c) { return read_cd_cdb::expected_sector_type::get(c); }
  static std::uint64_t sync(const scsi::Cdb& c) { return read_cd_cdb::sync::get(c); }
  static std::uint64_t header_codes(const scsi::Cdb& c) { return read_cd_cdb::header_codes::get(c); }
  static std::uint64_t user_data(const scsi::Cdb& c) { return read_cd_cdb::user_data::get(c); }
  static std::uint64_t edc_and_ecc(const scsi::Cdb& c) { return read_cd_cdb::edc_and_ecc::get(c); }
  static std::uint64_t c2(const scsi::Cdb& c) { return read_cd_cdb::c2_error_information::get(c); }
  static std::uint64_t sub_channel(const scsi::Cdb& c) { return read_cd_cdb::sub_channel_selection_bits::get(c); }
};
struct ReadCdMsf {
  static std::uint64_t expected_sector_type(const scsi::Cdb& c) {
    return read_cd_msf_cdb::expected_sector_type::get(c);
  }
  static std::uint64_t sync(const scsi::Cdb& c) { return read_cd_msf_cdb::sync::get(c); }
  static std::uint64_t header_codes(const scsi::Cdb& c) { return read_cd_msf_cdb::header_codes::get(c); }
  static std::uint64_t user_data(const scsi::Cdb& c) { return read_cd_msf_cdb::user_data::get(c); }
  static std::uint64_t edc_and_ecc(const scsi::Cdb& c) { return read_cd_msf_cdb::edc_and_ecc::get(c); }
  static std::uint64_t c2(const scsi::Cdb& c) { return read_cd_msf_cdb::c2_error_information::get(c); }
  static std::uint64_t sub_channel(const scsi::Cdb& c) { return read_cd_msf_cdb::sub_channel_selection_bits::get(c); }
};

// The track in which an address lies; its pre-gap counts to it, with which the first track of a disc begins.
const media::Track* track_at(const media::DiscLayout& disc, base::Lba address) {
  const media::Track* found = nullptr;
  for (const media::Track& track : disc.tracks) {
    if (track.is_invisible) continue;
    if (found == nullptr || track.start <= address) found = &track;
  }
  return found;
}

bool is_audio(const media::Track& track) {
  constexpr unsigned data_track = 4;  // the Q control nibble
  return (track.track_mode & data_track) == 0;
}

media::SectorForm form_of(const media::Track& track) {
  return track.data_mode == 2 ? media::SectorForm::mode_2_form_1 : media::SectorForm::mode_1;
}

bool is_expected(SectorType expected, media::SectorForm form) {
  if (expected == SectorType::any) return true;
  return expected == (form == media::SectorForm::mode_1 ? SectorType::mode_1 : SectorType::mode_2_form_1);
}

// What is asked for that no sector of the disc can give. The feature's C2 Flags bit and R-W bits are clear.
std::optional<scsi::Sense> unavailable(const Selection& selection) {
  if (selection.expected >= SectorType::first_reserved) return scsi::invalid_cdb_field(1, 4);
  if (selection.c2 != 0) return scsi::invalid_cdb_field(9, 2);
  if (selection.sub_channel != 0) return scsi::invalid_cdb_field(10, 2);
  if (selection.range.count.value * std::int64_t{media::cd_sector_bytes} > most_bytes_of_sectors) {
    return scsi::invalid_cdb_field(selection.length_byte);
  }
  return std::nullopt;
}

// The pre-gap of the first track is a data track's, of zeros.
media::Result<base::ByteBuffer> user_data_at(const media::Medium& disc, base::Lba address) {
  if (first_address <= address && address < base::Lba{}) return base::ByteBuffer(base::block_bytes);
  const auto read = disc.read({address, base::BlockCount{1}});
  if (!read) return std::unexpected(read.error());
  return scsi::gather(*read);
}

media::Result<base::ByteBuffer> sector_at(const drive::Drive& drive, const media::DiscLayout& layout,
                                          const Selection& selection, base::Lba address) {
  const media::Track* track = track_at(layout, address);
  if (track == nullptr) return std::unexpected(scsi::sense::logical_block_address_out_of_range.at(address));
  if (is_audio(*track)) return std::unexpected(scsi::sense::illegal_mode_for_this_track.at(address));
  const media::SectorForm form = form_of(*track);
  if (!is_expected(selection.expected, form)) {
    return std::unexpected(scsi::sense::illegal_mode_for_this_track.at(address));
  }
  if (!is_selectable(selection.wanted, form)) return std::unexpected(scsi::invalid_cdb_field(9, 7));
  const auto user_data = user_data_at(drive.loaded_medium(), address);
  if (!user_data) return std::unexpected(user_data.error());
  return select(selection.wanted, form, media::make_cd_sector(form, address, *user_data));
}

scsi::Outcome read(drive::Drive& drive, const Selection& selection) {
  if (drive.family() != drive::Family::cd) return std::unexpected(scsi::sense::cannot_read_medium_incompatible_format);
  if (const auto sense = unavailable(selection)) return std::unexpected(*sense);
  if (selection.range.empty() || selection.wanted.is_empty()) return scsi::Reply{};
  const media::DiscLayout layout = drive.layout();
  base::ByteBuffer bytes;
  for (base::Lba at = selection.range.first; at < selection.range.end(); at += base::BlockCount{1}) {
    const auto sector = sector_at(drive, layout, selection, at);
    if (!sector) return std::unexpected(sector.error());
    append(bytes, *sector);
  }
  scsi::Reply reply = scsi::data_reply(std::move(bytes));
  reply.busy_for = drive::transfer_time(selection.range.count, drive::Family::cd, drive.read_speed());
  return reply;
}

Msf starting(const scsi::Cdb& cdb) {
  namespace layout = read_cd_msf_cdb;
  return {static_cast<std::uint8_t>(layout::starting_m_field::get(cdb)),
          static_cast<std::uint8_t>(layout::starting_s_field::get(cdb)),
          static_cast<std::uint8_t>(layout::starting_f_field::get(cdb))};
}

Msf ending(const scsi::Cdb& cdb) {
  namespace layout = read_cd_msf_cdb;
  return {static_cast<std::uint8_t>(layout::ending_m_field::get(cdb)),
          static_cast<std::uint8_t>(layout::ending_s_field::get(cdb)),
          static_cast<std::uint8_t>(layout::ending_f_field::get(cdb))};
}

bool is_time(Msf address) { return address.second < 60 && address.frame < 75; }

}  // namespace

base::BlockRange blocks_of_read_cd(const scsi::Cdb& cdb) {
  return block_range<read_cd_cdb::starting_logical_block_address, read_cd_cdb::transfer_length>(cdb);
}

base::BlockRange blocks_of_read_cd_msf(const scsi::Cdb& cdb) {
  const base::Lba first = from_msf(starting(cdb));
  return {first, from_msf(ending(cdb)) - first};
}

scsi::Outcome read_cd(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  return read(drive, selection<ReadCd>(request.cdb, blocks_of_read_cd(request.cdb), 6));
}

scsi::Outcome read_cd_msf(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  if (!is_time(starting(request.cdb))) return std::unexpected(scsi::invalid_cdb_field(3));
  if (!is_time(ending(request.cdb))) return std::unexpected(scsi::invalid_cdb_field(6));
  const base::BlockRange range = blocks_of_read_cd_msf(request.cdb);
  if (range.count < base::BlockCount{}) return std::unexpected(scsi::invalid_cdb_field(6));
  return read(drive, selection<ReadCdMsf>(request.cdb, range, 6));
}

scsi::Outcome read_header(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  namespace cdb = read_header_cdb;
  namespace layout = read_header_reply;
  if (drive.family() != drive::Family::cd) return std::unexpected(scsi::sense::cannot_read_medium_incompatible_format);
  const base::Lba address = base::Lba::from_wire(cdb::logical_block_address::get(request.cdb));
  const media::DiscLayout disc = drive.layout();
  const media::Track* track = track_at(disc, address);
  if (track == nullptr) return std::unexpected(scsi::sense::logical_block_address_out_of_range);
  if (is_audio(*track)) return std::unexpected(scsi::sense::illegal_mode_for_this_track.at(address));
  if (const auto there = user_data_at(drive.loaded_medium(), address); !there) return std::unexpected(there.error());
  base::ByteBuffer reply(8);
  layout::cd_data_mode::set(reply, form_of(*track) == media::SectorForm::mode_1 ? 1 : 2);
  layout::cd_absolute_address::set(reply, cdb::msf::get(request.cdb) != 0 ? to_msf(address).wire() : address.wire());
  return scsi::data_reply(std::move(reply));
}

}  // namespace emulator::mmc

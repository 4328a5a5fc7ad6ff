#include "conformance/preload/kernel/toc.h"

#include <linux/cdrom.h>

#include "conformance/preload/kernel/toc_layout.h"

namespace conformance::preload::kernel {
namespace {

constexpr std::uint8_t read_toc_opcode = 0x43;
constexpr std::uint16_t reply_bytes = 12;  // the header and one descriptor
// Format 0001b where SFF 8020i had it, in the two highest bits of the control byte.
constexpr std::uint8_t old_session_format = 1 << 6;

struct TocQuery {
  std::uint8_t track{};
  AddressForm form{AddressForm::lba};
  std::uint8_t control{};
};

Packet ask(Device& device, const TocQuery& query) {
  base::ByteBuffer cdb(10);
  cdb[0] = read_toc_opcode;
  read_toc_cdb::msf::set(cdb, query.form == AddressForm::msf ? 1 : 0);
  read_toc_cdb::track_session::set(cdb, query.track);
  read_toc_cdb::allocation_length::set(cdb, reply_bytes);
  cdb[9] = query.control;
  auto reply = device.packet(cdb, reply_bytes);
  // The kernel's buffer is zeroed and always read whole.
  if (reply) reply->resize(reply_bytes);
  return reply;
}

}  // namespace

std::expected<Toc, Errno> read_toc(Device& device) {
  const auto reply = ask(device, {});
  if (!reply) return std::unexpected(reply.error().error);
  return Toc{.first_track = static_cast<std::uint8_t>(toc_reply::first_track_number::get(*reply)),
             .last_track = static_cast<std::uint8_t>(toc_reply::last_track_number::get(*reply))};
}

std::expected<TocEntry, Errno> read_toc_entry(Device& device, std::uint8_t track, AddressForm form) {
  const auto reply = ask(device, {.track = track, .form = form});
  if (!reply) return std::unexpected(reply.error().error);
  const base::Bytes descriptor = base::Bytes(*reply).subspan(4);
  return TocEntry{.adr = static_cast<std::uint8_t>(toc_track_descriptor::adr::get(descriptor)),
                  .control = static_cast<std::uint8_t>(toc_track_descriptor::control::get(descriptor)),
                  .address = static_cast<std::uint32_t>(toc_track_descriptor::track_start_address::get(descriptor))};
}

std::expected<std::optional<std::uint32_t>, Errno> read_last_session(Device& device) {
  namespace fields = session_information_reply;
  constexpr std::uint64_t shortest = 0x0A;
  const auto reply = ask(device, {.control = old_session_format});
  if (!reply) return std::unexpected(reply.error().error);
  if (toc_reply::data_length::get(*reply) < shortest) return std::nullopt;
  // sr ignores the address of a first track: a disc with one session has no last one.
  if (fields::first_track_number_in_last_complete_session::get(*reply) <= 1) return 0;
  return static_cast<std::uint32_t>(fields::start_address_of_first_track_in_last_session::get(*reply));
}

Tracks count_tracks(Device& device) {
  Tracks tracks;
  const auto toc = read_toc(device);
  if (!toc) {
    tracks.error = toc.error() == ENOMEDIUM ? CDS_NO_DISC : CDS_NO_INFO;
    return tracks;
  }
  for (int track = toc->first_track; track <= toc->last_track && tracks.error == 0; ++track) {
    const auto entry = read_toc_entry(device, static_cast<std::uint8_t>(track), AddressForm::msf);
    if (!entry) {
      tracks.error = CDS_NO_INFO;
    } else {
      ((entry->control & CDROM_DATA_TRACK) != 0 ? tracks.data : tracks.audio) += 1;
    }
  }
  return tracks;
}

}  // namespace conformance::preload::kernel

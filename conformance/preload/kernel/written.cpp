// Where a disc is written to and would be written on: cdrom_get_last_written and cdrom_get_next_writable.
#include <linux/cdrom.h>

#include "conformance/preload/kernel/blocks.h"
#include "conformance/preload/kernel/cd_address.h"
#include "conformance/preload/kernel/disc_information.h"
#include "conformance/preload/kernel/toc.h"
#include "conformance/preload/kernel/track_layout.h"

namespace conformance::preload::kernel {
namespace {

// The last track that holds something.
std::optional<Information> last_track(Device& device) {
  namespace disc = read_disc_information_reply;
  namespace track_fields = read_track_information_reply;
  const auto information = disc_information(device);
  if (!information || !information->has<disc::last_track_number_in_last_session_lsb>()) return std::nullopt;
  const auto number =
      static_cast<std::uint32_t>(disc::last_track_number_in_last_session_msb::get(information->bytes) << 8 |
                                 disc::last_track_number_in_last_session_lsb::get(information->bytes));
  auto track = track_information(device, number);
  constexpr std::size_t before_the_addresses = 8;
  if (!track || track->length < before_the_addresses) return std::nullopt;
  if (track_fields::blank::get(track->bytes) == 0) return track;
  if (number == 1) return std::nullopt;
  return track_information(device, number - 1);
}

std::int64_t end_of(const Information& track) {
  namespace fields = read_track_information_reply;
  if (fields::lra_v::get(track.bytes) != 0 && track.has<fields::last_recorded_address>()) {
    return static_cast<std::int64_t>(fields::last_recorded_address::get(track.bytes));
  }
  const auto last = static_cast<std::int64_t>(fields::logical_track_start_address::get(track.bytes)) +
                    static_cast<std::int64_t>(fields::logical_track_size::get(track.bytes));
  // Seven blocks: the run-out and run-in of the packets of which the driver thinks.
  const auto free = static_cast<std::int64_t>(fields::free_blocks::get(track.bytes));
  return free == 0 ? last : last - free - 7;
}

}  // namespace

std::expected<std::int64_t, Errno> last_written(Device& device) {
  const auto track = last_track(device);
  if (track && track->has<read_track_information_reply::logical_track_size>()) return end_of(*track);
  if (!device.can(CDC_PLAY_AUDIO)) return std::unexpected(ENOSYS);
  const auto lead_out = read_toc_entry(device, CDROM_LEADOUT, AddressForm::msf);
  if (!lead_out) return std::unexpected(lead_out.error());
  return as_lba(msf_in(lead_out->address));
}

std::expected<std::int64_t, Errno> next_writable(Device& device) {
  namespace fields = read_track_information_reply;
  const auto track = last_track(device);
  if (track && fields::nwa_v::get(track->bytes) != 0 && track->has<fields::next_writable_address>()) {
    return static_cast<std::int64_t>(fields::next_writable_address::get(track->bytes));
  }
  const auto last = last_written(device);
  if (!last) return last;
  return *last + 7;
}

}  // namespace conformance::preload::kernel

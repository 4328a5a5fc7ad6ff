#include "emulator/mmc/commands/read_disc_information.h"

#include <algorithm>

#include "emulator/mmc/commands/read_disc_information_layout.h"
#include "emulator/mmc/msf.h"

namespace emulator::mmc {
namespace {

namespace layout = read_disc_information_reply;

// MMC-6, READ DISC INFORMATION command, Data Type.
enum class DataType : std::uint8_t { standard = 0, track_resources = 1, pow_resources = 2 };

// BD-R, sequential recording mode: how many tracks a disc and a session can have. The first number was read from a
// real writer's reply.
constexpr std::uint64_t most_bd_tracks = 7927;
constexpr std::uint64_t most_open_bd_tracks = 16;
constexpr std::uint32_t no_address = 0xFFFF'FFFF;

// A CD says it in minutes, seconds and frames, other discs as a block.
std::uint32_t wire(const drive::Drive& drive, base::Lba address) {
  return drive.family() == drive::Family::cd ? to_msf(address).wire() : address.wire();
}

// Only a CD has a lead-in for each session; the others say 0 while another session can follow.
std::uint32_t next_lead_in(const drive::Drive& drive, const media::DiscLayout& disc) {
  if (disc.status == media::DiscStatus::complete || disc.status == media::DiscStatus::other) return no_address;
  if (!disc.last_session_lead_in_start) return 0;
  return wire(drive, *disc.last_session_lead_in_start);
}

std::uint32_t last_lead_out(const drive::Drive& drive, const media::DiscLayout& disc) {
  if (!disc.last_possible_lead_out) return no_address;
  return wire(drive, *disc.last_possible_lead_out);
}

void set_sessions(base::MutableBytes reply, const media::DiscLayout& disc) {
  const media::Session& last = disc.last_session();
  const std::size_t count = disc.sessions.size();
  layout::state_of_last_session::set(reply, static_cast<std::uint8_t>(last.state));
  layout::number_of_first_track_on_disc::set(reply, disc.sessions.front().first_track & 0xFFU);
  layout::number_of_sessions_lsb::set(reply, count & 0xFFU);
  layout::number_of_sessions_msb::set(reply, count >> 8);
  layout::first_track_number_in_last_session_lsb::set(reply, last.first_track & 0xFFU);
  layout::first_track_number_in_last_session_msb::set(reply, last.first_track >> 8U);
  layout::last_track_number_in_last_session_lsb::set(reply, last.last_track & 0xFFU);
  layout::last_track_number_in_last_session_msb::set(reply, last.last_track >> 8U);
}

base::ByteBuffer standard(const drive::Drive& drive) {
  constexpr std::size_t reply_bytes = 34;
  const media::DiscLayout disc = drive.layout();
  base::ByteBuffer reply(reply_bytes);
  layout::disc_information_length::set(reply, reply_bytes - 2);
  layout::erasable::set(reply, disc.is_erasable ? 1 : 0);
  layout::disc_status::set(reply, static_cast<std::uint8_t>(disc.status));
  set_sessions(reply, disc);
  // Recordable discs are for unrestricted use; what a pressed disc is for, nobody has written on it.
  layout::uru::set(reply, drive.can_write_medium() ? 1 : 0);
  layout::bg_format_status::set(reply, static_cast<std::uint8_t>(disc.background_format));
  layout::did_v::set(reply, disc.disc_identification ? 1 : 0);
  layout::disc_identification::set(reply, disc.disc_identification.value_or(0));
  layout::disc_type::set(reply, disc.disc_type);
  layout::last_session_lead_in_start_address::set(reply, next_lead_in(drive, disc));
  layout::last_possible_lead_out_start_address::set(reply, last_lead_out(drive, disc));
  return reply;
}

base::ByteBuffer track_resources(const drive::Drive& drive) {
  namespace resources = track_resources_reply;
  constexpr std::size_t reply_bytes = 12;
  const media::DiscLayout disc = drive.layout();
  base::ByteBuffer reply(reply_bytes);
  resources::disc_information_length::set(reply, reply_bytes - 2);
  resources::disc_information_data_type::set(reply, static_cast<std::uint8_t>(DataType::track_resources));
  resources::maximum_possible_number_of_tracks::set(reply, most_bd_tracks);
  resources::number_of_assigned_tracks::set(reply, disc.tracks.size());
  resources::maximum_possible_number_of_appendable_tracks::set(reply, most_open_bd_tracks);
  const auto open = std::ranges::count_if(disc.tracks, [](const media::Track& track) { return !track.is_closed; });
  resources::current_number_of_appendable_tracks::set(reply, static_cast<std::uint64_t>(open));
  return reply;
}

// Overwritten clusters go to spares: there is no map and there are no updates to run out of.
base::ByteBuffer pow_resources(const drive::Drive& drive) {
  namespace resources = pow_resources_reply;
  constexpr std::size_t reply_bytes = 16;
  base::ByteBuffer reply(reply_bytes);
  resources::disc_information_length::set(reply, reply_bytes - 2);
  resources::disc_information_data_type::set(reply, static_cast<std::uint8_t>(DataType::pow_resources));
  resources::remaining_pow_replacements::set(reply, drive.layout().overwrites_left.value_or(0));
  return reply;
}

}  // namespace

scsi::Outcome read_disc_information(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  const auto type = static_cast<DataType>(read_disc_information_cdb::data_type::get(request.cdb));
  if (type == DataType::standard) {
    scsi::Reply reply = scsi::data_reply(standard(drive));
    drive.asked_about_format();
    return reply;
  }
  const bool has_resources = drive.current_profile() == media::ProfileNumber::bd_r_sequential;
  if (has_resources && type == DataType::track_resources) return scsi::data_reply(track_resources(drive));
  if (has_resources && type == DataType::pow_resources) return scsi::data_reply(pow_resources(drive));
  return std::unexpected(scsi::invalid_cdb_field(1, 2));
}

}  // namespace emulator::mmc

#include "emulator/mmc/commands/persistent_reserve_in.h"

#include <algorithm>

#include "emulator/mmc/commands/persistent_reserve_layout.h"
#include "emulator/mmc/reply_bytes.h"

namespace emulator::mmc {
namespace {

constexpr std::size_t header_bytes = 8;

scsi::Outcome with_header(const drive::PersistentReservation& reservation, const base::ByteBuffer& body) {
  namespace layout = persistent_reserve_in_header;
  base::ByteBuffer reply(header_bytes);
  layout::prgeneration::set(reply, reservation.generation());
  layout::additional_length::set(reply, body.size());
  append(reply, body);
  return scsi::data_reply(std::move(reply));
}

// The key of the reservation; with the all registrants types it is nobody's. SPC-4, READ RESERVATION service action.
std::uint64_t key_of_holder(const drive::PersistentReservation& reservation) {
  const auto type = *reservation.type();
  if (type == drive::ReservationType::write_exclusive_all_registrants ||
      type == drive::ReservationType::exclusive_access_all_registrants) {
    return 0;
  }
  const auto& all = reservation.registrations();
  const auto holder = std::ranges::find_if(all, [&](const auto& one) { return reservation.is_held_by(one.port); });
  return holder == all.end() ? 0 : holder->key;
}

// SPC-4, iSCSI initiator ports: name and ISID, ended by a zero and filled with zeros up to a multiple of four.
base::ByteBuffer transport_id(const std::string& port) {
  namespace layout = iscsi_transport_id;
  constexpr std::uint64_t initiator_port = 1;
  constexpr std::uint64_t protocol_iscsi = 5;
  base::ByteBuffer bytes(4 + (port.size() + 4) / 4 * 4);
  layout::format_code::set(bytes, initiator_port);
  layout::protocol_identifier::set(bytes, protocol_iscsi);
  layout::additional_length::set(bytes, bytes.size() - 4);
  std::ranges::copy(port, bytes.begin() + 4);
  return bytes;
}

base::ByteBuffer full_status(const drive::PersistentReservation& reservation, const drive::Registration& registration) {
  namespace layout = full_status_descriptor;
  base::ByteBuffer bytes(24);
  const base::ByteBuffer name = transport_id(registration.port);
  layout::reservation_key::set(bytes, registration.key);
  if (reservation.is_held_by(registration.port)) {
    layout::r_holder::set(bytes, 1);
    layout::type::set(bytes, static_cast<std::uint8_t>(*reservation.type()));
  }
  layout::relative_target_port_identifier::set(bytes, 1);
  layout::additional_descriptor_length::set(bytes, name.size());
  append(bytes, name);
  return bytes;
}

}  // namespace

scsi::Outcome read_keys(drive::Drive& drive, const scsi::Request&, base::Instant) {
  const drive::PersistentReservation& reservation = drive.persistent_reservation();
  base::ByteBuffer body;
  for (const drive::Registration& registration : reservation.registrations()) {
    base::ByteBuffer key(8);
    reservation_key_descriptor::reservation_key::set(key, registration.key);
    append(body, key);
  }
  return with_header(reservation, body);
}

scsi::Outcome read_reservation(drive::Drive& drive, const scsi::Request&, base::Instant) {
  namespace layout = reservation_descriptor;
  const drive::PersistentReservation& reservation = drive.persistent_reservation();
  if (!reservation.type()) return with_header(reservation, {});
  base::ByteBuffer body(16);
  layout::reservation_key::set(body, key_of_holder(reservation));
  layout::type::set(body, static_cast<std::uint8_t>(*reservation.type()));
  return with_header(reservation, body);
}

// All types, and nothing that the standard leaves open: no other ports, no keeping through a loss of power.
scsi::Outcome report_capabilities(drive::Drive&, const scsi::Request&, base::Instant) {
  namespace layout = report_capabilities_reply;
  base::ByteBuffer reply(8);
  layout::length::set(reply, reply.size());
  layout::tmv::set(reply, 1);
  layout::wr_ex_ar::set(reply, 1);
  layout::ex_ac_ro::set(reply, 1);
  layout::wr_ex_ro::set(reply, 1);
  layout::ex_ac::set(reply, 1);
  layout::wr_ex::set(reply, 1);
  layout::ex_ac_ar::set(reply, 1);
  return scsi::data_reply(std::move(reply));
}

scsi::Outcome read_full_status(drive::Drive& drive, const scsi::Request&, base::Instant) {
  const drive::PersistentReservation& reservation = drive.persistent_reservation();
  base::ByteBuffer body;
  for (const drive::Registration& registration : reservation.registrations()) {
    append(body, full_status(reservation, registration));
  }
  return with_header(reservation, body);
}

}  // namespace emulator::mmc

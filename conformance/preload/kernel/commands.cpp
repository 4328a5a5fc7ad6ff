#include "conformance/preload/kernel/commands.h"

#include "conformance/preload/kernel/commands_layout.h"

namespace conformance::preload::kernel {
namespace {

base::ByteBuffer cdb_of(std::uint8_t operation_code, std::size_t size) {
  base::ByteBuffer cdb(size);
  cdb[0] = operation_code;
  return cdb;
}

// GET EVENT STATUS NOTIFICATION, Media Class.
constexpr std::uint64_t media_class = 4;
constexpr std::uint64_t media_class_request = 1U << media_class;

std::string text_at(base::Bytes bytes, std::size_t first, std::size_t size) {
  const base::Bytes part = bytes.subspan(first, size);
  return {part.begin(), part.end()};
}

}  // namespace

base::ByteBuffer test_unit_ready() { return cdb_of(opcode::test_unit_ready, 6); }

base::ByteBuffer inquiry(std::uint16_t room) {
  auto cdb = cdb_of(opcode::inquiry, 6);
  inquiry_cdb::allocation_length::set(cdb, room);
  return cdb;
}

base::ByteBuffer start_stop_unit(Tray what, Immediate immediate) {
  auto cdb = cdb_of(opcode::start_stop_unit, 6);
  start_stop_unit_cdb::immed::set(cdb, immediate == Immediate::yes ? 1 : 0);
  start_stop_unit_cdb::loej::set(cdb, what == Tray::eject || what == Tray::load ? 1 : 0);
  start_stop_unit_cdb::start::set(cdb, what == Tray::start || what == Tray::load ? 1 : 0);
  return cdb;
}

base::ByteBuffer prevent_removal(bool prevent) {
  auto cdb = cdb_of(opcode::prevent_allow_medium_removal, 6);
  prevent_allow_medium_removal_cdb::prevent::set(cdb, prevent ? 1 : 0);
  return cdb;
}

base::ByteBuffer read_capacity() { return cdb_of(opcode::read_capacity_10, 10); }

base::ByteBuffer read_blocks(std::uint32_t first, std::uint16_t count) {
  auto cdb = cdb_of(opcode::read_10, 10);
  read_10_cdb::logical_block_address::set(cdb, first);
  read_10_cdb::transfer_length::set(cdb, count);
  return cdb;
}

base::ByteBuffer write_blocks(std::uint32_t first, std::uint16_t count) {
  auto cdb = cdb_of(opcode::write_10, 10);
  write_10_cdb::logical_block_address::set(cdb, first);
  write_10_cdb::transfer_length::set(cdb, count);
  return cdb;
}

base::ByteBuffer synchronize_cache() { return cdb_of(opcode::synchronize_cache_10, 10); }

base::ByteBuffer close_track_session(Closing what) {
  auto cdb = cdb_of(opcode::close_track_session, 10);
  close_track_session_cdb::close_function::set(cdb, static_cast<std::uint64_t>(what));
  return cdb;
}

base::ByteBuffer get_configuration(std::uint16_t feature, std::uint16_t room) {
  auto cdb = cdb_of(opcode::get_configuration, 10);
  get_configuration_cdb::starting_feature_number::set(cdb, feature);
  get_configuration_cdb::allocation_length::set(cdb, room);
  return cdb;
}

base::ByteBuffer mode_sense(std::uint8_t page, std::uint16_t room, PageControl control) {
  auto cdb = cdb_of(opcode::mode_sense_10, 10);
  mode_sense_10_cdb::page_control::set(cdb, static_cast<std::uint64_t>(control));
  mode_sense_10_cdb::page_code::set(cdb, page);
  mode_sense_10_cdb::allocation_length::set(cdb, room);
  return cdb;
}

base::ByteBuffer mode_select(std::uint16_t list_bytes) {
  auto cdb = cdb_of(opcode::mode_select_10, 10);
  mode_select_10_cdb::pf::set(cdb, 1);
  mode_select_10_cdb::parameter_list_length::set(cdb, list_bytes);
  return cdb;
}

base::ByteBuffer get_media_event() {
  auto cdb = cdb_of(opcode::get_event_status_notification, 10);
  get_event_status_notification_cdb::polled::set(cdb, 1);
  get_event_status_notification_cdb::notification_class_request::set(cdb, media_class_request);
  get_event_status_notification_cdb::allocation_length::set(cdb, media_event_room);
  return cdb;
}

base::ByteBuffer set_cd_speed(std::uint32_t speed) {
  constexpr std::uint32_t single_speed = 177;
  constexpr std::uint32_t greatest = 0xFFFF;
  auto cdb = cdb_of(opcode::set_cd_speed, 12);
  set_cd_speed_cdb::drive_read_speed::set(cdb, speed == 0 ? greatest : speed * single_speed & greatest);
  return cdb;
}

std::optional<MediaEvent> media_event(base::Bytes reply) {
  constexpr std::uint64_t event_bytes = 4;
  if (reply.size() < media_event_room) return std::nullopt;
  if (event_header::event_descriptor_length::get(reply) < event_bytes) return std::nullopt;
  if (event_header::nea::get(reply) != 0 || event_header::notification_class::get(reply) != media_class) {
    return std::nullopt;
  }
  const base::Bytes event = reply.subspan(4);
  return MediaEvent{.code = static_cast<std::uint8_t>(media_event_descriptor::event_code::get(event)),
                    .is_present = media_event_descriptor::media_present::get(event) != 0,
                    .is_tray_open = media_event_descriptor::door_or_tray_open::get(event) != 0};
}

std::optional<Identity> identity(base::Bytes inquiry_data) {
  constexpr std::size_t shortest = 36;
  if (inquiry_data.size() < shortest) return std::nullopt;
  return Identity{.type = static_cast<std::uint8_t>(standard_inquiry_data::peripheral_device_type::get(inquiry_data)),
                  .version = static_cast<std::uint8_t>(standard_inquiry_data::version::get(inquiry_data)),
                  .is_removable = standard_inquiry_data::rmb::get(inquiry_data) != 0,
                  .vendor = text_at(inquiry_data, 8, 8),
                  .product = text_at(inquiry_data, 16, 16),
                  .revision = text_at(inquiry_data, 32, 4)};
}

Reported reported_capacity(base::Bytes reply) {
  return {.blocks = read_capacity_10_reply::logical_block_address::get(reply) + 1,
          .block_bytes = static_cast<std::uint32_t>(read_capacity_10_reply::block_length_in_bytes::get(reply))};
}

std::size_t block_descriptor_bytes(base::Bytes mode_sense_reply) {
  return mode_parameter_header_10::block_descriptor_length::get(mode_sense_reply);
}

base::Bytes mode_page(base::Bytes reply) {
  constexpr std::size_t header_bytes = 8;
  if (reply.size() < header_bytes) return {};
  const std::size_t first = header_bytes + block_descriptor_bytes(reply);
  return reply.size() > first ? reply.subspan(first) : base::Bytes{};
}

}  // namespace conformance::preload::kernel

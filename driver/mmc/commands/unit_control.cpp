#include "driver/mmc/commands/unit_control.h"

#include "driver/mmc/command.h"
#include "driver/mmc/commands/unit_control_layout.h"

namespace driver::mmc {

std::expected<void, DriveError> start_stop_unit(Device& device, Motion motion) {
  // Loading takes as long as the mechanics do; libburn waits as long.
  Request request{.cdb = make_cdb(operation_code::start_stop_unit), .timeout = std::chrono::seconds{300}};
  const bool moves_tray = motion == Motion::eject || motion == Motion::load;
  const bool starts = motion == Motion::start || motion == Motion::load;
  start_stop_unit_cdb::loej::set(request.cdb, moves_tray ? 1 : 0);
  start_stop_unit_cdb::start::set(request.cdb, starts ? 1 : 0);
  return perform(device, request);
}

std::expected<void, DriveError> set_medium_removal(Device& device, Removal removal) {
  Request request{.cdb = make_cdb(operation_code::prevent_allow_medium_removal)};
  prevent_allow_medium_removal_cdb::prevent::set(request.cdb, removal == Removal::prevented ? 1 : 0);
  return perform(device, request);
}

std::expected<std::optional<MediaStatus>, DriveError> get_media_status(Device& device) {
  constexpr std::size_t header_bytes = 4;
  constexpr std::size_t length = 8;
  constexpr std::uint64_t media_class = 4;
  Request request{.cdb = make_cdb(operation_code::get_event_status_notification), .expected_bytes = length};
  get_event_status_notification_cdb::polled::set(request.cdb, 1);
  get_event_status_notification_cdb::notification_class_request::set(request.cdb, 1U << media_class);
  get_event_status_notification_cdb::allocation_length::set(request.cdb, length);
  const auto reply = read_reply(device, request, header_bytes);
  if (!reply) return std::unexpected(reply.error());
  if (event_header::nea::get(*reply) == 1 || event_header::notification_class::get(*reply) != media_class ||
      reply->size() < length) {
    return std::nullopt;
  }
  const base::Bytes descriptor = base::Bytes{*reply}.subspan(header_bytes);
  return MediaStatus{.is_present = media_event_descriptor::media_present::get(descriptor) == 1,
                     .is_tray_open = media_event_descriptor::door_or_tray_open::get(descriptor) == 1};
}

}  // namespace driver::mmc

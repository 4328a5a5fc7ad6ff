// Fields of the commands that Linux' optical drive drivers send on their own, and of the answers that they read.
// SPC-4 and MMC-6, the clauses of the commands' names.
#pragma once

#include "emulator/base/bits.h"

namespace conformance::preload::kernel::inquiry_cdb {
using allocation_length = base::Big<3, 2>;
}  // namespace conformance::preload::kernel::inquiry_cdb

namespace conformance::preload::kernel::standard_inquiry_data {
using peripheral_device_type = base::Bits<0, 4, 0>;
using rmb = base::Bits<1, 7>;
using version = base::Big<2, 1>;
using additional_length = base::Big<4, 1>;
}  // namespace conformance::preload::kernel::standard_inquiry_data

namespace conformance::preload::kernel::read_capacity_10_reply {
using logical_block_address = base::Big<0, 4>;
using block_length_in_bytes = base::Big<4, 4>;
}  // namespace conformance::preload::kernel::read_capacity_10_reply

namespace conformance::preload::kernel::prevent_allow_medium_removal_cdb {
using prevent = base::Bits<4, 0>;
}  // namespace conformance::preload::kernel::prevent_allow_medium_removal_cdb

namespace conformance::preload::kernel::start_stop_unit_cdb {
using immed = base::Bits<1, 0>;
using loej = base::Bits<4, 1>;
using start = base::Bits<4, 0>;
}  // namespace conformance::preload::kernel::start_stop_unit_cdb

namespace conformance::preload::kernel::mode_select_10_cdb {
using pf = base::Bits<1, 4>;
using parameter_list_length = base::Big<7, 2>;
}  // namespace conformance::preload::kernel::mode_select_10_cdb

namespace conformance::preload::kernel::mode_sense_10_cdb {
using page_control = base::Bits<2, 7, 6>;
using page_code = base::Bits<2, 5, 0>;
using allocation_length = base::Big<7, 2>;
}  // namespace conformance::preload::kernel::mode_sense_10_cdb

namespace conformance::preload::kernel::mode_parameter_header_10 {
using mode_data_length = base::Big<0, 2>;
using block_descriptor_length = base::Big<6, 2>;
}  // namespace conformance::preload::kernel::mode_parameter_header_10

namespace conformance::preload::kernel::get_event_status_notification_cdb {
using polled = base::Bits<1, 0>;
using notification_class_request = base::Big<4, 1>;
using allocation_length = base::Big<7, 2>;
}  // namespace conformance::preload::kernel::get_event_status_notification_cdb

namespace conformance::preload::kernel::event_header {
using event_descriptor_length = base::Big<0, 2>;
using nea = base::Bits<2, 7>;
using notification_class = base::Bits<2, 2, 0>;
}  // namespace conformance::preload::kernel::event_header

namespace conformance::preload::kernel::media_event_descriptor {
using event_code = base::Bits<0, 3, 0>;
using media_present = base::Bits<1, 1>;
using door_or_tray_open = base::Bits<1, 0>;
}  // namespace conformance::preload::kernel::media_event_descriptor

namespace conformance::preload::kernel::read_10_cdb {
using logical_block_address = base::Big<2, 4>;
using transfer_length = base::Big<7, 2>;
}  // namespace conformance::preload::kernel::read_10_cdb

namespace conformance::preload::kernel::write_10_cdb {
using logical_block_address = base::Big<2, 4>;
using transfer_length = base::Big<7, 2>;
}  // namespace conformance::preload::kernel::write_10_cdb

namespace conformance::preload::kernel::close_track_session_cdb {
using close_function = base::Bits<2, 2, 0>;
}  // namespace conformance::preload::kernel::close_track_session_cdb

namespace conformance::preload::kernel::get_configuration_cdb {
using starting_feature_number = base::Big<2, 2>;
using allocation_length = base::Big<7, 2>;
}  // namespace conformance::preload::kernel::get_configuration_cdb

namespace conformance::preload::kernel::configuration_header {
using current_profile = base::Big<6, 2>;
}  // namespace conformance::preload::kernel::configuration_header

namespace conformance::preload::kernel::feature_descriptor_header {
using feature_code = base::Big<0, 2>;
using current = base::Bits<2, 0>;
}  // namespace conformance::preload::kernel::feature_descriptor_header

namespace conformance::preload::kernel::mrw_feature {
using write = base::Bits<4, 0>;
}  // namespace conformance::preload::kernel::mrw_feature

namespace conformance::preload::kernel::mm_capabilities_page {
using page_code = base::Bits<0, 5, 0>;
using dvd_rom_read = base::Bits<2, 3>;
using dvd_ram_write = base::Bits<3, 5>;
using dvd_r_write = base::Bits<3, 4>;
using cd_rw_write = base::Bits<3, 1>;
using cd_r_write = base::Bits<3, 0>;
using loading_mechanism_type = base::Bits<6, 7, 5>;
using eject = base::Bits<6, 3>;
using maximum_read_speed_supported = base::Big<8, 2>;
}  // namespace conformance::preload::kernel::mm_capabilities_page

namespace conformance::preload::kernel::set_cd_speed_cdb {
using drive_read_speed = base::Big<2, 2>;
}  // namespace conformance::preload::kernel::set_cd_speed_cdb

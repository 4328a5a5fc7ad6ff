// The replies that cases read by field, and the fields of CDBs that they vary. MMC-6 and SPC-4; typed from their
// clauses.
#pragma once

#include "emulator/base/bits.h"

namespace conformance::cases::inquiry_cdb {  // INQUIRY, CDB
using allocation_length = base::Big<3, 2>;
}  // namespace conformance::cases::inquiry_cdb

namespace conformance::cases::standard_inquiry_data {  // Standard INQUIRY data format
using peripheral_qualifier = base::Bits<0, 7, 5>;
using peripheral_device_type = base::Bits<0, 4, 0>;
using rmb = base::Bits<1, 7>;
using normaca = base::Bits<3, 5>;
using hisup = base::Bits<3, 4>;
using response_data_format = base::Bits<3, 3, 0>;
using additional_length = base::Big<4, 1>;
using sccs = base::Bits<5, 7>;
using tpgs = base::Bits<5, 5, 4>;
using third_party_copy = base::Bits<5, 3>;
using protect = base::Bits<5, 0>;
using encserv = base::Bits<6, 6>;
using multip = base::Bits<6, 4>;
}  // namespace conformance::cases::standard_inquiry_data

namespace conformance::cases::vpd_page_header {  // Vital product data
using page_code = base::Big<1, 1>;
using page_length = base::Big<2, 2>;
}  // namespace conformance::cases::vpd_page_header

namespace conformance::cases::get_configuration_cdb {  // GET CONFIGURATION, CDB
using rt = base::Bits<1, 1, 0>;
using starting_feature_number = base::Big<2, 2>;
using allocation_length = base::Big<7, 2>;
}  // namespace conformance::cases::get_configuration_cdb

namespace conformance::cases::configuration_header {  // GET CONFIGURATION, Feature Header
using data_length = base::Big<0, 4>;
using current_profile = base::Big<6, 2>;
}  // namespace conformance::cases::configuration_header

namespace conformance::cases::feature_descriptor_header {  // Feature Descriptor generic format
using feature_code = base::Big<0, 2>;
using version = base::Bits<2, 5, 2>;
using persistent = base::Bits<2, 1>;
using current = base::Bits<2, 0>;
using additional_length = base::Big<3, 1>;
}  // namespace conformance::cases::feature_descriptor_header

namespace conformance::cases::profile_descriptor {  // Profile List Feature
using profile_number = base::Big<0, 2>;
using current_p = base::Bits<2, 0>;
}  // namespace conformance::cases::profile_descriptor

namespace conformance::cases::event_header {  // GET EVENT STATUS NOTIFICATION, Event Header
using event_descriptor_length = base::Big<0, 2>;
using nea = base::Bits<2, 7>;
using notification_class = base::Bits<2, 2, 0>;
using supported_event_classes = base::Big<3, 1>;
}  // namespace conformance::cases::event_header

namespace conformance::cases::mode_sense_10_cdb {  // MODE SENSE (10), CDB
using page_code = base::Bits<2, 5, 0>;
using allocation_length = base::Big<7, 2>;
}  // namespace conformance::cases::mode_sense_10_cdb

namespace conformance::cases::mode_parameter_header_10 {  // Mode parameter header (10)
using mode_data_length = base::Big<0, 2>;
using block_descriptor_length = base::Big<6, 2>;
}  // namespace conformance::cases::mode_parameter_header_10

namespace conformance::cases::mode_page_header {  // Mode page format, page_0
using page_code = base::Bits<0, 5, 0>;
using page_length = base::Big<1, 1>;
}  // namespace conformance::cases::mode_page_header

namespace conformance::cases::write_parameters_page {  // Write Parameters Mode Page
using ps = base::Bits<0, 7>;
using test_write = base::Bits<2, 4>;
using write_type = base::Bits<2, 3, 0>;
using multi_session = base::Bits<3, 7, 6>;
using fp = base::Bits<3, 5>;
using track_mode = base::Bits<3, 3, 0>;
using data_block_type = base::Bits<4, 3, 0>;
}  // namespace conformance::cases::write_parameters_page

namespace conformance::cases::read_disc_information_reply {  // READ DISC INFORMATION, Standard Disc Information
using disc_information_length = base::Big<0, 2>;
using state_of_last_session = base::Bits<2, 3, 2>;
using disc_status = base::Bits<2, 1, 0>;
using number_of_first_track_on_disc = base::Big<3, 1>;
using number_of_sessions_lsb = base::Big<4, 1>;
using last_track_number_in_last_session_lsb = base::Big<6, 1>;
}  // namespace conformance::cases::read_disc_information_reply

namespace conformance::cases::read_track_information_cdb {  // READ TRACK INFORMATION, CDB
using address_number_type = base::Bits<1, 1, 0>;
using logical_block_address_track_session_number = base::Big<2, 4>;
}  // namespace conformance::cases::read_track_information_cdb

namespace conformance::cases::read_track_information_reply {  // READ TRACK INFORMATION, Track Information Block
using logical_track_number_lsb = base::Big<2, 1>;
using nwa_v = base::Bits<7, 0>;
using logical_track_start_address = base::Big<8, 4>;
using next_writable_address = base::Big<12, 4>;
using free_blocks = base::Big<16, 4>;
using logical_track_size = base::Big<24, 4>;
}  // namespace conformance::cases::read_track_information_reply

namespace conformance::cases::read_capacity_10_reply {  // READ CAPACITY (10) parameter data
using logical_block_address = base::Big<0, 4>;
using block_length_in_bytes = base::Big<4, 4>;
}  // namespace conformance::cases::read_capacity_10_reply

namespace conformance::cases::toc_reply {  // READ TOC/PMA/ATIP, format 0000b
using data_length = base::Big<0, 2>;
using first_track_number = base::Big<2, 1>;
using last_track_number = base::Big<3, 1>;
}  // namespace conformance::cases::toc_reply

namespace conformance::cases::toc_track_descriptor {  // TOC Track Descriptor
using track_number = base::Big<2, 1>;
using track_start_address = base::Big<4, 4>;
}  // namespace conformance::cases::toc_track_descriptor

namespace conformance::cases::session_information_reply {  // READ TOC/PMA/ATIP, format 0001b
using last_complete_session_number = base::Big<3, 1>;
using first_track_number_in_last_complete_session = base::Big<6, 1>;
using start_address_of_first_track_in_last_session = base::Big<8, 4>;
}  // namespace conformance::cases::session_information_reply

namespace conformance::cases::read_10_cdb {  // READ (10), CDB
using logical_block_address = base::Big<2, 4>;
using transfer_length = base::Big<7, 2>;
}  // namespace conformance::cases::read_10_cdb

namespace conformance::cases::write_10_cdb {  // WRITE (10), CDB
using logical_block_address = base::Big<2, 4>;
using transfer_length = base::Big<7, 2>;
}  // namespace conformance::cases::write_10_cdb

namespace conformance::cases::read_buffer_capacity_reply {  // READ BUFFER CAPACITY data, BLOCK 0
using length_of_buffer = base::Big<4, 4>;
using available_length_of_buffer = base::Big<8, 4>;
}  // namespace conformance::cases::read_buffer_capacity_reply

namespace conformance::cases::sense_fixed {  // Fixed format sense data
using response_code = base::Bits<0, 6, 0>;
using additional_sense_length = base::Big<7, 1>;
}  // namespace conformance::cases::sense_fixed

namespace conformance::cases::report_luns_reply {  // REPORT LUNS parameter data
using lun_list_length = base::Big<0, 4>;
using lun = base::Big<8, 8>;
}  // namespace conformance::cases::report_luns_reply

namespace conformance::cases::removable_medium_feature {  // Removable Medium Feature
using eject = base::Bits<4, 3>;
using lock = base::Bits<4, 0>;
}  // namespace conformance::cases::removable_medium_feature

namespace conformance::cases::real_time_streaming_feature {  // Real Time Streaming Feature
using rbcb = base::Bits<4, 4>;
}  // namespace conformance::cases::real_time_streaming_feature

// GET CONFIGURATION and the features that the driver looks into (MMC-6, GET CONFIGURATION command; Feature
// definitions).
#pragma once

#include "emulator/base/bits.h"

namespace driver::mmc::get_configuration_cdb {  // GET CONFIGURATION, CDB
using rt = base::Bits<1, 1, 0>;
using starting_feature_number = base::Big<2, 2>;
using allocation_length = base::Big<7, 2>;
}  // namespace driver::mmc::get_configuration_cdb

namespace driver::mmc::configuration_header {  // Feature Header
using data_length = base::Big<0, 4>;
using current_profile = base::Big<6, 2>;
}  // namespace driver::mmc::configuration_header

namespace driver::mmc::feature_descriptor_header {  // Feature Descriptor, generic format
using feature_code = base::Big<0, 2>;
using version = base::Bits<2, 5, 2>;
using persistent = base::Bits<2, 1>;
using current = base::Bits<2, 0>;
using additional_length = base::Big<3, 1>;
}  // namespace driver::mmc::feature_descriptor_header

namespace driver::mmc::profile_descriptor {  // Profile List feature, Profile Descriptor
using profile_number = base::Big<0, 2>;
using current_p = base::Bits<2, 0>;
}  // namespace driver::mmc::profile_descriptor

namespace driver::mmc::cd_track_at_once_feature {  // CD Track at Once feature
using buf = base::Bits<4, 6>;
using test_write = base::Bits<4, 2>;
}  // namespace driver::mmc::cd_track_at_once_feature

namespace driver::mmc::cd_mastering_feature {  // CD Mastering feature
using buf = base::Bits<4, 6>;
using sao = base::Bits<4, 5>;
using test_write = base::Bits<4, 2>;
using maximum_cue_sheet_length = base::Big<5, 3>;
}  // namespace driver::mmc::cd_mastering_feature

namespace driver::mmc::real_time_streaming_feature {  // Real-time Streaming feature
using rbcb = base::Bits<4, 4>;
using scs = base::Bits<4, 3>;
using wspd = base::Bits<4, 1>;
using sw = base::Bits<4, 0>;
}  // namespace driver::mmc::real_time_streaming_feature

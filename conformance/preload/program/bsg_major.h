// The major device number of bsg, which the kernel gives out anew at each start.
#pragma once

#include <string_view>

namespace conformance::preload::program {

// That of the list, which has the form of /proc/devices, or else the one that the kernel would choose next: the
// greatest free one of those that it gives to drivers without a number of their own.
[[nodiscard]] unsigned bsg_major_in(std::string_view device_list);

// Of this computer.
[[nodiscard]] unsigned bsg_major();

}  // namespace conformance::preload::program

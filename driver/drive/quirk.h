// What we know better than the drive says. One row a drive in quirk.cpp, each with the report or trace that shows it.
#pragma once

#include "driver/mmc/commands/inquiry.h"

namespace driver::drive {

struct Quirks {
  // READ BUFFER CAPACITY is not sent: the drive may hang on it.
  bool hangs_on_read_buffer_capacity{};
  // CLOSE TRACK is answered with an error although the track is closed; closing the session works.
  bool close_track_answers_with_error{};
  auto operator<=>(const Quirks&) const = default;
};

// By vendor and by the beginning of the product name, as INQUIRY gives them.
[[nodiscard]] Quirks quirks_of(const mmc::InquiryData& identity);

}  // namespace driver::drive

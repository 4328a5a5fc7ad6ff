#include "driver/drive/quirk.h"

#include <array>

namespace driver::drive {
namespace {

struct Row {
  std::string_view vendor;
  std::string_view product;  // the beginning of the name
  Quirks quirks;
};

// Both reported in the comments of libburn's sources (mirror svn2github/libburn); no trace of ours yet.
constexpr std::array rows{
    Row{"PIONEER", "DVD-RW DVR-216D", {.hangs_on_read_buffer_capacity = true}},
    Row{"HL-DT-ST", "DVDRAM GH22LS30", {.close_track_answers_with_error = true}},
};

}  // namespace

Quirks quirks_of(const mmc::InquiryData& identity) {
  for (const Row& row : rows) {
    if (identity.vendor == row.vendor && identity.product.starts_with(row.product)) return row.quirks;
  }
  return {};
}

}  // namespace driver::drive

// For tests: facts of blank and appendable discs, an image in memory, an observer that remembers.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "driver/burn/plan.h"
#include "driver/burn/progress.h"
#include "driver/image/image.h"

namespace driver::burn::testing {

// Every block of it is different.
class MemoryImage final : public image::Image {
 public:
  explicit MemoryImage(std::int64_t blocks) : bytes_(static_cast<std::size_t>(blocks * base::block_bytes)) {
    for (std::size_t i = 0; i < bytes_.size(); ++i) bytes_[i] = static_cast<std::uint8_t>(i / 2048 * 7 + i % 251);
  }
  [[nodiscard]] base::BlockCount size() const override {
    return base::BlockCount{static_cast<std::int64_t>(bytes_.size()) / base::block_bytes};
  }
  [[nodiscard]] const std::vector<image::Segment>& segments() const override { return segments_; }
  std::expected<void, image::ImageError> read(base::BlockCount first, base::MutableBytes out) override {
    if (fails_at && first.value + static_cast<std::int64_t>(out.size()) / base::block_bytes > *fails_at) {
      return std::unexpected(image::ImageError{"tree/file", "the file became shorter; start again"});
    }
    std::copy_n(bytes_.begin() + first.value * base::block_bytes, out.size(), out.begin());
    return {};
  }
  [[nodiscard]] const std::vector<std::uint8_t>& bytes() const { return bytes_; }

  std::optional<std::int64_t> fails_at;

 private:
  std::vector<std::uint8_t> bytes_;
  std::vector<image::Segment> segments_;
};

class RecordingObserver final : public Observer {
 public:
  void waiting(const mmc::Sense& /*reason*/, base::Duration /*so_far*/) override { ++waits; }
  void remarked(const mmc::Sense& remark) override { remarks.push_back(remark); }
  void step_begins(const Step& step, std::size_t /*number*/, std::size_t /*count*/) override {
    steps.push_back(describe(step));
  }
  void progressed(const Progress& progress) override { last = progress; }
  void noted(const std::string& text) override { notes.push_back(text); }
  bool cancel_requested() override { return cancel_after && last.done >= *cancel_after; }

  std::vector<std::string> steps;
  std::vector<std::string> notes;
  std::vector<mmc::Sense> remarks;
  Progress last;
  int waits{};
  std::optional<base::BlockCount> cancel_after;
};

inline base::ByteBuffer feature(std::uint16_t code, std::uint8_t first) {
  return {static_cast<std::uint8_t>(code >> 8), static_cast<std::uint8_t>(code), 1, 4, first, 0, 0x0C, 0xA8};
}

// A blank disc. `free` are the blocks that READ TRACK INFORMATION names.
inline drive::Facts blank_disc(std::uint16_t profile, std::int64_t free) {
  drive::Facts facts;
  facts.presence = drive::MediumPresence::present;
  facts.configuration.current_profile = profile;
  // CD Track at Once and CD Mastering: BUF, SAO.
  facts.configuration.features = {{.code = 0x2D, .is_current = true, .descriptor = feature(0x2D, 0x40)},
                                  {.code = 0x2E, .is_current = true, .descriptor = feature(0x2E, 0x60)}};
  facts.disc = mmc::DiscInformation{.status = mmc::DiscStatus::blank,
                                    .last_session_state = mmc::SessionState::empty,
                                    .first_track = 1,
                                    .sessions = 1,
                                    .first_track_in_last_session = 1,
                                    .last_track_in_last_session = 1};
  if (profile == mmc::profile_number::cd_r) {
    facts.disc->last_possible_lead_out = 0x004F3B4A;  // 79:59:74
  }
  facts.open_track = mmc::TrackInformation{.track = 1,
                                           .session = 1,
                                           .track_mode = 4,
                                           .is_blank = true,
                                           .next_writable = base::Lba{0},
                                           .free_blocks = base::BlockCount{free},
                                           .size = base::BlockCount{free}};
  return facts;
}

// A disc that is overwritten, once it has a format: those that a drive lists leave some blocks out.
inline drive::Facts unformatted_disc(std::uint16_t profile, std::int64_t blocks) {
  drive::Facts facts = blank_disc(profile, blocks);
  facts.open_track.reset();
  const base::BlockCount all{blocks};
  mmc::FormatCapacities capacities{.blocks = all, .kind = mmc::CapacityKind::unformatted, .block_bytes = 2048};
  const auto list = [&](std::int64_t less, std::uint8_t type) {
    capacities.formattable.push_back({.blocks = all - base::BlockCount{less}, .format_type = type});
  };
  if (profile == mmc::profile_number::bd_re)
    list(96, 0x00), list(96, 0x30), list(160, 0x30), list(32, 0x30), list(0, 0x31);
  if (profile == mmc::profile_number::dvd_ram) list(96, 0x00), list(0, 0x00), list(128, 0x01);
  if (profile == mmc::profile_number::dvd_plus_rw) list(0, 0x26);
  const bool is_dvd_rw =
      profile == mmc::profile_number::dvd_rw_sequential || profile == mmc::profile_number::dvd_rw_restricted_overwrite;
  const auto list_with = [&](std::uint8_t type, std::uint32_t parameter) {
    capacities.formattable.push_back({.blocks = all, .format_type = type, .parameter = parameter});
  };
  if (is_dvd_rw) list_with(0x00, 0x800), list_with(0x10, 0x10), list_with(0x15, 0x10);
  facts.format_capacities = capacities;
  return facts;
}

// The same with a format of `blocks`.
inline drive::Facts formatted_disc(std::uint16_t profile, std::int64_t blocks) {
  drive::Facts facts = unformatted_disc(profile, blocks);
  facts.disc->status = mmc::DiscStatus::complete;
  facts.format_capacities->kind = mmc::CapacityKind::formatted;
  return facts;
}

// A DVD-RW for restricted overwrite that holds `blocks` of the `all` that it can grow to.
inline drive::Facts restricted_disc(std::int64_t all, std::int64_t blocks, mmc::CapacityKind kind) {
  drive::Facts facts = formatted_disc(mmc::profile_number::dvd_rw_restricted_overwrite, all);
  facts.format_capacities->blocks = base::BlockCount{blocks};
  facts.format_capacities->kind = kind;
  facts.format_capacities->formattable.push_back(
      {.blocks = base::BlockCount{all - blocks}, .format_type = 0x13, .parameter = 0x10});
  return facts;
}

// The same disc with one session of which the next is to begin at `next`.
inline drive::Facts appendable_disc(std::uint16_t profile, std::int64_t next, std::int64_t free) {
  drive::Facts facts = blank_disc(profile, free);
  facts.disc->status = mmc::DiscStatus::appendable;
  facts.disc->sessions = 2;
  facts.disc->first_track_in_last_session = 2;
  facts.disc->last_track_in_last_session = 2;
  facts.open_track->track = 2;
  facts.open_track->session = 2;
  facts.open_track->start = base::Lba{next};
  facts.open_track->next_writable = base::Lba{next};
  return facts;
}

}  // namespace driver::burn::testing

#pragma once

#include <vector>

#include "driver/mmc/device.h"

namespace driver::mmc {

struct Feature {
  std::uint16_t code{};
  std::uint8_t version{};
  bool is_persistent{};
  bool is_current{};
  base::ByteBuffer descriptor;  // the whole descriptor, its four bytes of header included
};

struct ProfileEntry {
  std::uint16_t profile{};
  bool is_current{};
};

struct Configuration {
  std::uint16_t current_profile{};  // profile_number::none without a medium
  std::vector<Feature> features;    // as the drive lists them
  [[nodiscard]] const Feature* find(std::uint16_t code) const;
  [[nodiscard]] bool is_current(std::uint16_t code) const;
  // What the Profile List feature says the drive can handle.
  [[nodiscard]] std::vector<ProfileEntry> profiles() const;
};

// What the drive promises for the current medium in one way of writing. Absent bits are false.
struct CdTrackAtOnce {
  bool buffer_underrun_free{};
  bool test_write{};
};
struct CdMastering {
  bool session_at_once{};
  bool buffer_underrun_free{};
  bool test_write{};
  std::uint32_t maximum_cue_sheet_bytes{};
};
struct RealTimeStreaming {
  bool read_buffer_capacity_in_blocks{};
  bool set_cd_speed{};
  bool write_speed_list{};  // GET PERFORMANCE, type 03h
  bool stream_writing{};
};
[[nodiscard]] CdTrackAtOnce cd_track_at_once(const Configuration& configuration);
[[nodiscard]] CdMastering cd_mastering(const Configuration& configuration);
[[nodiscard]] RealTimeStreaming real_time_streaming(const Configuration& configuration);

// All features with their current bits (MMC-6, GET CONFIGURATION command, RT = 00b). The header is asked for first, for
// the length of the rest.
std::expected<Configuration, DriveError> get_configuration(Device& device);

}  // namespace driver::mmc

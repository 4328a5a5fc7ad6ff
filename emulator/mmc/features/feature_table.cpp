#include <algorithm>
#include <array>

#include "emulator/mmc/features/bd_r_pseudo_overwrite.h"
#include "emulator/mmc/features/bd_read.h"
#include "emulator/mmc/features/bd_write.h"
#include "emulator/mmc/features/cd_mastering.h"
#include "emulator/mmc/features/cd_read.h"
#include "emulator/mmc/features/cd_rw_media_write_support.h"
#include "emulator/mmc/features/cd_track_at_once.h"
#include "emulator/mmc/features/core.h"
#include "emulator/mmc/features/drive_serial_number.h"
#include "emulator/mmc/features/dvd_minus_r.h"
#include "emulator/mmc/features/dvd_plus_r.h"
#include "emulator/mmc/features/dvd_plus_r_dual_layer.h"
#include "emulator/mmc/features/dvd_plus_rw.h"
#include "emulator/mmc/features/dvd_read.h"
#include "emulator/mmc/features/feature.h"
#include "emulator/mmc/features/firmware_information.h"
#include "emulator/mmc/features/formattable.h"
#include "emulator/mmc/features/hardware_defect_management.h"
#include "emulator/mmc/features/incremental_streaming_writable.h"
#include "emulator/mmc/features/morphing.h"
#include "emulator/mmc/features/profile_list.h"
#include "emulator/mmc/features/random_readable.h"
#include "emulator/mmc/features/random_writable.h"
#include "emulator/mmc/features/real_time_streaming.h"
#include "emulator/mmc/features/removable_medium.h"
#include "emulator/mmc/features/rigid_restricted_overwrite.h"
#include "emulator/mmc/features/timeout.h"
#include "emulator/mmc/features/write_protect.h"

namespace emulator::mmc {
namespace {

using drive::Drive;
using drive::DriveProfile;
using drive::Family;
using media::ProfileNumber;

// --- by model
bool reads_cd(const DriveProfile& profile) { return profile.reads(Family::cd); }
bool reads_dvd(const DriveProfile& profile) { return profile.reads(Family::dvd); }
bool reads_bd(const DriveProfile& profile) { return profile.reads(Family::bd); }
bool writes_bd(const DriveProfile& profile) { return profile.writes(Family::bd); }
bool writes_cd_rw(const DriveProfile& profile) { return profile.writes(ProfileNumber::cd_rw); }
bool writes_dvd_plus_rw(const DriveProfile& profile) { return profile.writes(ProfileNumber::dvd_plus_rw); }
bool writes_dvd_plus_r(const DriveProfile& profile) { return profile.writes(ProfileNumber::dvd_plus_r); }
bool writes_dvd_plus_r_dual_layer(const DriveProfile& profile) {
  return profile.writes(ProfileNumber::dvd_plus_r_dual_layer);
}
bool writes_dvd_minus(const DriveProfile& profile) { return profile.writes_dvd_minus(); }
bool overwrites_restrictedly(const DriveProfile& profile) {
  return profile.writes(ProfileNumber::dvd_minus_rw_restricted_overwrite);
}
bool writes_tracks(const DriveProfile& profile) {
  return profile.writes(Family::cd) && !profile.cd_recording.track_at_once.empty();
}
bool writes_sessions(const DriveProfile& profile) { return profile.writes_sessions_at_once(); }
bool writes_packets(const DriveProfile& profile) {
  return profile.writes(Family::cd) && !profile.cd_recording.packet.empty();
}
bool overwrites(const DriveProfile& profile) {
  return std::ranges::any_of(profile.profiles, [&](ProfileNumber number) { return media::is_overwritable(number); });
}
// With spare areas for defects, which DVD+RW has not.
bool manages_defects(const DriveProfile& profile) {
  return profile.writes(ProfileNumber::bd_re) || profile.writes(ProfileNumber::dvd_ram);
}
bool protects(const DriveProfile& profile) { return profile.writes(ProfileNumber::dvd_ram); }
bool formats(const DriveProfile& profile) {
  return writes_bd(profile) || overwrites(profile) || overwrites_restrictedly(profile);
}
bool writes_increments(const DriveProfile& profile) {
  return writes_packets(profile) || writes_bd(profile) || writes_dvd_minus(profile);
}

// --- by the disc that is in; MMC-6, Features, and what hosts expect of the current bits
bool has_disc(const Drive& drive) { return drive.medium() != nullptr; }
bool has_cd(const Drive& drive) { return drive.family() == Family::cd; }
bool has_dvd(const Drive& drive) { return drive.family() == Family::dvd; }
bool has_bd(const Drive& drive) { return drive.family() == Family::bd; }
bool has_data(const Drive& drive) { return has_disc(drive) && drive.layout().status != media::DiscStatus::blank; }
bool has_cd_rw(const Drive& drive) { return drive.current_profile() == ProfileNumber::cd_rw; }
bool has_dvd_plus_rw(const Drive& drive) { return drive.current_profile() == ProfileNumber::dvd_plus_rw; }
bool has_dvd_plus_r(const Drive& drive) { return drive.current_profile() == ProfileNumber::dvd_plus_r; }
bool has_dvd_plus_r_dual_layer(const Drive& drive) {
  return drive.current_profile() == ProfileNumber::dvd_plus_r_dual_layer;
}
// A CD-RW that takes no more is blanked and does.
bool has_writable_cd(const Drive& drive) { return has_cd_rw(drive) || (has_cd(drive) && is_writable_now(drive)); }
bool has_writable_bd(const Drive& drive) { return has_bd(drive) && is_writable_now(drive); }
bool has_restricted_overwrite(const Drive& drive) {
  return drive.current_profile() == ProfileNumber::dvd_minus_rw_restricted_overwrite;
}
bool has_overwritable(const Drive& drive) {
  return is_writable_now(drive) && drive.layout().is_overwritable && !has_restricted_overwrite(drive);
}
bool has_protection(const Drive& drive) { return drive.current_profile() == ProfileNumber::dvd_ram; }
bool has_managed_defects(const Drive& drive) {
  return drive.current_profile() == ProfileNumber::bd_re || drive.current_profile() == ProfileNumber::dvd_ram;
}
bool has_open_bd_r(const Drive& drive) {
  return drive.current_profile() == ProfileNumber::bd_r_sequential && is_writable_now(drive);
}
bool has_open_dvd_minus(const Drive& drive) {
  return drive::is_dvd_minus_sequential(drive.current_profile()) && is_writable_now(drive);
}
// At once is all of a disc.
bool has_blank_dvd_minus(const Drive& drive) { return has_open_dvd_minus(drive) && !has_data(drive); }
bool can_be_formatted(const Drive& drive) {
  return drive.can_write_medium() && !drive.loaded_medium().formats().empty();
}
bool takes_overwrites(const Drive& drive) {
  return has_writable_bd(drive) && drive.layout().overwrites_left.has_value();
}
bool takes_increments(const Drive& drive) {
  if (has_restricted_overwrite(drive)) return true;
  if (has_open_dvd_minus(drive)) return !drive.layout().is_at_once_only;
  return has_open_bd_r(drive) || (has_cd(drive) && is_writable_now(drive) && writes_packets(drive.profile()));
}

constexpr std::array features{
    Feature{.code = FeatureCode::profile_list, .is_persistent = true, .descriptor = describe_profile_list},
    Feature{.code = FeatureCode::core, .version = 2, .is_persistent = true, .descriptor = describe_core},
    Feature{.code = FeatureCode::morphing, .version = 1, .is_persistent = true, .descriptor = describe_morphing},
    Feature{.code = FeatureCode::removable_medium,
            .version = 2,
            .is_persistent = true,
            .descriptor = describe_removable_medium},
    Feature{.code = FeatureCode::write_protect,
            .version = 2,
            .is_offered = protects,
            .is_current = has_protection,
            .descriptor = describe_write_protect},
    Feature{.code = FeatureCode::random_readable, .is_current = has_data, .descriptor = describe_random_readable},
    Feature{.code = FeatureCode::multi_read, .is_offered = reads_cd, .is_current = has_cd},
    Feature{.code = FeatureCode::cd_read,
            .version = 2,
            .is_offered = reads_cd,
            .is_current = has_cd,
            .descriptor = describe_cd_read},
    Feature{.code = FeatureCode::dvd_read,
            .version = 2,
            .is_offered = reads_dvd,
            .is_current = has_dvd,
            .descriptor = describe_dvd_read},
    Feature{.code = FeatureCode::random_writable,
            .version = 1,
            .is_offered = overwrites,
            .is_current = has_overwritable,
            .descriptor = describe_random_writable},
    Feature{.code = FeatureCode::incremental_streaming_writable,
            .version = 3,
            .is_offered = writes_increments,
            .is_current = takes_increments,
            .descriptor = describe_incremental_streaming_writable},
    Feature{.code = FeatureCode::formattable,
            .version = 1,
            .is_offered = formats,
            .is_current = can_be_formatted,
            .descriptor = describe_formattable},
    Feature{.code = FeatureCode::hardware_defect_management,
            .version = 1,
            .is_offered = manages_defects,
            .is_current = has_managed_defects,
            .descriptor = describe_hardware_defect_management},
    Feature{.code = FeatureCode::restricted_overwrite,
            .is_offered = overwrites_restrictedly,
            .is_current = has_restricted_overwrite},
    Feature{.code = FeatureCode::dvd_plus_rw,
            .is_offered = writes_dvd_plus_rw,
            .is_current = has_dvd_plus_rw,
            .descriptor = describe_dvd_plus_rw},
    Feature{.code = FeatureCode::dvd_plus_r,
            .is_offered = writes_dvd_plus_r,
            .is_current = has_dvd_plus_r,
            .descriptor = describe_dvd_plus_r},
    Feature{.code = FeatureCode::rigid_restricted_overwrite,
            .is_offered = overwrites_restrictedly,
            .is_current = has_restricted_overwrite,
            .descriptor = describe_rigid_restricted_overwrite},
    Feature{.code = FeatureCode::cd_track_at_once,
            .version = 2,
            .is_offered = writes_tracks,
            .is_current = has_writable_cd,
            .descriptor = describe_cd_track_at_once},
    Feature{.code = FeatureCode::cd_mastering,
            .version = 1,
            .is_offered = writes_sessions,
            .is_current = has_writable_cd,
            .descriptor = describe_cd_mastering},
    Feature{.code = FeatureCode::dvd_minus_r,
            .version = 2,
            .is_offered = writes_dvd_minus,
            .is_current = has_blank_dvd_minus,
            .descriptor = describe_dvd_minus_r},
    Feature{.code = FeatureCode::cd_rw_media_write_support,
            .is_offered = writes_cd_rw,
            .is_current = has_cd_rw,
            .descriptor = describe_cd_rw_media_write_support},
    Feature{.code = FeatureCode::bd_r_pseudo_overwrite,
            .is_offered = writes_bd,
            .is_current = takes_overwrites,
            .descriptor = describe_bd_r_pseudo_overwrite},
    Feature{.code = FeatureCode::dvd_plus_r_dual_layer,
            .is_offered = writes_dvd_plus_r_dual_layer,
            .is_current = has_dvd_plus_r_dual_layer,
            .descriptor = describe_dvd_plus_r_dual_layer},
    Feature{.code = FeatureCode::bd_read, .is_offered = reads_bd, .is_current = has_bd, .descriptor = describe_bd_read},
    Feature{.code = FeatureCode::bd_write,
            .is_offered = writes_bd,
            .is_current = has_writable_bd,
            .descriptor = describe_bd_write},
    Feature{.code = FeatureCode::power_management, .is_persistent = true},
    Feature{.code = FeatureCode::timeout, .version = 1, .is_persistent = true, .descriptor = describe_timeout},
    Feature{.code = FeatureCode::real_time_streaming,
            .version = 5,
            .is_current = has_disc,
            .descriptor = describe_real_time_streaming},
    Feature{
        .code = FeatureCode::drive_serial_number, .is_persistent = true, .descriptor = describe_drive_serial_number},
    Feature{
        .code = FeatureCode::firmware_information, .is_persistent = true, .descriptor = describe_firmware_information},
};

constexpr bool ascending(std::span<const Feature> rows) {
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i - 1].code >= rows[i].code) return false;
  }
  return true;
}
static_assert(ascending(features));

}  // namespace

std::span<const Feature> all_features() { return features; }

}  // namespace emulator::mmc

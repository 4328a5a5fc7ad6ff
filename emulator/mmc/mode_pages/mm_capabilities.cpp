#include "emulator/mmc/mode_pages/mm_capabilities.h"

#include <algorithm>

#include "emulator/mmc/mode_pages/mm_capabilities_layout.h"
#include "emulator/mmc/reply_bytes.h"

namespace emulator::mmc {
namespace {

namespace layout = mm_capabilities_page;
constexpr std::size_t fixed_bytes = 32;

// Speeds beyond 65535 kB/s do not fit and are told as the greatest that does.
std::uint64_t clipped(std::uint64_t value) { return std::min<std::uint64_t>(value, 0xFFFF); }

void set_abilities(base::MutableBytes page, const drive::Drive& drive) {
  const drive::DriveProfile& profile = drive.profile();
  const bool reads_cd = profile.reads(drive::Family::cd);
  const bool writes_cd = profile.writes(media::ProfileNumber::cd_r);
  layout::cd_r_read::set(page, reads_cd ? 1 : 0);
  layout::cd_rw_read::set(page, reads_cd ? 1 : 0);
  layout::dvd_rom_read::set(page, profile.reads(drive::Family::dvd) ? 1 : 0);
  // Linux lets a file system be mounted for writing on any erasable disc of a drive that writes DVD-RAM.
  layout::dvd_ram_read::set(page, profile.lists(media::ProfileNumber::dvd_ram) ? 1 : 0);
  const bool writes_dvd_minus = profile.writes_dvd_minus();
  layout::dvd_r_read::set(page, writes_dvd_minus ? 1 : 0);
  layout::dvd_r_write::set(page, writes_dvd_minus ? 1 : 0);
  layout::dvd_ram_write::set(page, profile.writes(media::ProfileNumber::dvd_ram) ? 1 : 0);
  layout::cd_r_write::set(page, writes_cd ? 1 : 0);
  layout::cd_rw_write::set(page, profile.writes(media::ProfileNumber::cd_rw) ? 1 : 0);
  layout::test_write::set(page, profile.cd_recording.test_write || writes_dvd_minus ? 1 : 0);
  layout::buf::set(page, profile.writes_anything() ? 1 : 0);
  layout::multi_session::set(page, 1);
  layout::mode_2_form_1::set(page, reads_cd ? 1 : 0);
}

void set_mechanism(base::MutableBytes page, const drive::Drive& drive) {
  constexpr std::uint64_t tray = 1;
  layout::loading_mechanism_type::set(page, tray);
  layout::eject::set(page, 1);
  layout::lock::set(page, 1);
  layout::lock_state::set(page, drive.prevention() == drive::Prevention::none ? 0 : 1);
}

void set_speeds(base::MutableBytes page, const drive::Drive& drive, const std::vector<std::uint32_t>& write_speeds) {
  layout::maximum_read_speed_supported::set(page, clipped(drive.read_speeds().front()));
  layout::current_read_speed_selected::set(page, clipped(drive.read_speed()));
  layout::maximum_write_speed_supported::set(page, clipped(write_speeds.empty() ? 0 : write_speeds.front()));
  // Obsolete, and still what wodim prints.
  layout::obsolete_current_write_speed_selected::set(page, clipped(drive.write_speed()));
  layout::current_write_speed_selected::set(page, clipped(drive.write_speed()));
  layout::number_of_write_speed_descriptors::set(page, write_speeds.size());
}

}  // namespace

// All of it depends on the drive and its disc, and nothing on the mode parameters.
base::ByteBuffer encode_mm_capabilities(const drive::Drive& drive, const drive::ModeParameters&) {
  constexpr std::int64_t bytes_per_kibibyte = 1024;
  const std::vector<std::uint32_t> write_speeds = drive.write_speeds();
  base::ByteBuffer page(fixed_bytes);
  set_abilities(page, drive);
  set_mechanism(page, drive);
  set_speeds(page, drive, write_speeds);
  layout::buffer_size_supported::set(
      page, clipped(static_cast<std::uint64_t>(drive.profile().buffer.value / bytes_per_kibibyte)));
  layout::copy_management_revision_supported::set(page, 1);
  for (const std::uint32_t speed : write_speeds) {
    base::ByteBuffer descriptor(4);
    mm_write_speed_descriptor::write_speed_supported::set(descriptor, clipped(speed));
    append(page, descriptor);
  }
  return page;
}

}  // namespace emulator::mmc

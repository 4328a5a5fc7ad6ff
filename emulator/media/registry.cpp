#include "emulator/media/registry.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <random>
#include <system_error>

#include "emulator/media/backing_file.h"
#include "emulator/media/bd_r.h"
#include "emulator/media/bd_re.h"
#include "emulator/media/cd_r.h"
#include "emulator/media/cd_rw.h"
#include "emulator/media/disc_file.h"
#include "emulator/media/dvd_minus_r.h"
#include "emulator/media/dvd_minus_rw.h"
#include "emulator/media/dvd_minus_sequential.h"
#include "emulator/media/dvd_plus_r.h"
#include "emulator/media/dvd_plus_r_dual_layer.h"
#include "emulator/media/dvd_plus_rw.h"
#include "emulator/media/dvd_ram.h"
#include "emulator/media/families.h"
#include "emulator/media/invariants.h"
#include "emulator/media/media_profile.h"
#include "emulator/media/rom.h"
#include "emulator/media/smaller_disc.h"

namespace emulator::media {
namespace {

// A lead-out at 99:59:74; two layers of DVD; four layers of BD.
constexpr base::BlockCount cd_blocks{449'849};
constexpr base::BlockCount dvd_blocks{4'173'824};
constexpr base::BlockCount bd_blocks{62'500'864};

constexpr std::array families{
    Family{ProfileNumber::cd_rom, FileAccess::shared_read, cd_blocks, cd_rom_rules, make_rom},
    Family{ProfileNumber::cd_r, FileAccess::exclusive_write, cd_blocks, cd_r_rules, make_cd_r},
    Family{ProfileNumber::cd_rw, FileAccess::exclusive_write, cd_blocks, cd_rw_rules, make_cd_rw},
    Family{ProfileNumber::dvd_rom, FileAccess::shared_read, dvd_blocks, rom_rules, make_rom},
    Family{ProfileNumber::bd_rom, FileAccess::shared_read, bd_blocks, rom_rules, make_rom},
    Family{ProfileNumber::dvd_minus_r_sequential, FileAccess::exclusive_write, dvd_blocks, dvd_minus_rules,
           make_dvd_minus_r},
    Family{ProfileNumber::dvd_minus_r_dual_layer_sequential, FileAccess::exclusive_write, dvd_blocks, dvd_minus_rules,
           make_dvd_minus_r},
    Family{ProfileNumber::dvd_minus_rw_sequential, FileAccess::exclusive_write, dvd_blocks, dvd_minus_rw_rules,
           make_dvd_minus_rw, &dvd_minus_rw_family},
    Family{ProfileNumber::dvd_plus_r, FileAccess::exclusive_write, dvd_blocks, dvd_plus_r_rules, make_dvd_plus_r},
    Family{ProfileNumber::dvd_plus_r_dual_layer, FileAccess::exclusive_write, dvd_blocks, dvd_plus_r_dual_layer_rules,
           make_dvd_plus_r_dual_layer},
    Family{ProfileNumber::dvd_ram, FileAccess::exclusive_write, dvd_blocks, dvd_ram_rules, make_dvd_ram,
           &dvd_ram_family},
    Family{ProfileNumber::dvd_plus_rw, FileAccess::exclusive_write, dvd_blocks, dvd_plus_rw_rules, make_dvd_plus_rw,
           &dvd_plus_rw_family},
    Family{ProfileNumber::bd_r_sequential, FileAccess::exclusive_write, bd_blocks, bd_r_rules, make_bd_r},
    Family{ProfileNumber::bd_re, FileAccess::exclusive_write, bd_blocks, bd_re_rules, make_bd_re, &bd_re_family},
};

using Kind = MediaError::Kind;

std::unexpected<MediaError> failure(Kind kind, const std::filesystem::path& file, std::string_view text) {
  return std::unexpected(MediaError{kind, fmt::format("{}: {}", file.string(), text)});
}

std::unexpected<MediaError> failure(const std::filesystem::path& file, const Violation& violation) {
  if (violation.is_newer_version) {
    return failure(Kind::newer_version, file,
                   fmt::format("made by a newer bbdrive ({}); use that one", violation.detail));
  }
  return failure(
      Kind::damaged, file,
      fmt::format("damaged disc file, {}: {}; take a copy of the disc instead", violation.invariant, violation.detail));
}

// Whether sector 16 begins a volume recognition sequence. ECMA-119, Volume Descriptors; ECMA-167 part 2, Volume
// recognition.
bool looks_like_volume(const BackingFile& file) {
  constexpr std::int64_t identifier_at = 16 * base::block_bytes + 1;
  constexpr std::array<std::string_view, 5> identifiers{"CD001", "BEA01", "NSR02", "NSR03", "CDW02"};
  std::array<std::uint8_t, 5> bytes{};
  if (!file.read(identifier_at, bytes)) return false;
  return std::ranges::any_of(identifiers, [&](std::string_view known) { return std::ranges::equal(known, bytes); });
}

// A disc file's magic stands in both superblocks, and one of them may be spoiled.
bool looks_like_disc(const BackingFile& file) {
  std::array<std::uint8_t, disc_file_magic.size()> bytes{};
  return std::ranges::any_of(std::array<std::int64_t, 2>{0, superblock_bytes}, [&](std::int64_t offset) {
    return file.read(offset, bytes) && looks_like_disc_file(bytes);
  });
}

// Why an image of that many blocks makes no such disc; nothing when it does.
std::optional<std::string> does_not_fit(base::BlockCount blocks, ProfileNumber rom) {
  const Family* const family = find_family(rom);
  if (family != nullptr && blocks <= family->largest) return std::nullopt;
  return fmt::format("an image of {} blocks is more than a {} holds; choose another --medium or another image",
                     blocks.value, rom_name(rom));
}

DiscContents rom_contents(ProfileNumber profile, base::BlockCount blocks) {
  const base::Lba end = base::Lba{} + blocks;
  DiscContents contents{.profile = profile, .identity = {.name = std::string{rom_name(profile)}, .capacity = blocks}};
  DiscState& state = contents.state;
  state.is_finalized = true;
  state.sessions.push_back({.number = 1, .is_closed = true, .lead_out = end});
  state.tracks.push_back(
      {.number = 1, .session = 1, .written_end = end, .end = end, .is_closed = true, .track_mode = 4});
  state.user_data().add({base::Lba{}, blocks});
  return contents;
}

// Pieces of zeros stay holes.
bool copy_image(const BackingFile& image, BackingFile& target, std::int64_t offset) {
  base::ByteBuffer piece;
  for (std::int64_t done = 0; done < image.size(); done += static_cast<std::int64_t>(piece.size())) {
    piece.resize(static_cast<std::size_t>(std::min(image.size() - done, std::int64_t{1} << 20)));
    if (!image.read(done, piece)) return false;
    const bool is_hole = std::ranges::all_of(piece, [](std::uint8_t byte) { return byte == 0; });
    if (!is_hole && !target.write(offset + done, piece)) return false;
  }
  return true;
}

std::optional<Violation> check(const LoadedDisc& disc, const Family& family) {
  const MediaIdentity& identity = disc.contents.identity;
  if (identity.capacity > family.largest) {
    return Violation{"identity", fmt::format("a capacity of {} blocks", identity.capacity.value)};
  }
  return check_contents(disc, family.rules(identity));
}

// The disc when all invariants hold.
std::expected<LoadedDisc, Violation> load_sound_disc(const BackingFile& file) {
  auto disc = load_disc(file);
  if (!disc) return disc;
  const Family* const family = find_family(disc->contents.profile);
  if (family == nullptr) {
    const auto number = static_cast<unsigned>(disc->contents.profile);
    return std::unexpected(Violation{"geometry", fmt::format("profile {:04X}h is unknown", number), true});
  }
  if (auto violation = check(*disc, *family)) return std::unexpected(*std::move(violation));
  return disc;
}

MediaResult<std::unique_ptr<Medium>> open_disc(const std::filesystem::path& path, std::unique_ptr<BackingFile> file,
                                               bool is_read_only) {
  auto disc = load_sound_disc(*file);
  if (!disc) return failure(path, disc.error());
  const Family& family = *find_family(disc->contents.profile);
  if (family.access == FileAccess::exclusive_write && !is_read_only) {
    // The lock first, then the reading that counts: the disc may have changed in between.
    file.reset();
    auto writable = open_file(path, family.access);
    if (!writable) return std::unexpected(writable.error());
    file = *std::move(writable);
    disc = load_sound_disc(*file);
    if (!disc) return failure(path, disc.error());
  }
  auto store = std::make_unique<Store>(std::move(file), *disc);
  if (!store->is_usable()) return failure(Kind::not_found, path, "cannot be mapped into memory");
  auto medium = family.make(std::move(store), std::move(disc->contents));
  medium->came_from({path, {.is_read_only = is_read_only}});
  return medium;
}

// The blocks of user data that a new disc has a format for: as sold, unless somebody wants it otherwise.
std::optional<base::BlockCount> formatted_at_first(const MediaProfile& profile, const CreateOptions& options) {
  const OverwritableFamily* const family = find_family(profile.profile)->overwritable;
  if (family == nullptr || !options.is_formatted.value_or(profile.formatted_capacity.has_value())) return std::nullopt;
  if (profile.formatted_capacity) return profile.formatted_capacity;
  return family->formats(profile.identity, DiscState{}).front().capacity;
}

std::expected<MediaIdentity, std::string> with_capacity(const MediaProfile& profile, base::BlockCount blocks) {
  const Family& family = *find_family(profile.profile);
  const std::string& name = profile.identity.name;
  if (family.overwritable != nullptr) {
    return std::unexpected(fmt::format("a {} has the capacity that its format gives it; leave --blocks out", name));
  }
  const std::int64_t unit = family.rules(profile.identity).ecc_block;
  auto smaller = smaller_disc(profile.identity, blocks, unit);
  if (smaller) return *std::move(smaller);
  return std::unexpected(fmt::format("a {} has up to {} blocks, in multiples of {}; say such a number with --blocks",
                                     name, profile.identity.capacity.value, unit * layers_of(profile.identity)));
}

}  // namespace

const Family* find_family(ProfileNumber profile) {
  const auto found = std::ranges::find(families, profile, &Family::profile);
  return found == families.end() ? nullptr : &*found;
}

MediaResult<std::unique_ptr<Medium>> open_medium(const std::filesystem::path& path, const OpenOptions& options) {
  auto file = open_file(path, FileAccess::shared_read);
  if (!file) return std::unexpected(file.error());
  if (looks_like_disc(**file)) {
    if (options.image_is) {
      return failure(Kind::not_a_medium, path, "a disc file, which knows what it is; leave --medium out");
    }
    return open_disc(path, *std::move(file), options.is_read_only);
  }

  const base::ByteCount size{(*file)->size()};
  if (size.value == 0 || (!options.image_is && !looks_like_volume(**file))) {
    return failure(Kind::not_a_medium, path, "neither a disc file nor an ISO image; make a disc with bbdrive disc new");
  }
  const ProfileNumber profile = options.image_is.value_or(rom_profile_for(size.blocks()));
  if (const auto reason = does_not_fit(size.blocks(), profile)) return failure(Kind::not_a_medium, path, *reason);
  auto rom = make_image_rom(*std::move(file), profile);
  if (!rom) return failure(rom.error().kind, path, rom.error().message);
  (*rom)->came_from({path, options});
  return rom;
}

MediaResult<std::unique_ptr<Medium>> reopen(std::unique_ptr<Medium> disc) {
  if (!disc || !disc->origin()) return disc;
  const Origin origin = *disc->origin();
  disc.reset();
  return open_medium(origin.file, origin.options);
}

MediaResult<std::optional<Violation>> verify_disc(const std::filesystem::path& path) {
  const auto file = open_file(path, FileAccess::shared_read);
  if (!file) return std::unexpected(file.error());
  if (!looks_like_disc(**file)) return failure(Kind::not_a_medium, path, "not a disc file; name one made by bbdrive");
  const auto disc = load_sound_disc(**file);
  if (disc) return std::optional<Violation>{};
  if (disc.error().is_newer_version || disc.error().leaves_nothing) return failure(path, disc.error());
  return disc.error();
}

MediaResult<void> create_disc(const std::filesystem::path& path, std::string_view medium,
                              const CreateOptions& options) {
  auto profile = load_media_profile(options.profiles, medium);
  if (!profile) return std::unexpected(profile.error());
  const Family* const family = find_family(profile->profile);
  if (family == nullptr) {
    return failure(Kind::bad_profile, path, fmt::format("no family of discs has the profile of \"{}\"", medium));
  }
  const std::optional<base::BlockCount> formatted = formatted_at_first(*profile, options);
  if (options.is_formatted.value_or(false) && !formatted) {
    return failure(Kind::bad_profile, path,
                   fmt::format("a {} is made without a format; leave --formatted out", medium));
  }
  if (options.capacity) {
    auto smaller = with_capacity(*profile, *options.capacity);
    if (!smaller) return failure(Kind::bad_profile, path, smaller.error());
    profile->identity = *std::move(smaller);
  }
  DiscContents contents{.profile = profile->profile, .identity = std::move(profile->identity)};
  if (formatted) format_completely(contents.state, *formatted, *family->overwritable);
  contents.state.disc_identification = options.disc_identification.value_or(std::random_device{}());
  const LoadedDisc blank{.geometry = plan_geometry(contents), .contents = contents};
  if (const auto violation = check(blank, *family)) {
    return failure(Kind::bad_profile, options.profiles / fmt::format("{}.json", medium),
                   fmt::format("{}; correct it", violation->detail));
  }

  auto file = create_file(path);
  if (!file) return std::unexpected(file.error());
  if (!write_new_disc((*file)->file(), contents)) {
    return failure(Kind::cannot_write, path, "cannot be written; free some space on its file system");
  }
  return (*file)->publish();
}

MediaResult<void> create_rom(const std::filesystem::path& path, ProfileNumber profile,
                             const std::filesystem::path& image) {
  const auto source = open_file(image, FileAccess::shared_read);
  if (!source) return std::unexpected(source.error());
  if (looks_like_disc(**source)) {
    return failure(Kind::not_a_medium, image, "a disc file already, which bbdrive serve takes as it is; name an image");
  }
  const base::BlockCount blocks = base::ByteCount{(*source)->size()}.blocks();
  if (blocks.value == 0) return failure(Kind::not_a_medium, image, "is empty; name an ISO image");
  if (const auto reason = does_not_fit(blocks, profile)) return failure(Kind::not_a_medium, image, *reason);
  const DiscContents contents = rom_contents(profile, blocks);
  auto file = create_file(path);
  if (!file) return std::unexpected(file.error());
  BackingFile& target = (*file)->file();
  if (!write_new_disc(target, contents) ||
      !copy_image(**source, target, plan_geometry(contents).offset_of(base::Lba{})) || !target.synchronize()) {
    return failure(Kind::cannot_write, path, "cannot be written; free some space on its file system");
  }
  return (*file)->publish();
}

std::optional<ProfileNumber> rom_named(std::string_view name) {
  using enum ProfileNumber;
  for (const ProfileNumber rom : {cd_rom, dvd_rom, bd_rom}) {
    if (rom_name(rom) == name) return rom;
  }
  return std::nullopt;
}

std::vector<std::string> medium_names(const std::filesystem::path& profiles) {
  std::vector<std::string> names;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator{profiles, failed}) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace emulator::media

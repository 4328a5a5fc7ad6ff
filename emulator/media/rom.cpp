#include "emulator/media/rom.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "emulator/media/sequential_disc.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::media {
namespace sense = scsi::sense;
namespace {

constexpr base::BlockCount largest_cd_rom{360'000};
constexpr base::BlockCount largest_dvd_rom{4'173'824};

struct Image {
  std::unique_ptr<BackingFile> file;
  Mapping bytes;
  MediaIdentity identity;
};

Result<std::vector<scsi::Segment>> read_image(const Image& image, base::BlockRange range) {
  const auto wanted = static_cast<std::size_t>(range.count.value * base::block_bytes);
  const auto offset = static_cast<std::size_t>(range.first.value * base::block_bytes);
  const std::size_t there = std::min(wanted, image.bytes.bytes.size() - offset);
  const base::Bytes bytes = image.bytes.bytes.subspan(offset, there);
  if (!image.file->is_there(image.bytes, bytes)) {
    const base::Lba end = base::Lba{} + base::BlockCount{image.file->size() / base::block_bytes};
    return std::unexpected(
        sense::unrecovered_read_error.at(end < range.end() ? std::max(end, range.first) : range.first));
  }
  std::vector<scsi::Segment> segments;
  segments.emplace_back(scsi::Slice{image.bytes.keep, bytes});
  if (there < wanted) segments.emplace_back(scsi::Fill{0, wanted - there});
  return segments;
}

DiscLayout describe_image(const Image& image) {
  DiscLayout layout{.status = DiscStatus::complete};
  const base::Lba lead_out = base::Lba{} + image.identity.capacity;
  layout.sessions.push_back(
      {.number = 1, .state = SessionState::complete, .first_track = 1, .last_track = 1, .lead_out = lead_out});
  layout.tracks.push_back({.number = 1,
                           .session = 1,
                           .size = image.identity.capacity,
                           .last_recorded = lead_out - base::BlockCount{1},
                           .is_closed = true});
  return layout;
}

class Rom final : public Medium {
 public:
  Rom(ProfileNumber profile, Image image) : profile_(profile), content_(std::move(image)) {}
  Rom(ProfileNumber profile, SequentialDisc disc) : profile_(profile), content_(std::move(disc)) {}

  [[nodiscard]] ProfileNumber profile_number() const override { return profile_; }

  [[nodiscard]] const MediaIdentity& identity() const override {
    if (const auto* image = std::get_if<Image>(&content_)) return image->identity;
    return std::get<SequentialDisc>(content_).identity();
  }

  [[nodiscard]] DiscLayout layout(const WriteParameters&) const override {
    if (const auto* image = std::get_if<Image>(&content_)) return describe_image(*image);
    const auto& disc = std::get<SequentialDisc>(content_);
    return describe(disc.recorded(), disc.rules());
  }

  [[nodiscard]] base::Lba last_readable() const override {
    if (const auto* image = std::get_if<Image>(&content_)) return base::Lba{image->identity.capacity.value - 1};
    return media::last_readable(std::get<SequentialDisc>(content_).recorded());
  }

  [[nodiscard]] base::BlockCount ecc_block() const override {
    return base::BlockCount{is_cd(profile_) ? 1 : profile_ == ProfileNumber::dvd_rom ? 16 : 32};
  }

  [[nodiscard]] Result<std::vector<scsi::Segment>> read(base::BlockRange range) const override {
    if (range.empty()) return std::vector<scsi::Segment>{};
    if (const auto* image = std::get_if<Image>(&content_)) {
      const base::BlockRange all{base::Lba{}, image->identity.capacity};
      if (range.within(all)) return read_image(*image, range);
      const base::Lba outside = range.first < all.first ? range.first : std::max(range.first, all.end());
      return std::unexpected(sense::logical_block_address_out_of_range.at(outside));
    }
    return std::get<SequentialDisc>(content_).read(range);
  }

  Result<void> write(const WriteJob&, const WriteParameters&) override { return refuse(); }
  Result<void> reserve(base::BlockCount, const WriteParameters&) override { return refuse(); }
  Result<void> send_cue_sheet(const std::vector<CueEntry>&, const WriteParameters&) override { return refuse(); }
  Result<scsi::FlushEpoch> close(const CloseJob&, const WriteParameters&) override { return refuse(); }

  // SYNCHRONIZE CACHE is GOOD when nothing is pending, also on read-only media (MMC-6, SYNCHRONIZE CACHE command).
  Result<scsi::FlushEpoch> synchronize(const WriteParameters&) override { return checkpoint(); }
  scsi::FlushEpoch checkpoint() override { return scsi::FlushEpoch{0}; }
  bool flush(scsi::FlushEpoch) override { return true; }

 private:
  static std::unexpected<scsi::Sense> refuse() {
    return std::unexpected(sense::cannot_write_medium_incompatible_format);
  }

  ProfileNumber profile_;
  std::variant<Image, SequentialDisc> content_;
};

}  // namespace

ProfileNumber rom_profile_for(base::BlockCount blocks) {
  if (blocks <= largest_cd_rom) return ProfileNumber::cd_rom;
  return blocks <= largest_dvd_rom ? ProfileNumber::dvd_rom : ProfileNumber::bd_rom;
}

std::string_view rom_name(ProfileNumber profile) {
  switch (profile) {
    case ProfileNumber::cd_rom:
      return "cd-rom";
    case ProfileNumber::dvd_rom:
      return "dvd-rom";
    case ProfileNumber::bd_rom:
      return "bd-rom";
    default:
      return {};
  }
}

MediaResult<std::unique_ptr<Medium>> make_image_rom(std::unique_ptr<BackingFile> image, ProfileNumber profile) {
  const std::int64_t size = image->size();
  Mapping bytes = image->map(0, size);
  Image content{.file = std::move(image), .bytes = std::move(bytes)};
  if (content.bytes.bytes.empty()) {
    return std::unexpected(MediaError{MediaError::Kind::not_found, "cannot be mapped into memory"});
  }
  content.identity.name = rom_name(profile);
  content.identity.capacity = base::ByteCount{size}.blocks();
  return std::make_unique<Rom>(profile, std::move(content));
}

SequentialRules cd_rom_rules(const MediaIdentity& identity) { return {.capacity = identity.capacity}; }

SequentialRules rom_rules(const MediaIdentity& identity) {
  return {.capacity = identity.capacity, .most_tracks = 7927, .most_sessions = 7927};
}

std::unique_ptr<Medium> make_rom(std::unique_ptr<Store> store, DiscContents contents) {
  const ProfileNumber profile = contents.profile;
  const SequentialRules rules = is_cd(profile) ? cd_rom_rules(contents.identity) : rom_rules(contents.identity);
  return std::make_unique<Rom>(profile, SequentialDisc{std::move(store), std::move(contents), rules});
}

}  // namespace emulator::media

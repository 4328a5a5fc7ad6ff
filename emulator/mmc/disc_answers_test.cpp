// What real drives said of discs, beside what ours says of a disc in the same state: fixtures/discs, one file a report.
// The sheets of fixtures/layouts say where a field lies, so the emulator's own layouts have no part in it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "emulator/media/disc_file.h"
#include "emulator/media/media_profile.h"
#include "emulator/media/registry.h"
#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

const fs::path fixtures = BURNBENCH_SOURCE_DIR "/fixtures";

json read_json(const fs::path& file) {
  std::ifstream in(file);
  return json::parse(in);
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

// All layouts of all sheets, by name.
const std::map<std::string, json>& sheets() {
  static const std::map<std::string, json> layouts = [] {
    std::map<std::string, json> all;
    for (const fs::path& file : files_in(fixtures / "layouts")) {
      const json sheet = read_json(file);
      for (const auto& [name, layout] : sheet.at("layouts").items()) all[name] = layout;
    }
    return all;
  }();
  return layouts;
}

std::uint64_t value_of(base::Bytes bytes, std::size_t at, const json& field) {
  const std::size_t first = at + field.at("byte").get<std::size_t>();
  const std::size_t width = field.value("width", std::size_t{1});
  if (first + width > bytes.size()) throw std::runtime_error("the reply is too short");
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < width; ++i) value = value << 8 | bytes[first + i];
  if (!field.contains("high")) return value;
  const unsigned low = field.at("low"), high = field.at("high");
  return value >> low & ((1ULL << (high - low + 1)) - 1);
}

base::Lba lba(const json& value) { return base::Lba{value.get<std::int64_t>()}; }

// The disc as the report found it: what was recorded on the blank of profiles/media.
media::DiscContents contents_of(const json& disc) {
  auto profile =
      media::load_media_profile(BURNBENCH_SOURCE_DIR "/profiles/media", disc.at("medium").get<std::string>());
  if (!profile) throw std::runtime_error(profile.error().message);
  media::DiscContents contents{.profile = profile->profile, .identity = profile->identity};
  media::DiscState& state = contents.state;
  state.is_finalized = disc.value("finalized", false);
  if (disc.contains("formatting")) {
    const json& formatting = disc.at("formatting");
    state.formatted_until = base::Lba{formatting.value("until", std::int64_t{0})};
    state.formatting = media::Formatting{.capacity = base::BlockCount{formatting.at("capacity").get<std::int64_t>()},
                                         .takes_overwrites = formatting.at("takes_overwrites")};
  }
  for (const json& each : disc.value("sessions", json::array())) {
    media::RecordedSession session{.number = static_cast<std::uint16_t>(state.sessions.size() + 1),
                                   .is_closed = each.at("closed"),
                                   .is_at_once = each.value("at_once", false)};
    for (const json& track : each.at("tracks")) {
      const media::RecordedTrack recorded{.number = static_cast<std::uint16_t>(state.tracks.size() + 1),
                                          .session = session.number,
                                          .start = lba(track.at("start")),
                                          .written_end = lba(track.at("written_end")),
                                          .end = lba(track.at("end")),
                                          .is_reserved = track.value("reserved", false),
                                          .is_closed = track.at("closed"),
                                          .track_mode = track.value("track_mode", std::uint8_t{4})};
      state.user_data().add({recorded.start, recorded.written_end - recorded.start});
      if (each.at("tracks").front() == track) session.start = recorded.start;
      if (session.is_closed) session.lead_out = recorded.end;
      state.tracks.push_back(recorded);
    }
    state.sessions.push_back(session);
  }
  return contents;
}

struct Count {
  int compared{};
  int equal{};
};

class Comparison {
 public:
  explicit Comparison(const fs::path& file) : report_(read_json(file)), name_(file.stem().string()) {
    std::string folder = (fs::temp_directory_path() / "burnbench-answers-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no folder");
    folder_ = folder;
  }
  Comparison(const Comparison&) = delete;
  Comparison& operator=(const Comparison&) = delete;
  ~Comparison() {
    bench_.reset();
    fs::remove_all(folder_);
  }

  Count run() {
    insert();
    for (const json& answer : report_.at("answers")) compare(answer);
    return count_;
  }
  [[nodiscard]] std::string family() const { return report_.at("family"); }

 private:
  void insert() {
    const fs::path path = folder_ / "disc.bbd";
    const media::DiscContents contents = contents_of(report_.at("disc"));
    {
      auto file = media::create_file(path);
      ASSERT_TRUE(file && media::write_new_disc((*file)->file(), contents) && (*file)->publish());
    }
    auto opened = media::open_medium(path);  // every invariant is checked here
    ASSERT_TRUE(opened) << opened.error().message;
    bench_ = std::make_unique<TestDrive>(drive::DriveOptions{.disc = *std::move(opened)});
    // What a host would do to the disc before it asks.
    for (const json& command : report_.at("disc").value("commands", json::array())) {
      ASSERT_EQ(bench_->outcome(command.get<std::string>()), "GOOD") << command;
    }
  }

  void compare(const json& answer) {
    const std::string cdb = answer.at("cdb");
    const scsi::Reply reply = bench_->send(cdb);
    if (answer.contains("sense")) {
      std::string ours = reply.status == scsi::Status::good ? "GOOD" : TestDrive::sense_text(reply);
      // A report may know the key and the code alone.
      if (ours.starts_with(answer.at("sense").get<std::string>() + "/")) ours = answer.at("sense");
      return judge(fmt::format("{}: sense", cdb), answer.at("sense"), ours, answer.value("unequal", json::object()),
                   "sense");
    }
    const base::ByteBuffer bytes = scsi::gather(reply.segments);
    for (const json& piece : answer.at("pieces")) {
      const std::string layout = piece.at("layout");
      const std::size_t at = piece.value("at", std::size_t{0});
      for (const json& each : piece.value("texts", json::array())) {
        const std::string text = each.at("text");
        const std::size_t first = at + each.at("byte").get<std::size_t>();
        ASSERT_LE(first + text.size(), bytes.size());
        judge(fmt::format("{}: text at {}", cdb, first), text, std::string(&bytes[first], &bytes[first] + text.size()),
              json::object(), "text");
      }
      const json claims = piece.value("fields", json::object());
      for (const auto& [name, real] : claims.items()) {
        const json& fields = sheets().at(layout).at("fields");
        const auto place = std::ranges::find_if(fields, [&](const json& field) { return field.at("name") == name; });
        ASSERT_NE(place, fields.end()) << layout << " has no " << name;
        ASSERT_NO_THROW(value_of(bytes, at, *place)) << cdb << " " << name << " of " << bytes.size() << " bytes";
        judge(fmt::format("{}: {}.{}", cdb, layout, name), real, value_of(bytes, at, *place),
              piece.value("unequal", json::object()), name);
      }
    }
  }

  void judge(const std::string& what, const json& real, const json& ours, const json& unequal,
             const std::string& name) {
    ++count_.compared;
    if (real == ours) {
      ++count_.equal;
      EXPECT_FALSE(unequal.contains(name)) << name_ << ", " << what << " is equal now; take it out of \"unequal\"";
      return;
    }
    if (!unequal.contains(name)) {
      ADD_FAILURE() << name_ << ", " << what << ": the real drive says " << real << ", ours " << ours;
      return;
    }
    EXPECT_EQ(unequal.at(name).at("ours"), ours)
        << name_ << ", " << what << ": not the value that the fixture explains";
  }

  json report_;
  std::string name_;
  fs::path folder_;
  std::unique_ptr<TestDrive> bench_;
  Count count_;
};

// For whoever reads the test run: scripts/test prints what lies in that folder at its end.
void write_report(const std::string& lines) {
  const char* const folder = std::getenv("BURNBENCH_REPORTS");
  if (folder != nullptr) std::ofstream(fs::path(folder) / "disc_answers.txt") << lines;
}

TEST(DiscAnswers, are_those_of_real_drives_or_say_why_not) {
  std::map<std::string, Count> families;
  std::map<std::string, int> reports;
  for (const fs::path& file : files_in(fixtures / "discs")) {
    Comparison comparison(file);
    const Count count = comparison.run();
    if (HasFatalFailure()) return;
    fmt::print("{}: {} fields compared, {} equal\n", file.stem().string(), count.compared, count.equal);
    Count& family = families[comparison.family()];
    family.compared += count.compared;
    family.equal += count.equal;
    ++reports[comparison.family()];
  }
  ASSERT_FALSE(families.empty());
  std::string lines;
  for (const auto& [name, count] : families) {
    lines += fmt::format("answers of real drives, {}: {} reports, {} fields compared, {} equal\n", name, reports[name],
                         count.compared, count.equal);
    EXPECT_GE(count.equal * 10, count.compared * 9) << name << ": less than 90 % are equal";
  }
  fmt::print("{}", lines);
  write_report(lines);
}

}  // namespace
}  // namespace emulator::mmc

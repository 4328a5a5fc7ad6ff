#include "emulator/hostile_input.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>

#include "emulator/base/hex.h"
#include "emulator/emulator.h"

namespace emulator {
namespace {

constexpr std::size_t small_piece = 7;
constexpr std::size_t most_output = std::size_t{64} << 20;  // of one connection; hundreds of commands of a megabyte

Target target_of(DriveSetup setup) {
  std::vector<NamedUnit> units;
  setup.target_name = target_name_of("one");
  units.push_back({.name = setup.target_name, .unit = make_drive(setup).value()});
  return Target(std::move(units));
}

void take_output(iscsi::Session& session, base::ByteBuffer& all) {
  std::array<base::Bytes, 8> pieces;
  while (const std::size_t count = session.output(pieces)) {
    std::size_t size = 0;
    for (std::size_t i = 0; i < count; ++i) {
      all.insert(all.end(), pieces[i].begin(), pieces[i].end());
      size += pieces[i].size();
    }
    session.sent(size);
  }
}

base::ByteBuffer answer_to(base::Bytes input, std::size_t piece) {
  Target target = target_of({.profile = "generic-bd", .stepped = true});
  const auto session = target.connect("127.0.0.1:3260");
  base::ByteBuffer all;
  while (!input.empty() && all.size() < most_output) {
    const std::size_t size = std::min(piece, input.size());
    session->receive(input.first(size), {});
    target.pump({});
    take_output(*session, all);
    input = input.subspan(size);
  }
  session->end({});
  return all;
}

// A folder that goes away; what lies in it is made once.
class Discs {
 public:
  Discs() {
    std::string name = std::filesystem::temp_directory_path() / "burnbench-hostile-XXXXXX";
    folder_ = ::mkdtemp(name.data());
    std::ofstream image(folder_ / "image.iso", std::ios::binary);
    image.seekp(16 * base::block_bytes);
    image << "\x01" << "CD001\x01";
    image.close();
    std::filesystem::resize_file(folder_ / "image.iso", 400 * base::block_bytes);
  }
  ~Discs() { std::filesystem::remove_all(folder_); }
  Discs(const Discs&) = delete;
  Discs& operator=(const Discs&) = delete;

  // Nothing, a pressed disc, or a blank one that nobody wrote on yet.
  std::optional<std::filesystem::path> disc(std::uint8_t choice) {
    constexpr std::array media{"cd-r", "dvd+r", "bd-r", "dvd+r-dl"};
    const std::size_t number = choice % (2 + media.size());
    if (number == 0) return std::nullopt;
    if (number == 1) return folder_ / "image.iso";
    const std::filesystem::path file = folder_ / "disc.bbd";
    std::filesystem::remove(file);
    make_blank_disc(file, media.at(number - 2)).value();
    return file;
  }

 private:
  std::filesystem::path folder_;
};

// What is left of the input, and what is taken from its front.
class Commands {
 public:
  explicit Commands(base::Bytes input) : left_(input) {}
  [[nodiscard]] bool has_more() const { return left_.size() >= header; }
  DirectCommand take(base::Instant& now) {
    now = now + std::chrono::milliseconds(left_[0]) * 100;
    const std::size_t wanted = std::size_t{left_[1]} << 8 | left_[2];
    DirectCommand command{.cdb = left_.subspan(3, 16)};
    left_ = left_.subspan(header);
    command.data_out = left_.first(std::min(wanted, left_.size()));
    left_ = left_.subspan(command.data_out.size());
    return command;
  }

 private:
  static constexpr std::size_t header = 19;
  base::Bytes left_;
};

std::string wrong_in(const DirectCommand& command, const DirectAnswer& answer) {
  constexpr std::uint8_t good = 0x00, check_condition = 0x02, reservation_conflict = 0x18;
  const bool is_known =
      answer.status == good || answer.status == check_condition || answer.status == reservation_conflict;
  if (!is_known) return fmt::format("{}: status {:02X}h", base::format_hex(command.cdb), answer.status);
  if (answer.status == check_condition && answer.sense.size() < 8) return "CHECK CONDITION without sense data";
  if (answer.busy.count() < 0) return "an answer before its command";
  return "";
}

}  // namespace

std::string wrong_in_connection(base::Bytes input) {
  return answer_to(input, input.size()) == answer_to(input, small_piece) ? "" : "small pieces are answered otherwise";
}

std::string wrong_in_commands(base::Bytes input) {
  static Discs discs;
  if (input.empty()) return "";
  Target target = target_of({.profile = "generic-bd", .disc = discs.disc(input[0]), .stepped = true});
  base::Instant now{};
  const scsi::NexusId nexus = target.begin_nexus(0, now);
  std::string wrong;
  for (Commands commands(input.subspan(1)); commands.has_more() && wrong.empty();) {
    const DirectCommand command = commands.take(now);
    const DirectAnswer answer = target.command(nexus, command, now);
    now = now + answer.busy;
    wrong = wrong_in(command, answer);
  }
  const auto inquiry = base::parse_hex("12 00 00 00 24 00").value();
  if (target.command(nexus, {.cdb = inquiry}, now).data_in.size() != 36) wrong = "the drive does not say who it is";
  target.end_nexus(nexus, now);
  return wrong;
}

}  // namespace emulator

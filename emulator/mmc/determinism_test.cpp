// The drive's contract: the same profile, seed, fault plan and timed requests give the same bytes. One long session
// with everything that might break it (chance, faults, background work, random commands) is run twice and compared.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "emulator/base/prng.h"
#include "emulator/media/registry.h"
#include "emulator/mmc/command_table.h"
#include "emulator/mmc/execute.h"
#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

constexpr int requests = 1500;

void append(base::ByteBuffer& record, base::Bytes bytes) { record.insert(record.end(), bytes.begin(), bytes.end()); }

void append_number(base::ByteBuffer& record, std::uint64_t number) {
  for (int shift = 0; shift < 64; shift += 8) record.push_back(static_cast<std::uint8_t>(number >> shift));
}

drive::FaultPlan faults() {
  return drive::FaultPlan{
      {{.operation_code = std::uint8_t{0x25},
        .ratio = drive::Ratio{1, 3},
        .fault = drive::Fail{scsi::sense::l_ec_uncorrectable_error}},
       {.operation_code = std::uint8_t{0x28}, .ratio = drive::Ratio{1, 4}, .fault = drive::Corrupt{7}},
       {.ratio = drive::Ratio{1, 50}, .fault = drive::Delay{std::chrono::milliseconds(30)}}}};
}

// A host of two nexuses that burns, reads back and asks at random, and at times sends bytes without a sense.
class Host {
 public:
  explicit Host(std::uint64_t seed) : chance_(seed) {}

  scsi::Request next(const base::ByteBuffer& open_track) {
    scsi::Request request{.nexus = chance_.chance(1, 5) ? other_host : one_host};
    switch (chance_.below(4)) {
      case 0:
        write(request, open_track);
        break;
      case 1:
        set(request, {0x28, 0, 0, 0, 0, byte(), 0, 0, static_cast<std::uint8_t>(chance_.below(4)), 0});
        break;
      case 2:
        close_or_ask(request);
        break;
      default:
        anything(request);
        break;
    }
    return request;
  }
  // The beginning is the same whatever commands there are to choose from: blocks, and a session around them.
  scsi::Request opening(int number, const base::ByteBuffer& open_track) {
    scsi::Request request{.nexus = one_host};
    if (number < closing_request) {
      write(request, open_track);
    } else {
      set(request, {0x5B, 0, 2});
    }
    return request;
  }
  static constexpr int closing_request = 4;
  base::Prng& chance() { return chance_; }

 private:
  std::uint8_t byte() { return static_cast<std::uint8_t>(chance_.next()); }
  static void set(scsi::Request& request, const base::ByteBuffer& cdb) {
    std::ranges::copy(cdb, request.cdb.bytes.begin());
  }

  // At the next writable address, which READ TRACK INFORMATION has in its bytes 12 to 15.
  void write(scsi::Request& request, const base::ByteBuffer& open_track) {
    base::ByteBuffer cdb{0x2A, 0, 0, 0, 0, 0, 0, 0, 16, 0};
    if (open_track.size() >= 16) std::copy_n(open_track.begin() + 12, 4, cdb.begin() + 2);
    set(request, cdb);
    data_.assign(std::size_t{16} * 2048, byte());
    request.data_out = data_;
  }

  void close_or_ask(scsi::Request& request) {
    static const std::vector<base::ByteBuffer> commands{{0x35},
                                                        {0x35, 2},
                                                        {0x5B, 1, 2},
                                                        {0x5B, 0, 1},
                                                        {0x51, 0, 0, 0, 0, 0, 0, 0, 34},
                                                        {0x43, 0, 0, 0, 0, 0, 0, 0, 100},
                                                        {0x46, 0, 0, 0, 0, 0, 0, 2, 0},
                                                        {0x4A, 1, 0, 0, 0x7E, 0, 0, 0, 8},
                                                        {0x5A, 0, 0x3F, 0, 0, 0, 0, 2, 0},
                                                        {0x25},
                                                        {0x1B, 0, 0, 0, 2},
                                                        {0x1B, 1, 0, 0, 3},
                                                        {0x03, 0, 0, 0, 18},
                                                        {0x5C, 0, 0, 0, 0, 0, 0, 0, 12},
                                                        {0x12, 0, 0, 0, 96},
                                                        {0xAC, 0, 0, 0, 0, 0, 0, 0, 0, 8, 3}};
    set(request, commands[chance_.below(commands.size())]);
  }

  // A command that the drive has, with random fields and data.
  void anything(scsi::Request& request) {
    for (std::uint8_t& field : request.cdb.bytes) field = byte();
    request.cdb.bytes[0] = all_commands()[chance_.below(all_commands().size())].operation_code;
    data_.resize(chance_.below(64));
    for (std::uint8_t& value : data_) value = byte();
    request.data_out = data_;
  }

  base::Prng chance_;
  base::ByteBuffer data_;
};

class Determinism : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "burnbench-twice-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  drive::Drive fresh_drive(std::uint64_t seed, drive::Pace pace) {
    const std::filesystem::path file = folder_ / "disc.bbd";
    std::filesystem::remove(file);
    const auto created = media::create_disc(
        file, GetParam(), {.profiles = BURNBENCH_SOURCE_DIR "/profiles/media", .disc_identification = 0x12345678});
    EXPECT_TRUE(created) << created.error().message;
    auto disc = media::open_medium(file);
    EXPECT_TRUE(disc) << disc.error().message;
    return {profile_of("generic-bd"), {.disc = *std::move(disc), .seed = seed, .pace = pace, .faults = faults()}};
  }

  // All that a host gets to see, one answer behind the other.
  base::ByteBuffer session(std::uint64_t seed, drive::Pace pace = drive::Pace::timed) {
    drive::Drive drive = fresh_drive(seed, pace);
    drive.nexus_began(one_host);
    drive.nexus_began(other_host);
    select_track_at_once(drive);
    Host host(1);
    base::Instant now{};
    base::ByteBuffer record;
    base::ByteBuffer open_track;
    for (int i = 0; i < requests; ++i) {
      const scsi::Request request = i % 3 == 0                   ? open_track_request()
                                    : i <= Host::closing_request ? host.opening(i, open_track)
                                                                 : host.next(open_track);
      now = now + std::chrono::microseconds(host.chance().below(300'000));
      const scsi::Reply reply = execute(drive, request, now);
      const base::ByteBuffer data = scsi::gather(reply.segments);
      if (i % 3 == 0) open_track = data;
      record.push_back(static_cast<std::uint8_t>(reply.status));
      append(record, reply.sense ? scsi::encode_fixed(*reply.sense) : base::ByteBuffer{});
      append(record, data);
      append_number(record, static_cast<std::uint64_t>(reply.busy_for.count()));
      append_number(record, reply.durable_after ? static_cast<std::uint64_t>(*reply.durable_after) : 0);
      if (reply.durable_after && drive.medium() != nullptr) drive.medium()->flush(*reply.durable_after);
      sessions_ = drive.medium() == nullptr ? sessions_ : drive.layout().sessions.size();
    }
    return record;
  }

  // The write parameters page, so that a CD takes what the host writes; other discs do not look at it.
  static void select_track_at_once(drive::Drive& drive) {
    drive.attentions().take(one_host);
    base::ByteBuffer list{0, 0, 0, 0, 0, 0, 0, 0, 0x05, 0x32, 0x41, 0xC4, 0x08, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x96};
    list.resize(60);
    scsi::Request request{.nexus = one_host, .data_out = list};
    std::ranges::copy(base::ByteBuffer{0x55, 0x10, 0, 0, 0, 0, 0, 0, 60, 0}, request.cdb.bytes.begin());
    EXPECT_EQ(execute(drive, request, {}).status, scsi::Status::good);
  }

  static scsi::Request open_track_request() {
    scsi::Request request{.nexus = one_host};
    std::ranges::copy(base::ByteBuffer{0x52, 1, 0, 0, 0, 0xFF, 0, 0, 48, 0}, request.cdb.bytes.begin());
    return request;
  }

  std::filesystem::path folder_;
  std::size_t sessions_{};  // on the disc when the session ended
};

TEST_P(Determinism, the_same_session_twice_is_the_same_byte_for_byte) {
  for (const drive::Pace pace : {drive::Pace::timed, drive::Pace::stepped}) {
    const base::ByteBuffer first = session(7, pace);
    EXPECT_GT(sessions_, 1U) << "the session was too tame: nothing was closed";
    EXPECT_TRUE(first == session(7, pace));
  }
}

// What is compared sees chance: with another seed other commands meet the faults.
TEST_P(Determinism, another_seed_gives_another_session) { EXPECT_FALSE(session(7) == session(8)); }

INSTANTIATE_TEST_SUITE_P(Media, Determinism, testing::Values("cd-r", "dvd+r", "bd-r"), [](const auto& medium) {
  std::string name = medium.param;
  std::ranges::replace_if(name, [](char c) { return c == '-' || c == '+'; }, '_');
  return name;
});

}  // namespace
}  // namespace emulator::mmc

#include "conformance/cases/closed_loop/emulated_drive.h"

#include <stdlib.h>

#include <stdexcept>
#include <utility>
#include <vector>

#include "conformance/cases/judge.h"
#include "conformance/cases/reply_layout.h"

namespace conformance::cases::closed_loop {
namespace {

namespace transport = driver::transport;

// Set-up that fails is no outcome of a command: the test that wanted it cannot go on.
template <typename Value>
Value must(std::expected<Value, emulator::SetupError> result) {
  if (!result) throw std::runtime_error(result.error().message);
  if constexpr (!std::is_void_v<Value>) return *std::move(result);
}

std::filesystem::path new_folder() {
  std::string name = std::filesystem::temp_directory_path() / "closed-loop-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error(name + " cannot be made");
  return name;
}

}  // namespace

DirectTransport::DirectTransport(emulator::Target& target, ModelClock& clock)
    : target_(target), clock_(clock), nexus_(target.begin_nexus(0, clock.now())) {}

DirectTransport::~DirectTransport() { target_.end_nexus(nexus_, clock_.now()); }

std::expected<void, transport::TransportError> DirectTransport::submit(const transport::Command& command) {
  emulator::DirectAnswer answer =
      target_.command(nexus_, {.cdb = command.cdb, .data_out = command.data_out}, clock_.now());
  clock_.wait(answer.busy);
  if (answer.is_lost) {
    return std::unexpected(transport::TransportError{transport::TransportError::Kind::lost, "the connection is lost"});
  }
  if (answer.data_in.size() > command.expected_bytes) answer.data_in.resize(command.expected_bytes);
  completion_ = {.status = answer.status,
                 .sense = std::move(answer.sense),
                 .data_in = std::move(answer.data_in),
                 .duration = std::chrono::duration_cast<std::chrono::microseconds>(answer.busy)};
  return {};
}

std::expected<transport::Completion, transport::TransportError> DirectTransport::wait() {
  return std::move(completion_);
}

EmulatedDrive::EmulatedDrive(const std::string& profile, const std::string& medium) : folder_(new_folder()) {
  emulator::DriveSetup setup{
      .profile = profile, .target_name = emulator::target_name_of("closed-loop"), .stepped = true};
  if (!medium.empty()) {
    setup.disc = folder_ / "disc.bbd";
    must(emulator::make_blank_disc(*setup.disc, medium));
  }
  std::vector<emulator::NamedUnit> units;
  units.push_back({setup.target_name, must(emulator::make_drive(setup))});
  target_ = std::make_unique<emulator::Target>(std::move(units));
  transport_ = std::make_unique<DirectTransport>(*target_, clock_);
}

EmulatedDrive::~EmulatedDrive() {
  transport_.reset();
  target_.reset();  // closes the disc before its folder goes
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

base::ByteBuffer EmulatedDrive::read(base::Lba first, base::BlockCount count) {
  constexpr std::int64_t at_once = 32;
  base::ByteBuffer bytes;
  for (std::int64_t done = 0; done < count.value; done += at_once) {
    const std::int64_t blocks = std::min(at_once, count.value - done);
    auto command = with<read_10_cdb::logical_block_address>(cdb("28 00 00 00 00 00 00 00 00 00"),
                                                            (first + base::BlockCount{done}).wire());
    command = with<read_10_cdb::transfer_length>(std::move(command), static_cast<std::uint64_t>(blocks));
    const auto expected = static_cast<std::size_t>(blocks * base::block_bytes);
    const auto answer = transport_->execute(
        {.cdb = command, .direction = transport::Direction::from_drive, .expected_bytes = expected});
    if (!answer || answer->status != 0) break;
    bytes.insert(bytes.end(), answer->data_in.begin(), answer->data_in.end());
  }
  return bytes;
}

}  // namespace conformance::cases::closed_loop

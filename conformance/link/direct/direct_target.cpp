#include "conformance/link/direct/direct_target.h"

#include <utility>

#include "emulator/emulator.h"

namespace conformance::link::direct {
namespace {

// What the host itself needs between two commands.
constexpr base::Duration host_pause = std::chrono::microseconds(100);  // assumed

// The drive and its time; links share it.
struct Shared {
  emulator::Target target;
  base::Instant now{};
};

class DirectLink final : public Link {
 public:
  explicit DirectLink(std::shared_ptr<Shared> shared)
      : shared_(std::move(shared)), nexus_(shared_->target.begin_nexus(0, shared_->now)) {}
  ~DirectLink() override { shared_->target.end_nexus(nexus_, shared_->now); }
  DirectLink(const DirectLink&) = delete;
  DirectLink& operator=(const DirectLink&) = delete;

  std::expected<Answer, LinkError> exchange(const Command& command) override {
    const emulator::DirectCommand direct{
        .lun = command.lun.value_or(0), .cdb = command.cdb, .data_out = command.data_out};
    emulator::DirectAnswer answer = shared_->target.command(nexus_, direct, shared_->now);
    shared_->now = shared_->now + answer.busy + host_pause;
    if (answer.is_lost) return std::unexpected(LinkError{LinkError::Kind::lost, "the connection is lost"});
    if (answer.data_in.size() > command.expected) answer.data_in.resize(command.expected);
    return Answer{.status = answer.status,
                  .sense = std::move(answer.sense),
                  .data_in = std::move(answer.data_in),
                  .duration = std::chrono::duration_cast<std::chrono::microseconds>(answer.busy)};
  }

 private:
  std::shared_ptr<Shared> shared_;
  emulator::scsi::NexusId nexus_;
};

class DirectTarget final : public Target {
 public:
  DirectTarget(std::shared_ptr<Shared> shared, std::string description)
      : shared_(std::move(shared)), description_(std::move(description)) {}

  std::expected<std::unique_ptr<Link>, LinkError> open() override { return std::make_unique<DirectLink>(shared_); }
  [[nodiscard]] LinkKind kind() const override { return LinkKind::direct; }
  [[nodiscard]] bool has_many_nexuses() const override { return true; }
  [[nodiscard]] std::string description() const override { return description_; }

 private:
  std::shared_ptr<Shared> shared_;
  std::string description_;
};

}  // namespace

std::expected<std::unique_ptr<Target>, std::string> make_direct_target(const DirectDrive& drive) {
  auto made = emulator::make_drive({.profile = drive.profile,
                                    .disc = drive.disc,
                                    .target_name = emulator::target_name_of("direct"),
                                    .seed = drive.seed,
                                    .stepped = true});
  if (!made) return std::unexpected(made.error().message);
  std::vector<emulator::NamedUnit> units;
  units.push_back({emulator::target_name_of("direct"), *std::move(made)});
  auto shared = std::make_shared<Shared>(emulator::Target(std::move(units)));
  return std::make_unique<DirectTarget>(std::move(shared), "direct:" + drive.profile);
}

}  // namespace conformance::link::direct

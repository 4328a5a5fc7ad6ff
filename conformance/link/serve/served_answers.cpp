#include "conformance/link/serve/served_answers.h"

#include <utility>
#include <vector>

#include "conformance/link/sense.h"
#include "conformance/link/sense_layout.h"
#include "emulator/serve.h"

namespace conformance::link::serve {
namespace {

namespace scsi = emulator::scsi;

// Fixed format sense as the target's own value. What it encodes again has key, ASC, ASCQ, information and progress.
std::optional<scsi::Sense> as_sense(base::Bytes bytes) {
  const auto code = sense_code(bytes);
  if (!code) return std::nullopt;
  scsi::Sense sense{.key = static_cast<scsi::SenseKey>(code->key), .asc = code->asc, .ascq = code->ascq};
  const auto response_code = sense_fixed::response_code::get(bytes);
  sense.deferred = response_code == 0x71 || response_code == 0x73;
  if (response_code > 0x71) return sense;
  namespace layout = sense_fixed_progress;
  if (layout::valid::get(bytes) != 0) sense.information = base::Lba::from_wire(layout::information::get(bytes));
  const bool is_progress = code->key == 0x0 || code->key == 0x2;  // SPC-4, Sense key specific sense data
  if (is_progress && bytes.size() >= layout::progress_indication::end && layout::sksv::get(bytes) != 0) {
    sense.progress = scsi::Progress{static_cast<std::uint16_t>(layout::progress_indication::get(bytes))};
  }
  return sense;
}

class AnsweringUnit final : public scsi::LogicalUnit {
 public:
  explicit AnsweringUnit(Answerer& answerer) : answerer_(answerer) {}

  scsi::Reply execute(const scsi::Request& request, base::Instant /*now*/) override {
    Answer answer = answerer_.answer({static_cast<std::uint32_t>(request.nexus), request.cdb, request.data_out});
    scsi::Reply reply;
    reply.status = static_cast<scsi::Status>(answer.status);
    reply.sense = as_sense(answer.sense);
    if (!answer.data_in.empty()) reply.segments.emplace_back(std::move(answer.data_in));
    return reply;
  }
  // What a drive would make of these is in no trace.
  void reset(scsi::ResetKind /*kind*/, base::Instant /*now*/) override {}
  void nexus_began(scsi::NexusId /*nexus*/, std::string_view /*port*/, base::Instant /*now*/) override {}
  void nexus_ended(scsi::NexusId /*nexus*/, base::Instant /*now*/) override {}
  bool flush(scsi::FlushEpoch /*epoch*/) override { return true; }

 private:
  Answerer& answerer_;
};

class ServedInBackground final : public Served {
 public:
  explicit ServedInBackground(std::unique_ptr<emulator::BackgroundServer> server) : server_(std::move(server)) {}
  [[nodiscard]] std::string url() const override { return server_->urls().front(); }

 private:
  std::unique_ptr<emulator::BackgroundServer> server_;
};

}  // namespace

std::expected<std::unique_ptr<Served>, std::string> serve(Answerer& answerer) {
  std::vector<emulator::NamedUnit> units;
  units.push_back({emulator::target_name_of("trace"), std::make_unique<AnsweringUnit>(answerer)});
  auto server = emulator::serve_in_background(std::move(units));
  if (!server) return std::unexpected(server.error().message);
  return std::make_unique<ServedInBackground>(*std::move(server));
}

}  // namespace conformance::link::serve

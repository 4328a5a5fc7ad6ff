#include "driver/transport/recorder.h"

#include <fmt/core.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>

#include "driver/transport/compress.h"
#include "emulator/base/hex.h"
#include "emulator/base/replaceable.h"
#include "emulator/base/utf_8.h"

namespace driver::transport {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t largest_hex_payload = 4096;

std::string sha256(base::Bytes bytes) {
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr);
  std::string text;
  for (const std::uint8_t byte : std::span{digest}.first(length)) text += fmt::format("{:02x}", byte);
  return text;
}

std::int64_t microseconds(base::Duration duration) {
  return std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
}

std::filesystem::path data_file(std::filesystem::path trace) { return trace += ".data"; }
std::filesystem::path partial(std::filesystem::path file) { return file += ".partial"; }

Json header_line(const TraceSubject& subject) {
  return {{"format", "burnbench-trace"},
          {"version", 1},
          {"drive", {{"vendor", subject.vendor}, {"product", subject.product}, {"revision", subject.revision}}},
          {"precondition",
           {{"profile", fmt::format("{:04X}", subject.profile)},
            {"medium", subject.medium ? Json(*subject.medium) : Json(nullptr)},
            {"state", subject.state}}},
          {"provenance",
           {{"source", "bbburn --record, version " BURNBENCH_VERSION},
            {"kind", subject.provenance},
            {"comment", subject.comment}}}};
}

// What an equal drive with an equal disc need not repeat; `null` where it has to repeat everything. MMC-6, READ DISC
// INFORMATION command: the Disc Identification of a CD, where DID_V is set. READ BUFFER CAPACITY command: the length of
// the available buffer.
Json masks_of(base::Bytes cdb, const Completion& completion) {
  constexpr std::uint8_t read_disc_information = 0x51;
  constexpr std::uint8_t read_buffer_capacity = 0x5C;
  const auto four_bytes = [](int offset, std::string_view reason) {
    return Json::array({{{"part", "in"}, {"offset", offset}, {"length", 4}, {"reason", reason}}});
  };
  const base::Bytes in = completion.data_in;
  if (completion.status != 0 || cdb.empty()) return nullptr;
  if (cdb[0] == read_buffer_capacity && in.size() >= 12) return four_bytes(8, "buffer level");
  const bool is_standard = cdb[0] == read_disc_information && (cdb[1] & 7) == 0 && in.size() >= 16;
  if (is_standard && (in[7] & 0x80) != 0) return four_bytes(12, "disc identification: every blank CD has its own");
  return nullptr;
}

// Replaces what is no UTF-8: names of drives and files are bytes of somebody else.
std::string line_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace

Recorder::Recorder(std::filesystem::path trace, Transport& inner, Clock& clock)
    : trace_(std::move(trace)),
      inner_(inner),
      clock_(clock),
      begun_(clock.now()),
      lines_(partial(trace_), std::ios::binary) {}

Recorder::~Recorder() {
  std::error_code absent_is_well;
  std::filesystem::remove(partial(trace_), absent_is_well);
  std::filesystem::remove(partial(data_file(trace_)), absent_is_well);
}

std::expected<std::unique_ptr<Recorder>, std::string> Recorder::begin(const std::filesystem::path& trace,
                                                                      const TraceSubject& subject, Transport& inner,
                                                                      Clock& clock) {
  const auto failed = [&](std::string_view reason) {
    return std::unexpected(fmt::format("{} cannot be written: {}", trace.string(), reason));
  };
  const auto target = base::replaceable(trace);
  if (!target) return failed(target.error());
  // The trace names its data file, in JSON.
  if (!base::is_utf_8(target->filename().string())) return failed("its name is not UTF-8, as those in a trace are");
  std::unique_ptr<Recorder> recorder{new Recorder(*target, inner, clock)};
  recorder->lines_ << line_of(header_line(subject)) << std::flush;
  if (!recorder->lines_) return failed(std::strerror(errno));
  return recorder;
}

std::expected<void, TransportError> Recorder::submit(const Command& command) {
  started_ = clock_.now();
  outstanding_ = command;
  outstanding_data_.assign(command.data_out.begin(), command.data_out.end());
  return inner_.submit(command);
}

std::expected<Completion, TransportError> Recorder::wait() {
  auto completion = inner_.wait();
  if (completion) write_exchange(*completion);
  return completion;
}

void Recorder::write_exchange(const Completion& completion) {
  Json line{{"nexus", 0}, {"cdb", base::format_hex(outstanding_.cdb)}};
  line["expected"] = outstanding_.direction == Direction::from_drive ? outstanding_.expected_bytes : 0;
  if (!outstanding_data_.empty()) line["out"] = Json::parse(payload(outstanding_data_));
  if (!completion.data_in.empty()) line["in"] = Json::parse(payload(completion.data_in));
  line["status"] = fmt::format("{:02X}", completion.status);
  if (!completion.sense.empty()) line["sense"] = base::format_hex(completion.sense);
  line["start"] = microseconds(started_ - begun_);
  line["duration"] = microseconds(clock_.now() - started_);
  if (Json masks = masks_of(outstanding_.cdb, completion); !masks.is_null()) line["masks"] = std::move(masks);
  lines_ << line_of(line) << std::flush;
  ++exchanges_;
}

std::string Recorder::payload(base::Bytes bytes) {
  if (bytes.size() <= largest_hex_payload) return Json{{"hex", base::format_hex(bytes)}}.dump();
  if (std::ranges::all_of(bytes, [&](std::uint8_t byte) { return byte == bytes.front(); })) {
    return Json{{"fill", bytes.front()}, {"length", bytes.size()}}.dump();
  }
  const Kept kept = keep(bytes);
  return Json{{"length", bytes.size()},
              {"sha256", kept.digest},
              {"from", {{"file", data_file(trace_.filename()).string()}, {"offset", kept.offset}}}}
      .dump();
}

Recorder::Kept Recorder::keep(base::Bytes bytes) {
  Kept kept{.offset = data_bytes_, .digest = sha256(bytes)};
  const auto [place, is_new] = offsets_.try_emplace(kept.digest, data_bytes_);
  kept.offset = place->second;
  if (!is_new) return kept;
  if (!data_.is_open()) data_.open(partial(data_file(trace_)), std::ios::binary | std::ios::trunc);
  for (const std::uint8_t byte : bytes) data_.put(static_cast<char>(byte));
  data_bytes_ += bytes.size();
  return kept;
}

std::expected<void, std::string> Recorder::finish() {
  if (data_.is_open()) data_.close();
  if (!data_) return std::unexpected(fmt::format("{} could not be written", data_file(trace_).string()));
  lines_ << line_of({{"end", exchanges_}});
  lines_.close();
  if (!lines_) return std::unexpected(fmt::format("{} could not be written", trace_.string()));
  return give_names();
}

// The lines are compressed when they are all there: what a program that died leaves can be read.
bool Recorder::pack() const {
  if (trace_.extension() != ".zst") return true;
  const std::filesystem::path packed = partial(partial(trace_));
  std::error_code failure;
  if (compress_file(partial(trace_), packed))
    std::filesystem::rename(packed, partial(trace_), failure);
  else
    failure = std::make_error_code(std::errc::io_error);
  std::error_code has_its_name;
  std::filesystem::remove(packed, has_its_name);
  return !failure;
}

// The data first: a trace that has its name finds its payloads.
std::expected<void, std::string> Recorder::give_names() {
  std::error_code failure;
  if (data_bytes_ > 0) {
    std::filesystem::rename(partial(data_file(trace_)), data_file(trace_), failure);
  } else {
    std::filesystem::remove(data_file(trace_), failure);  // of an earlier recording
  }
  if (failure) return std::unexpected(fmt::format("{}: {}", data_file(trace_).string(), failure.message()));
  if (!pack()) return std::unexpected(fmt::format("{} could not be written", trace_.string()));
  std::filesystem::rename(partial(trace_), trace_, failure);
  if (failure) return std::unexpected(fmt::format("{}: {}", trace_.string(), failure.message()));
  return {};
}

}  // namespace driver::transport

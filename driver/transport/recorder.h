// A transport that writes down what passes: a trace as conformance/trace/README.md specifies it.
//
// Until finish() the trace and its data stand under <trace>.partial and <trace>.data.partial, an earlier trace
// untouched. The first line is written when recording begins, each exchange as its line when it has ended. A trace that
// cannot be written never stops the commands, since a burn is worth more than its record; finish() tells. A name that
// ends in .zst is compressed.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "driver/transport/clock.h"
#include "driver/transport/transport.h"

namespace driver::transport {

// What the trace says of the drive and its medium at the moment when recording begins.
struct TraceSubject {
  std::string vendor;
  std::string product;
  std::string revision;
  std::uint16_t profile{};
  std::optional<std::string> medium;  // its name; none without a medium
  std::string state{"absent"};        // blank, appendable, complete, other, absent
  std::string provenance{"assumed"};  // attested by a real drive, else derived, datasheet or assumed
  std::string comment;                // what the recorded program was doing
};

class Recorder final : public Transport {
 public:
  // The error says why the file cannot be written.
  static std::expected<std::unique_ptr<Recorder>, std::string> begin(const std::filesystem::path& trace,
                                                                     const TraceSubject& subject, Transport& inner,
                                                                     Clock& clock);

  std::expected<void, TransportError> submit(const Command& command) override;
  std::expected<Completion, TransportError> wait() override;
  // One: an exchange is written when its answer is there, and its data-out is compared with nothing later.
  [[nodiscard]] std::size_t depth() const override { return 1; }
  [[nodiscard]] std::size_t largest_transfer() const override { return inner_.largest_transfer(); }
  [[nodiscard]] std::string description() const override { return inner_.description(); }

  // Without finish() nothing is left.
  ~Recorder() override;
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  // Writes the last line and gives the files their names. The error says what could not be written since the beginning.
  std::expected<void, std::string> finish();

 private:
  Recorder(std::filesystem::path trace, Transport& inner, Clock& clock);
  struct Kept {
    std::uint64_t offset{};
    std::string digest;
  };
  [[nodiscard]] std::string payload(base::Bytes bytes);
  [[nodiscard]] Kept keep(base::Bytes bytes);
  void write_exchange(const Completion& completion);
  [[nodiscard]] bool pack() const;
  [[nodiscard]] std::expected<void, std::string> give_names();

  std::filesystem::path trace_;
  Transport& inner_;
  Clock& clock_;
  base::Instant begun_;
  std::ofstream lines_;
  std::ofstream data_;  // opened with the first large payload
  std::uint64_t data_bytes_{};
  std::map<std::string, std::uint64_t> offsets_;  // by digest: equal payloads are kept once
  Command outstanding_;
  base::ByteBuffer outstanding_data_;  // the caller's may be gone when wait() returns
  base::Instant started_;
  std::uint64_t exchanges_{};
};

}  // namespace driver::transport

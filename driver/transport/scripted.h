// A transport for tests: a list of commands that must come, in order and to the byte, and the answer to each.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "driver/transport/transport.h"

namespace driver::transport {

struct ScriptedExchange {
  base::ByteBuffer cdb;
  std::optional<base::ByteBuffer> data_out;  // compared when given
  base::ByteBuffer data_in;                  // cut to what the command has room for
  std::uint8_t status{};
  base::ByteBuffer sense;
  std::optional<TransportError> failure;  // instead of an answer
};

class ScriptedTransport final : public Transport {
 public:
  // The verbs; hex as the standards print it. Text that is not hex ends the program: it is a mistake in a test.
  ScriptedTransport& answers(std::string_view cdb, std::string_view data_in = {});
  ScriptedTransport& takes(std::string_view cdb, std::string_view data_out);
  // CHECK CONDITION with this sense data.
  ScriptedTransport& refuses(std::string_view cdb, std::string_view sense);
  // Another status without sense data.
  ScriptedTransport& ends_with(std::string_view cdb, std::uint8_t status);
  ScriptedTransport& fails(std::string_view cdb, TransportError failure);

  std::expected<void, TransportError> submit(const Command& command) override;
  std::expected<Completion, TransportError> wait() override;
  [[nodiscard]] std::size_t largest_transfer() const override { return 64UL * 1024; }
  [[nodiscard]] std::string description() const override { return "script"; }

  // Empty when everything expected has come and nothing else has.
  [[nodiscard]] const std::string& mismatch() const { return mismatch_; }
  [[nodiscard]] bool finished() const { return script_.empty() && mismatch_.empty(); }

 private:
  std::deque<ScriptedExchange> script_;
  std::optional<ScriptedExchange> outstanding_;
  std::size_t room_{};
  std::string mismatch_;
};

}  // namespace driver::transport

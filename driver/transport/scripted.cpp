#include "driver/transport/scripted.h"

#include <algorithm>
#include <cstdlib>

#include "emulator/base/hex.h"

namespace driver::transport {
namespace {

base::ByteBuffer bytes_of(std::string_view hex) {
  auto bytes = base::parse_hex(hex);
  if (!bytes) std::abort();
  return *std::move(bytes);
}

constexpr std::uint8_t check_condition = 0x02;  // SAM-5, Status codes

}  // namespace

ScriptedTransport& ScriptedTransport::answers(std::string_view cdb, std::string_view data_in) {
  script_.push_back({.cdb = bytes_of(cdb), .data_in = bytes_of(data_in)});
  return *this;
}

ScriptedTransport& ScriptedTransport::takes(std::string_view cdb, std::string_view data_out) {
  script_.push_back({.cdb = bytes_of(cdb), .data_out = bytes_of(data_out)});
  return *this;
}

ScriptedTransport& ScriptedTransport::refuses(std::string_view cdb, std::string_view sense) {
  script_.push_back({.cdb = bytes_of(cdb), .status = check_condition, .sense = bytes_of(sense)});
  return *this;
}

ScriptedTransport& ScriptedTransport::ends_with(std::string_view cdb, std::uint8_t status) {
  script_.push_back({.cdb = bytes_of(cdb), .status = status});
  return *this;
}

ScriptedTransport& ScriptedTransport::fails(std::string_view cdb, TransportError failure) {
  script_.push_back({.cdb = bytes_of(cdb), .failure = std::move(failure)});
  return *this;
}

std::expected<void, TransportError> ScriptedTransport::submit(const Command& command) {
  const std::string came = base::format_hex(command.cdb);
  if (script_.empty()) {
    mismatch_ = "nothing was expected, came " + came;
  } else if (script_.front().cdb != command.cdb) {
    mismatch_ = "expected " + base::format_hex(script_.front().cdb) + ", came " + came;
  } else if (script_.front().data_out && !std::ranges::equal(*script_.front().data_out, command.data_out)) {
    mismatch_ = "expected with " + came + " the data " + base::format_hex(*script_.front().data_out) + ", came " +
                base::format_hex(command.data_out);
  }
  if (!mismatch_.empty()) return std::unexpected(TransportError{TransportError::Kind::lost, mismatch_});
  outstanding_ = std::move(script_.front());
  script_.pop_front();
  room_ = command.expected_bytes;
  return {};
}

std::expected<Completion, TransportError> ScriptedTransport::wait() {
  if (!outstanding_) {
    return std::unexpected(TransportError{TransportError::Kind::lost, "no command is outstanding"});
  }
  ScriptedExchange exchange = *std::move(outstanding_);
  outstanding_.reset();
  if (exchange.failure) return std::unexpected(*exchange.failure);
  exchange.data_in.resize(std::min(exchange.data_in.size(), room_));
  return Completion{.status = exchange.status, .sense = exchange.sense, .data_in = exchange.data_in};
}

}  // namespace driver::transport

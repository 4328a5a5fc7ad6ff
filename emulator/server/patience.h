// How long the server waits for a peer. Pure: time on the wall is an argument.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "emulator/base/instant.h"

namespace emulator::server {

// Starting values, assumed: what public targets and initiators use lies near them.
struct ConnectionLimits {
  std::size_t connections = 256;
  std::size_t connections_before_login = 64;
  base::Duration login = std::chrono::seconds(15);           // for all of it, however it drips
  base::Duration idle = std::chrono::seconds(30);            // then the peer is asked whether it is there
  base::Duration answer = std::chrono::seconds(30);          // and has so long to say something
  base::Duration stalled_output = std::chrono::seconds(60);  // a peer that does not take its answers
  base::Duration farewell = std::chrono::seconds(5);         // after our last byte, for the peer to close
};

class Patience {
 public:
  Patience(const ConnectionLimits& limits, base::Duration now)
      : limits_(limits), began_(now), last_input_(now), last_output_(now) {}

  void heard(base::Duration now) { last_input_ = now, asked_.reset(); }
  void sent(base::Duration now) { last_output_ = now; }
  // Output that has to wait begins to wait now.
  void blocked(base::Duration now) { last_output_ = now; }
  void said_farewell(base::Duration now) { farewell_ = now; }
  void asked(base::Duration now) { asked_ = now; }

  enum class Verdict : std::uint8_t { wait, ask, give_up };
  struct Situation {
    bool is_logged_in{};
    bool has_output{};
    bool asks{};  // whether silent peers are asked at all
  };
  [[nodiscard]] Verdict judge(const Situation& situation, base::Duration now) const;
  // When the verdict can change although nothing happens.
  [[nodiscard]] std::optional<base::Duration> deadline(const Situation& situation) const;

 private:
  struct Next {
    base::Duration when{};
    Verdict verdict{};
  };
  [[nodiscard]] std::optional<Next> next(const Situation& situation) const;

  ConnectionLimits limits_;
  base::Duration began_;
  base::Duration last_input_;
  base::Duration last_output_;
  std::optional<base::Duration> asked_;
  std::optional<base::Duration> farewell_;
};

}  // namespace emulator::server

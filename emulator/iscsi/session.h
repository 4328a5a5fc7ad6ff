// One connection, which is one session: bytes in, bytes out, and no socket. RFC 7143, iSCSI Sessions.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "emulator/base/bytes.h"
#include "emulator/base/instant.h"
#include "emulator/iscsi/login.h"
#include "emulator/iscsi/pdu_reader.h"
#include "emulator/iscsi/pdu_writer.h"
#include "emulator/iscsi/portal_group.h"
#include "emulator/iscsi/responder.h"

namespace emulator::iscsi {

class FullFeature;

class Session {
 public:
  // `address` is how this side was reached, "127.0.0.1:3260": what SendTargets answers. The group outlives the session.
  Session(PortalGroup& group, std::string address, const OwnParameters& own = {});
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Takes all of `input`, however it is cut. Time never goes back.
  void receive(base::Bytes input, base::Instant now);

  // When wake() has something to do even if nothing is received.
  [[nodiscard]] std::optional<base::Instant> wake_at() const;
  void wake(base::Instant now);

  // Fills `pieces` with what is to be sent next; valid until anything else is called.
  [[nodiscard]] std::size_t output(std::span<base::Bytes> pieces) const { return writer_.output(pieces); }
  [[nodiscard]] std::size_t pending() const { return writer_.pending(); }
  // So much of it was taken, which may make room for more.
  void sent(std::size_t bytes);

  // A peer that does not take its answers is not read from.
  [[nodiscard]] bool wants_input() const;
  // Nothing more will happen: the connection is to be closed once the output has been sent.
  [[nodiscard]] bool is_over() const { return is_over_; }
  // It is to be closed then without a farewell, as if the way to the peer had broken.
  [[nodiscard]] bool is_broken_off() const { return is_broken_off_; }
  [[nodiscard]] bool is_logged_in() const { return full_feature_ != nullptr; }

  // Asks the initiator whether it is still there.
  void ping();
  // The connection is lost, or another one takes its place: commands are dropped, the nexus ends.
  void end(base::Instant now);
  // A fault of the drive ends it. What has been answered still leaves, unless it is the power that is gone.
  void break_off(scsi::Fate fate, base::Instant now);

  // Another session ended this one's commands, or its reply has become free to go.
  [[nodiscard]] FullFeature* full_feature() { return full_feature_.get(); }

 private:
  void receive_login(const Pdu& pdu, base::Instant now);
  void settle_identity(LoginAnswer& answer);
  void enter_full_feature(LoginAnswer& answer, const Pdu& request, base::Instant now);

  PortalGroup& group_;
  std::string address_;
  PduReader reader_;
  PduWriter writer_;
  Responder responder_;
  std::optional<Login> login_;  // until it is over
  bool has_received_{};
  std::unique_ptr<FullFeature> full_feature_;
  base::Instant now_{};
  bool is_over_{};
  bool is_broken_off_{};
};

}  // namespace emulator::iscsi

// A drive behind an iSCSI target, by libiscsi. One session, one connection, one command at a time.
//
// The session is made without libiscsi's usual TEST UNIT READY, so that the drive's first unit attention reaches the
// caller. A connection that ends is never made again behind the caller's back: a drive that restarted in the middle of
// a burn has forgotten the burn.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "driver/transport/clock.h"
#include "driver/transport/transport.h"

namespace driver::transport {

struct IscsiOptions {
  std::string initiator_name{"iqn.2026-11.test.burnbench:bbburn"};
  std::chrono::milliseconds connect_timeout{10'000};  // for the TCP connection and for the login, each
};

// `url` is iscsi://[user[%password]@]host[:port]/target-name/lun. Errors: bad_address, unreachable, refused, timed_out.
std::expected<std::unique_ptr<Transport>, TransportError> connect_iscsi(const std::string& url, Clock& clock,
                                                                        const IscsiOptions& options = {});

}  // namespace driver::transport

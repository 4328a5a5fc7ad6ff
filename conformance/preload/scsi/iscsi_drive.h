// A drive behind an iSCSI target, by libiscsi: one session with one connection, as a kernel has one for each drive.
//
// A connection that ends stays ended: the command under way is told DID_TRANSPORT_DISRUPTED, every later one
// DID_NO_CONNECT, as open-iscsi does once its recovery has given up. Nothing is sent again behind the burner's back,
// since a drive that restarted in the middle of a burn has forgotten the burn.
#pragma once

#include <memory>
#include <string>

#include "conformance/preload/scsi/drive.h"

namespace conformance::preload::scsi {

struct IscsiOptions {
  std::string initiator_name{"iqn.2026-11.test.burnbench:bbrun"};
  std::chrono::milliseconds connect_timeout{10'000};  // for the TCP connection and for the login, each
  // open-iscsi's node.conn[0].timeo.noop_out_interval and noop_out_timeout, whose default is 5 s each: a target that
  // answers no ping is gone, even when its socket is still open.
  std::chrono::milliseconds ping_interval{5'000};
  std::chrono::milliseconds ping_timeout{5'000};
  // How long a target may take to confirm that it gave up a command (open-iscsi: node.session.err_timeo.abort_timeout).
  std::chrono::milliseconds abort_timeout{15'000};
};

struct ConnectError {
  std::string text;  // one line that names the address and the remedy
};

// `url` is iscsi://[user[%password]@]host[:port]/target-name/lun.
std::expected<std::unique_ptr<Drive>, ConnectError> connect_iscsi(const std::string& url,
                                                                  const IscsiOptions& options = {});

}  // namespace conformance::preload::scsi

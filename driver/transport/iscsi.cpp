#include "driver/transport/iscsi.h"

#include <fmt/core.h>
#include <iscsi/iscsi.h>
#include <iscsi/scsi-lowlevel.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>

namespace driver::transport {
namespace {

using Kind = TransportError::Kind;

struct ContextDeleter {
  void operator()(iscsi_context* context) const { iscsi_destroy_context(context); }
};
struct UrlDeleter {
  void operator()(iscsi_url* url) const { iscsi_destroy_url(url); }
};
struct TaskDeleter {
  void operator()(scsi_task* task) const { scsi_free_scsi_task(task); }
};

// Where libiscsi's callback leaves its news.
struct Outcome {
  bool arrived{};
  int status{};
};

// What libiscsi keeps pointers into. The context is the last member, so it goes first, and may call back while it does.
struct Session {
  Outcome connection;  // told a second time when the connection ends
  Outcome login;
  Outcome command;
  Outcome logout;
  std::unique_ptr<scsi_task, TaskDeleter> task;
  std::unique_ptr<iscsi_context, ContextDeleter> context;
};

void note_outcome(iscsi_context* /*context*/, int status, void* /*data*/, void* place) {
  auto& outcome = *static_cast<Outcome*>(place);
  outcome.arrived = true;
  outcome.status = status;
}

// libiscsi's own words for the last failure, without the line ends that some of them carry.
std::string reason(iscsi_context& context) {
  std::string text = iscsi_get_error(&context);
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text.empty() ? "no reason given" : text;
}

// The address without the secret in it: what is printed gets into logs.
std::string without_secret(std::string url) {
  const std::size_t end = url.find('@');
  const std::size_t begin = url.substr(0, end).find('%');
  if (end != std::string::npos && begin != std::string::npos) url.erase(begin, end - begin);
  return url;
}

// Runs libiscsi until the outcome arrives, the connection fails or the deadline passes.
enum class Ended : std::uint8_t { arrived, broken, late };
Ended serve_until(iscsi_context& context, const Outcome& outcome, Clock& clock, base::Instant deadline) {
  using std::chrono::milliseconds;
  constexpr auto longest_poll = milliseconds{500};
  while (!outcome.arrived) {
    const base::Duration left = deadline - clock.now();
    if (left <= base::Duration::zero()) return Ended::late;
    const auto pause = std::min(std::chrono::duration_cast<milliseconds>(left) + milliseconds{1}, longest_poll);
    pollfd watched{
        .fd = iscsi_get_fd(&context), .events = static_cast<short>(iscsi_which_events(&context)), .revents = 0};
    const int ready = poll(&watched, 1, static_cast<int>(pause.count()));
    if (ready < 0 && errno != EINTR) return Ended::broken;
    if (iscsi_service(&context, ready > 0 ? watched.revents : 0) < 0 && !outcome.arrived) return Ended::broken;
  }
  return Ended::arrived;
}

class IscsiTransport final : public Transport {
 public:
  IscsiTransport(std::unique_ptr<Session> session, int lun, std::string description, Clock& clock)
      : clock_(clock), session_(std::move(session)), lun_(lun), description_(std::move(description)) {}
  IscsiTransport(const IscsiTransport&) = delete;
  IscsiTransport& operator=(const IscsiTransport&) = delete;

  // A polite end, so that the target does not have to find out by itself; nobody can act on its failure.
  ~IscsiTransport() override {
    if (!session_ || session_->task) return;
    if (iscsi_logout_async(session_->context.get(), note_outcome, &session_->logout) != 0) return;
    serve_until(*session_->context, session_->logout, clock_, clock_.now() + std::chrono::seconds{2});
  }

  std::expected<void, TransportError> submit(const Command& command) override {
    if (!session_) return std::unexpected(TransportError{Kind::lost, end_reason_});
    started_ = clock_.now();
    deadline_ = started_ + command.timeout;
    expected_ = command.expected_bytes;
    session_->command = {};
    std::array<std::uint8_t, SCSI_CDB_MAX_SIZE> cdb{};
    std::copy_n(command.cdb.begin(), std::min(command.cdb.size(), cdb.size()), cdb.begin());
    session_->task.reset(scsi_create_task(static_cast<int>(std::min(command.cdb.size(), cdb.size())), cdb.data(),
                                          direction_of(command), static_cast<int>(length_of(command))));
    if (!session_->task || !queue(command)) return std::unexpected(give_up(Kind::lost, reason(*session_->context)));
    return {};
  }

  std::expected<Completion, TransportError> wait() override {
    if (!session_) return std::unexpected(TransportError{Kind::lost, end_reason_});
    if (!session_->task) return std::unexpected(TransportError{Kind::lost, "no command is outstanding"});
    switch (serve_until(*session_->context, session_->command, clock_, deadline_)) {
      case Ended::broken:
        return std::unexpected(give_up(Kind::lost, reason(*session_->context)));
      case Ended::late:
        return std::unexpected(give_up(Kind::timed_out, "no answer within the command's timeout"));
      case Ended::arrived:
        break;
    }
    // libiscsi's own states (cancelled, error, timeout) stand above the byte that a SCSI status fills.
    if (session_->command.status < 0 || session_->command.status > 0xFF) {
      return std::unexpected(give_up(Kind::lost, reason(*session_->context)));
    }
    return take_completion();
  }

  [[nodiscard]] std::size_t largest_transfer() const override { return largest_; }
  [[nodiscard]] std::string description() const override { return description_; }

 private:
  static int direction_of(const Command& command) {
    switch (command.direction) {
      case Direction::to_drive:
        return SCSI_XFER_WRITE;
      case Direction::from_drive:
        return SCSI_XFER_READ;
      case Direction::none:
        break;
    }
    return SCSI_XFER_NONE;
  }

  static std::size_t length_of(const Command& command) {
    switch (command.direction) {
      case Direction::to_drive:
        return command.data_out.size();
      case Direction::from_drive:
        return command.expected_bytes;
      case Direction::none:
        break;
    }
    return 0;
  }

  // Hands the command to libiscsi and the first bytes to the network; what does not fit goes out in wait().
  bool queue(const Command& command) {
    // libiscsi takes a pointer to mutable bytes and only reads them.
    iscsi_data out{.size = length_of(command), .data = const_cast<std::uint8_t*>(command.data_out.data())};
    iscsi_data* data = command.direction == Direction::to_drive ? &out : nullptr;
    iscsi_context* context = session_->context.get();
    return iscsi_scsi_command_async(context, lun_, session_->task.get(), note_outcome, data, &session_->command) == 0 &&
           iscsi_service(context, POLLOUT) == 0;
  }

  Completion take_completion() {
    const auto duration = std::chrono::duration_cast<std::chrono::microseconds>(clock_.now() - started_);
    Completion completion{.status = static_cast<std::uint8_t>(session_->command.status), .duration = duration};
    const scsi_data& in = session_->task->datain;
    const base::Bytes data{in.data, static_cast<std::size_t>(std::max(0, in.size))};
    if (session_->command.status == SCSI_STATUS_CHECK_CONDITION) {
      // The data segment of such a response: two bytes with the length of the sense data, then the sense data
      // (RFC 7143, SCSI Response, Data Segment - Sense and Response Data Segment).
      if (data.size() >= 2) {
        const base::Bytes rest = data.subspan(2);
        const base::Bytes sense = rest.first(std::min<std::size_t>(data[0] << 8 | data[1], rest.size()));
        completion.sense.assign(sense.begin(), sense.end());
      }
    } else if (session_->command.status == SCSI_STATUS_GOOD) {
      const base::Bytes expected = data.first(std::min(data.size(), expected_));  // libiscsi keeps all that comes
      completion.data_in.assign(expected.begin(), expected.end());
    }
    session_->task.reset();
    return completion;
  }

  // After a failure the session's numbers and the drive's state are unknown: nothing more goes over this connection.
  TransportError give_up(Kind kind, const std::string& text) {
    end_reason_ = fmt::format("the connection to {} ended: {}", description_, text);
    session_.reset();
    return {kind, end_reason_};
  }

  // One cluster of a Blu-ray disc, 32 blocks, as hosts usually send.
  static constexpr std::size_t largest_ = 64UL * 1024;

  Clock& clock_;
  std::unique_ptr<Session> session_;  // empty once the connection has ended
  std::string end_reason_;
  int lun_;
  std::string description_;
  std::size_t expected_{};
  base::Instant started_;
  base::Instant deadline_;
};

// The end of a step that libiscsi runs by itself. A "no" of the other side and the end of its connection are two
// errors.
struct StepErrors {
  Kind denied;
  Kind broken;
};
std::expected<void, TransportError> finish(Session& session, const Outcome& outcome, Clock& clock,
                                           base::Instant deadline, StepErrors errors) {
  switch (serve_until(*session.context, outcome, clock, deadline)) {
    case Ended::late:
      return std::unexpected(TransportError{Kind::timed_out, "no answer"});
    case Ended::broken:
      return std::unexpected(TransportError{errors.broken, reason(*session.context)});
    case Ended::arrived:
      break;
  }
  if (outcome.status == SCSI_STATUS_GOOD) return {};
  return std::unexpected(TransportError{errors.denied, reason(*session.context)});
}

std::expected<void, TransportError> connect(Session& session, const iscsi_url& url, Clock& clock,
                                            std::chrono::milliseconds timeout) {
  // libiscsi's words for a connection that was not made are about its own state.
  const TransportError nobody{Kind::unreachable, fmt::format("cannot reach a server at {}", url.portal)};
  if (iscsi_connect_async(session.context.get(), url.portal, note_outcome, &session.connection) != 0) {
    return std::unexpected(nobody);
  }
  auto made = finish(session, session.connection, clock, clock.now() + timeout, {Kind::unreachable, Kind::unreachable});
  if (!made && made.error().kind == Kind::unreachable) return std::unexpected(nobody);
  return made;
}

std::expected<void, TransportError> log_in(Session& session, Clock& clock, std::chrono::milliseconds timeout) {
  iscsi_context* context = session.context.get();
  if (iscsi_login_async(context, note_outcome, &session.login) != 0) {
    return std::unexpected(TransportError{Kind::lost, reason(*context)});
  }
  return finish(session, session.login, clock, clock.now() + timeout, {Kind::refused, Kind::lost});
}

}  // namespace

std::expected<std::unique_ptr<Transport>, TransportError> connect_iscsi(const std::string& url, Clock& clock,
                                                                        const IscsiOptions& options) {
  const std::string shown = without_secret(url);
  auto session = std::make_unique<Session>();
  session->context.reset(iscsi_create_context(options.initiator_name.c_str()));
  iscsi_context* context = session->context.get();
  if (context == nullptr) return std::unexpected(TransportError{Kind::unreachable, "libiscsi cannot make a context"});
  const std::unique_ptr<iscsi_url, UrlDeleter> parsed{iscsi_parse_full_url(context, url.c_str())};
  if (!parsed) {
    return std::unexpected(TransportError{Kind::bad_address, fmt::format("\"{}\" is no iSCSI address", shown)});
  }
  iscsi_set_noautoreconnect(context, 1);
  iscsi_set_session_type(context, ISCSI_SESSION_NORMAL);
  iscsi_set_header_digest(context, ISCSI_HEADER_DIGEST_NONE_CRC32C);
  iscsi_set_targetname(context, parsed->target);
  if (parsed->user[0] != '\0') iscsi_set_initiator_username_pwd(context, parsed->user, parsed->passwd);

  auto made = connect(*session, *parsed, clock, options.connect_timeout);
  if (made) made = log_in(*session, clock, options.connect_timeout);
  if (!made) {
    made.error().text = fmt::format("{}: {}", shown, made.error().text);
    return std::unexpected(made.error());
  }
  return std::make_unique<IscsiTransport>(std::move(session), parsed->lun, shown, clock);
}

}  // namespace driver::transport

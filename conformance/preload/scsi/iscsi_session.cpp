#include "conformance/preload/scsi/iscsi_session.h"

#include <poll.h>

#include <algorithm>
#include <cerrno>

namespace conformance::preload::scsi {
namespace {

using std::chrono::milliseconds;

struct UrlDeleter {
  void operator()(iscsi_url* url) const { iscsi_destroy_url(url); }
};

void note(iscsi_context* /*context*/, int status, void* /*data*/, void* place) {
  auto& news = *static_cast<News*>(place);
  news.arrived = true;
  news.status = status;
}

milliseconds until(IscsiSession::Clock::time_point moment, IscsiSession::Clock::time_point now) {
  return std::chrono::ceil<milliseconds>(moment - now);
}

}  // namespace

IscsiSession::~IscsiSession() {
  // Destroying the context calls back into the members above it.
  context_.reset();
}

std::string IscsiSession::reason() const {
  std::string text = iscsi_get_error(context_.get());
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text.empty() ? "no reason given" : text;
}

std::expected<void, std::string> IscsiSession::finish(const News& news) {
  switch (serve_until(news, Clock::now() + options_.connect_timeout)) {
    case Ended::late:
      return std::unexpected("no answer");
    case Ended::broken:
      return std::unexpected("the connection ended");
    case Ended::arrived:
      break;
  }
  if (news.status == SCSI_STATUS_GOOD) return {};
  return std::unexpected(reason());
}

std::expected<void, std::string> IscsiSession::open(const std::string& url) {
  context_.reset(iscsi_create_context(options_.initiator_name.c_str()));
  iscsi_context* context = context_.get();
  if (context == nullptr) return std::unexpected("libiscsi cannot make a context");
  const std::unique_ptr<iscsi_url, UrlDeleter> parsed{iscsi_parse_full_url(context, url.c_str())};
  if (!parsed) return std::unexpected("this is no iSCSI address of the form iscsi://HOST[:PORT]/TARGET/LUN");
  lun_ = parsed->lun;
  iscsi_set_noautoreconnect(context, 1);
  iscsi_set_session_type(context, ISCSI_SESSION_NORMAL);
  iscsi_set_header_digest(context, ISCSI_HEADER_DIGEST_NONE_CRC32C);
  iscsi_set_targetname(context, parsed->target);
  if (parsed->user[0] != '\0') iscsi_set_initiator_username_pwd(context, parsed->user, parsed->passwd);
  if (iscsi_connect_async(context, parsed->portal, note, &connection_) != 0) return std::unexpected(reason());
  // libiscsi words a refused connection as a failed attempt to connect again.
  if (!finish(connection_)) return std::unexpected("nobody accepts connections there");
  if (iscsi_login_async(context, note, &login_) != 0) return std::unexpected(reason());
  if (auto made = finish(login_); !made) return made;
  is_logged_in_ = true;
  ping_moment_ = Clock::now();
  return {};
}

void IscsiSession::log_out() {
  News farewell;
  if (is_logged_in_ && iscsi_logout_async(context_.get(), note, &farewell) == 0) {
    serve_until(farewell, Clock::now() + milliseconds{2'000});
  }
  // The context may still hold the logout and would tell `farewell` of its end.
  context_.reset();
}

// Waits for the socket once and lets libiscsi work on it.
bool IscsiSession::serve_once(milliseconds longest) {
  iscsi_context* context = context_.get();
  pollfd watched{.fd = iscsi_get_fd(context), .events = static_cast<short>(iscsi_which_events(context)), .revents = 0};
  const int ready = poll(&watched, 1, static_cast<int>(std::max(longest, milliseconds{0}).count()));
  if (ready < 0) return errno == EINTR;
  return iscsi_service(context, ready > 0 ? watched.revents : 0) >= 0;
}

// Pings when the time has come; false when the last ping was not answered in time.
bool IscsiSession::is_answering(Clock::time_point now) {
  if (!is_logged_in_) return true;
  if (ping_is_under_way_) {
    if (!ping_.arrived) return now < ping_moment_ + options_.ping_timeout;
    ping_is_under_way_ = false;
    ping_moment_ = now;
    return ping_.status == SCSI_STATUS_GOOD;
  }
  if (now < ping_moment_ + options_.ping_interval) return true;
  ping_ = {};
  ping_is_under_way_ = iscsi_nop_out_async(context_.get(), note, nullptr, 0, &ping_) == 0;
  ping_moment_ = now;
  return ping_is_under_way_;
}

IscsiSession::Ended IscsiSession::serve_until(const News& news, Clock::time_point deadline) {
  constexpr auto longest_pause = milliseconds{500};
  while (!news.arrived) {
    const auto now = Clock::now();
    if (now >= deadline) return Ended::late;
    if (!is_answering(now)) return Ended::broken;
    if (!serve_once(std::min(until(deadline, now), longest_pause)) && !news.arrived) return Ended::broken;
  }
  return Ended::arrived;
}

IscsiSession::Ended IscsiSession::run(scsi_task& task, iscsi_data* out, milliseconds timeout, News& news) {
  const auto deadline = Clock::now() + timeout;
  if (iscsi_scsi_command_async(context_.get(), lun_, &task, note, out, &news) != 0) return Ended::broken;
  if (iscsi_service(context_.get(), POLLOUT) < 0) return Ended::broken;
  const Ended ended = serve_until(news, deadline);
  // libiscsi's own states (cancelled, error, timeout) stand above the byte that a SCSI status fills.
  return ended == Ended::arrived && (news.status < 0 || news.status > 0xFF) ? Ended::broken : ended;
}

bool IscsiSession::abort(scsi_task& task) {
  News confirmed;
  if (iscsi_task_mgmt_abort_task_async(context_.get(), &task, note, &confirmed) != 0) return false;
  const bool did_answer = serve_until(confirmed, Clock::now() + options_.abort_timeout) == Ended::arrived;
  if (!did_answer) context_.reset();  // `confirmed` must not be told later
  return did_answer && confirmed.status == SCSI_STATUS_GOOD;
}

bool IscsiSession::serve_idle() { return context_ && is_answering(Clock::now()) && serve_once(milliseconds{0}); }

}  // namespace conformance::preload::scsi

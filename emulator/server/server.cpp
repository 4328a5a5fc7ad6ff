#include "emulator/server/server.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/post.hpp>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <list>
#include <optional>
#include <utility>

#include "emulator/server/flush_worker.h"
#include "emulator/server/listen_address.h"
#include "emulator/server/model_clock.h"

namespace emulator::server {
namespace {

using asio::ip::tcp;

constexpr std::size_t read_bytes = 256 * 1024;                       // at once
constexpr int reads_a_turn = 4;                                      // before other connections have theirs
constexpr std::size_t pieces_at_once = 64;                           // of output in one system call
constexpr auto accept_again_after = std::chrono::milliseconds(100);  // when there was no descriptor left

// What a non-blocking call on a socket came to.
enum class Moved : std::uint8_t { some, nothing_now, over };

Moved outcome_of(ssize_t result) {
  if (result > 0) return Moved::some;
  if (result < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) return Moved::nothing_now;
  return Moved::over;
}

}  // namespace

class Server::Loop {
 public:
  Loop(Target& target, const ServeOptions& options, const ConnectionLimits& limits)
      : target_(target), options_(options), limits_(limits), clock_(options.clock, options.times), input_(read_bytes) {}

  std::optional<ServeError> listen();
  void run();
  void stop_on_signals();
  void stop() {
    asio::post(context_, [this] { context_.stop(); });
  }

  [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
  [[nodiscard]] std::vector<std::string> urls() const;

 private:
  struct Connection {
    Connection(tcp::socket connected, std::unique_ptr<iscsi::Session> served, const Patience& waits)
        : socket(std::move(connected)), session(std::move(served)), patience(waits) {}
    tcp::socket socket;
    std::unique_ptr<iscsi::Session> session;
    Patience patience;
    bool awaits_input{};
    bool awaits_room{};
    bool has_said_farewell{};
    bool is_gone{};
  };
  using Handle = std::shared_ptr<Connection>;

  [[nodiscard]] base::Duration wall() const { return std::chrono::steady_clock::now() - start_; }
  [[nodiscard]] base::Instant now() const { return clock_.at(wall()); }

  void accept();
  void welcome(tcp::socket socket);
  void read(Connection& connection);
  void write(Connection& connection);
  void say_farewell(Connection& connection);
  void lose(Connection& connection);

  // After anything has happened: lets time and the sessions come to rest, sends what there is, and waits for more.
  void settle();
  bool wake_sessions();
  bool jump();
  void judge(Connection& connection);
  void await(const Handle& connection);
  void set_timer();
  [[nodiscard]] Patience::Situation situation_of(const Connection& connection) const;

  Target& target_;
  ServeOptions options_;
  ConnectionLimits limits_;
  ModelClock clock_;
  std::chrono::steady_clock::time_point start_{std::chrono::steady_clock::now()};
  asio::io_context context_{1};
  tcp::acceptor acceptor_{context_};
  asio::signal_set signals_{context_};
  asio::steady_timer timer_{context_};
  asio::steady_timer accept_timer_{context_};
  std::vector<Handle> connections_;
  base::ByteBuffer input_;
  std::unique_ptr<FlushWorker> worker_;
};

std::optional<ServeError> Server::Loop::listen() {
  asio::error_code failed;
  const asio::ip::address address = asio::ip::make_address(options_.address, failed);
  if (failed) {
    return ServeError{ServeError::Kind::bad_address,
                      fmt::format("'{}' is no IP address; listen on 127.0.0.1:3260", options_.address)};
  }
  if (!address.is_loopback() && !options_.allow_remote) {
    return ServeError{ServeError::Kind::bad_address,
                      fmt::format("{} can be reached from other computers, and nothing asks them who they are; listen "
                                  "on 127.0.0.1, or add --allow-remote",
                                  options_.address)};
  }
  const tcp::endpoint endpoint(address, options_.port);
  acceptor_.open(endpoint.protocol(), failed);
  if (!failed) acceptor_.set_option(tcp::acceptor::reuse_address(true), failed);
  if (!failed) acceptor_.bind(endpoint, failed);
  if (!failed) acceptor_.listen(asio::socket_base::max_listen_connections, failed);
  if (failed == asio::error::address_in_use) {
    return ServeError{ServeError::Kind::in_use,
                      fmt::format("port {} is in use; choose another port, or port 0 for a free one", options_.port)};
  }
  if (failed) {
    return ServeError{ServeError::Kind::bad_address,
                      fmt::format("cannot listen on {}: {}; choose an address of this computer and another port",
                                  authority(options_.address, options_.port), failed.message())};
  }
  return std::nullopt;
}

std::vector<std::string> Server::Loop::urls() const {
  std::vector<std::string> urls;
  for (const std::string& name : target_.names()) {
    urls.push_back(fmt::format("iscsi://{}/{}/0", authority(options_.address, port()), name));
  }
  return urls;
}

void Server::Loop::stop_on_signals() {
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    // Who started us may have said that a signal does not concern us, as nohup(1) does.
    struct sigaction action{};
    if (::sigaction(number, nullptr, &action) == 0 && action.sa_handler != SIG_IGN) signals_.add(number);
  }
  signals_.async_wait([this](const asio::error_code& failed, int) {
    if (!failed) context_.stop();
  });
}

void Server::Loop::run() {
  worker_ = std::make_unique<FlushWorker>([this](const iscsi::FlushJob& job, bool succeeded) {
    asio::post(context_, [this, job, succeeded] {
      target_.group().flushed(job, succeeded);
      settle();
    });
  });
  accept();
  context_.run();
  acceptor_.close();
  for (const Handle& connection : connections_) connection->session->end(now());
  connections_.clear();
  worker_.reset();
}

void Server::Loop::accept() {
  acceptor_.async_accept([this](const asio::error_code& failed, tcp::socket socket) {
    if (failed == asio::error::operation_aborted) return;
    if (failed) {
      accept_timer_.expires_after(accept_again_after);
      accept_timer_.async_wait([this](const asio::error_code& ended) {
        if (!ended) accept();
      });
      return;
    }
    welcome(std::move(socket));
    accept();
  });
}

void Server::Loop::welcome(tcp::socket socket) {
  const auto before_login = static_cast<std::size_t>(std::ranges::count_if(
      connections_, [](const Handle& connection) { return !connection->session->is_logged_in(); }));
  if (connections_.size() >= limits_.connections || before_login >= limits_.connections_before_login) return;
  asio::error_code failed;
  socket.non_blocking(true, failed);
  socket.set_option(tcp::no_delay(true), failed);
  const tcp::endpoint reached = socket.local_endpoint(failed);
  if (failed) return;  // gone already
  auto session = target_.connect(authority(reached.address().to_string(), reached.port()));
  connections_.push_back(
      std::make_shared<Connection>(std::move(socket), std::move(session), Patience(limits_, wall())));
  settle();
}

void Server::Loop::read(Connection& connection) {
  for (int turn = 0; turn < reads_a_turn; ++turn) {
    iovec room{.iov_base = input_.data(), .iov_len = input_.size()};
    const ssize_t size = ::readv(connection.socket.native_handle(), &room, 1);
    const Moved moved = outcome_of(size);
    if (moved == Moved::over) return lose(connection);
    if (moved == Moved::nothing_now) return;
    connection.patience.heard(wall());
    const base::Bytes bytes = base::Bytes{input_}.first(static_cast<std::size_t>(size));
    connection.session->receive(bytes, now());  // nothing is done with it after a farewell
    if (bytes.size() < input_.size() || !connection.session->wants_input()) return;
  }
}

void Server::Loop::write(Connection& connection) {
  iscsi::Session& session = *connection.session;
  while (session.pending() > 0) {
    std::array<base::Bytes, pieces_at_once> pieces;
    std::array<iovec, pieces_at_once> vectors;
    const std::size_t count = session.output(pieces);
    for (std::size_t i = 0; i < count; ++i) {
      vectors[i] = {.iov_base = const_cast<std::uint8_t*>(pieces[i].data()), .iov_len = pieces[i].size()};
    }
    msghdr message{};
    message.msg_iov = vectors.data();
    message.msg_iovlen = count;
    const ssize_t size = ::sendmsg(connection.socket.native_handle(), &message, MSG_NOSIGNAL);
    const Moved moved = outcome_of(size);
    if (moved == Moved::over) return lose(connection);
    if (moved == Moved::nothing_now) {
      if (!connection.awaits_room) connection.patience.blocked(wall());
      return;
    }
    connection.patience.sent(wall());
    session.sent(static_cast<std::size_t>(size));
  }
}

// Our side is closed; the peer reads our last bytes and closes its own. Closing at once could take them from it.
void Server::Loop::say_farewell(Connection& connection) {
  asio::error_code ignored;
  connection.socket.shutdown(tcp::socket::shutdown_send, ignored);
  connection.has_said_farewell = true;
  connection.patience.said_farewell(wall());
}

void Server::Loop::lose(Connection& connection) {
  connection.session->end(now());
  asio::error_code ignored;
  connection.socket.close(ignored);
  connection.is_gone = true;
}

Patience::Situation Server::Loop::situation_of(const Connection& connection) const {
  return {.is_logged_in = connection.session->is_logged_in(),
          .has_output = connection.session->pending() > 0,
          .asks = options_.asks_silent_peers};
}

void Server::Loop::judge(Connection& connection) {
  switch (connection.patience.judge(situation_of(connection), wall())) {
    case Patience::Verdict::wait:
      return;
    case Patience::Verdict::ask:
      connection.patience.asked(wall());
      return connection.session->ping();
    case Patience::Verdict::give_up:
      return lose(connection);
  }
}

// Whether anything moved.
bool Server::Loop::wake_sessions() {
  bool moved = false;
  for (const iscsi::FlushJob& job : target_.group().take_flushes()) worker_->add(job);
  for (iscsi::Session* session : target_.group().take_touched()) {
    session->wake(now());
    moved = true;
  }
  for (const Handle& connection : connections_) {
    const auto wake_at = connection->session->wake_at();
    if (!wake_at || *wake_at > now()) continue;
    connection->session->wake(now());
    moved = true;
  }
  return moved;
}

// Under an instant clock nobody waits for a drive: the next thing that happens, happens now.
bool Server::Loop::jump() {
  if (!clock_.jumps()) return false;
  std::optional<base::Instant> next;
  for (const Handle& connection : connections_) {
    const auto wake_at = connection->session->wake_at();
    if (wake_at && (!next || *wake_at < *next)) next = wake_at;
  }
  if (next) clock_.jump_to(*next, wall());
  return next.has_value();
}

void Server::Loop::settle() {
  while (wake_sessions() || jump()) {
  }
  for (const Handle& connection : connections_) {
    if (!connection->is_gone) judge(*connection);
    if (!connection->is_gone) write(*connection);
    const bool is_done = connection->session->is_over() && connection->session->pending() == 0;
    if (!connection->is_gone && is_done && connection->session->is_broken_off()) lose(*connection);
    if (!connection->is_gone && is_done && !connection->has_said_farewell) say_farewell(*connection);
    if (!connection->is_gone) await(connection);
  }
  std::erase_if(connections_, [](const Handle& connection) { return connection->is_gone; });
  set_timer();
}

void Server::Loop::await(const Handle& connection) {
  const bool reads = connection->session->wants_input() || connection->has_said_farewell;
  if (reads && !connection->awaits_input) {
    connection->awaits_input = true;
    connection->socket.async_wait(tcp::socket::wait_read, [this, connection](const asio::error_code& failed) {
      connection->awaits_input = false;
      if (failed || connection->is_gone) return;
      read(*connection);
      settle();
    });
  }
  if (connection->session->pending() > 0 && !connection->awaits_room) {
    connection->awaits_room = true;
    connection->socket.async_wait(tcp::socket::wait_write, [this, connection](const asio::error_code& failed) {
      connection->awaits_room = false;
      if (!failed && !connection->is_gone) settle();
    });
  }
}

void Server::Loop::set_timer() {
  std::optional<base::Duration> next;  // on the wall
  const auto consider = [&](base::Duration when) {
    if (!next || when < *next) next = when;
  };
  for (const Handle& connection : connections_) {
    if (const auto deadline = connection->patience.deadline(situation_of(*connection))) consider(*deadline);
    if (const auto wake_at = connection->session->wake_at()) consider(wall() + clock_.until(*wake_at, wall()));
  }
  if (!next) {
    timer_.cancel();
    return;
  }
  timer_.expires_at(start_ + *next);
  timer_.async_wait([this](const asio::error_code& failed) {
    if (!failed) settle();
  });
}

Server::Server(std::unique_ptr<Loop> loop) : loop_(std::move(loop)) {}
Server::~Server() = default;

std::expected<std::unique_ptr<Server>, ServeError> Server::listen(Target& target, const ServeOptions& options,
                                                                  const ConnectionLimits& limits) {
  auto loop = std::make_unique<Loop>(target, options, limits);
  if (auto error = loop->listen()) return std::unexpected(*std::move(error));
  return std::unique_ptr<Server>(new Server(std::move(loop)));
}

std::uint16_t Server::port() const { return loop_->port(); }
std::vector<std::string> Server::urls() const { return loop_->urls(); }
void Server::run() { loop_->run(); }
void Server::stop_on_signals() { loop_->stop_on_signals(); }
void Server::stop() { loop_->stop(); }

}  // namespace emulator::server

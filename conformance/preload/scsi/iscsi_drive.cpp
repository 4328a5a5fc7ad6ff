#include "conformance/preload/scsi/iscsi_drive.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "conformance/preload/quiet_thread.h"
#include "conformance/preload/scsi/iscsi_session.h"

namespace conformance::preload::scsi {
namespace {

using Ended = IscsiSession::Ended;
using std::chrono::microseconds;

struct TaskDeleter {
  void operator()(scsi_task* task) const { scsi_free_scsi_task(task); }
};
using Task = std::unique_ptr<scsi_task, TaskDeleter>;

std::uint32_t length_of(const Command& command) {
  switch (command.direction) {
    case Direction::to_drive:
      return static_cast<std::uint32_t>(command.data_out.size());
    case Direction::from_drive:
      return command.room;
    case Direction::none:
      break;
  }
  return 0;
}

Task make_task(const Command& command) {
  std::array<std::uint8_t, SCSI_CDB_MAX_SIZE> cdb{};
  const std::size_t size = std::min(command.cdb.size(), cdb.size());
  std::copy_n(command.cdb.begin(), size, cdb.begin());
  int direction = SCSI_XFER_NONE;
  if (command.direction == Direction::to_drive) direction = SCSI_XFER_WRITE;
  if (command.direction == Direction::from_drive) direction = SCSI_XFER_READ;
  return Task{scsi_create_task(static_cast<int>(size), cdb.data(), direction, static_cast<int>(length_of(command)))};
}

// The data segment of a response with CHECK CONDITION: two bytes with the length of the sense data, then the sense data
// (RFC 7143, SCSI Response, Data Segment - Sense and Response Data Segment).
base::ByteBuffer sense_of(base::Bytes segment) {
  if (segment.size() < 2) return {};
  const base::Bytes rest = segment.subspan(2);
  const base::Bytes sense = rest.first(std::min<std::size_t>(segment[0] << 8 | segment[1], rest.size()));
  return {sense.begin(), sense.end()};
}

class IscsiDrive final : public Drive {
 public:
  explicit IscsiDrive(std::unique_ptr<IscsiSession> session)
      : session_(std::move(session)),
        lun_(session_->lun()),
        keeper_(quiet_thread<std::jthread>([this](const std::stop_token& stop) { keep(stop); })) {}
  IscsiDrive(const IscsiDrive&) = delete;
  IscsiDrive& operator=(const IscsiDrive&) = delete;

  ~IscsiDrive() override {
    keeper_.request_stop();
    keeper_.join();
    if (session_) session_->log_out();
  }

  Answer execute(const Command& command) override {
    const std::scoped_lock lock(mutex_);
    const auto start = IscsiSession::Clock::now();
    Answer answer = session_ ? run(command) : Answer{.host = HostStatus::no_connect};
    if (answer.host != HostStatus::ok) answer.residual = length_of(command);
    answer.start = std::chrono::duration_cast<microseconds>(start - origin_);
    answer.duration = std::chrono::duration_cast<microseconds>(IscsiSession::Clock::now() - start);
    return answer;
  }

  [[nodiscard]] bool is_connected() const override {
    const std::scoped_lock lock(mutex_);
    return session_ != nullptr;
  }
  [[nodiscard]] std::uint64_t logical_unit_number() const override { return static_cast<std::uint64_t>(lun_); }

 private:
  Answer run(const Command& command) {
    News news;
    const Task task = make_task(command);
    // libiscsi takes a pointer to mutable bytes and only reads them.
    iscsi_data out{.size = length_of(command), .data = const_cast<std::uint8_t*>(command.data_out.data())};
    Answer answer;
    if (command.direction == Direction::from_drive) {
      answer.data_in.resize(command.room);
      if (command.room > 0)
        scsi_task_add_data_in_buffer(task.get(), static_cast<int>(command.room), answer.data_in.data());
    }
    switch (session_->run(*task, command.direction == Direction::to_drive ? &out : nullptr, command.timeout, news)) {
      case Ended::broken:
        session_.reset();
        return {.host = HostStatus::transport_disrupted};
      case Ended::late:
        if (!session_->abort(*task)) session_.reset();
        return {.host = HostStatus::time_out};
      case Ended::arrived:
        break;
    }
    return finish(*task, news, std::move(answer));
  }

  static Answer finish(const scsi_task& task, const News& news, Answer answer) {
    answer.status = static_cast<std::uint8_t>(news.status);
    if (answer.status == check_condition) {
      answer.sense = sense_of({task.datain.data, static_cast<std::size_t>(std::max(0, task.datain.size))});
    }
    // An overflow is data that the drive had and the host did not ask for: nothing of what was asked is missing.
    const bool is_short = task.residual_status == SCSI_RESIDUAL_UNDERFLOW;
    answer.residual = is_short ? static_cast<std::uint32_t>(std::min<std::size_t>(task.residual, task.expxferlen)) : 0;
    // A refused command brings data only where the target says how much of it is missing.
    const bool has_data = answer.status == good || task.residual_status != SCSI_RESIDUAL_NO_RESIDUAL;
    answer.data_in.resize(
        has_data ? answer.data_in.size() - std::min<std::size_t>(answer.residual, answer.data_in.size()) : 0);
    return answer;
  }

  // Answers the target's own questions while nobody sends commands, and notices its end.
  void keep(const std::stop_token& stop) {
    constexpr auto pause = std::chrono::milliseconds{1'000};
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
      wakened_.wait_for(lock, stop, pause, [] { return false; });
      if (session_ && !session_->serve_idle()) session_.reset();
    }
  }

  mutable std::mutex mutex_;
  std::condition_variable_any wakened_;
  std::unique_ptr<IscsiSession> session_;  // empty once the connection has ended
  int lun_;
  IscsiSession::Clock::time_point origin_{IscsiSession::Clock::now()};
  std::jthread keeper_;
};

}  // namespace

std::expected<std::unique_ptr<Drive>, ConnectError> connect_iscsi(const std::string& url, const IscsiOptions& options) {
  auto session = std::make_unique<IscsiSession>(options);
  if (const auto made = session->open(url); !made) {
    return std::unexpected(ConnectError{
        fmt::format("{}: {}; start the target, or give the address that `bbdrive serve` printed", url, made.error())});
  }
  return std::make_unique<IscsiDrive>(std::move(session));
}

}  // namespace conformance::preload::scsi

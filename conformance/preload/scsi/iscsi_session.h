// One libiscsi session and the loop that serves it. Not for two threads at once: IscsiDrive holds the lock.
#pragma once

#include <iscsi/iscsi.h>
#include <iscsi/scsi-lowlevel.h>

#include <chrono>
#include <memory>

#include "conformance/preload/scsi/iscsi_drive.h"

namespace conformance::preload::scsi {

// Where libiscsi's callback leaves its news.
struct News {
  bool arrived{};
  int status{};
};

class IscsiSession {
 public:
  using Clock = std::chrono::steady_clock;
  enum class Ended : std::uint8_t { arrived, broken, late };

  explicit IscsiSession(const IscsiOptions& options) : options_(options) {}
  IscsiSession(const IscsiSession&) = delete;
  IscsiSession& operator=(const IscsiSession&) = delete;
  ~IscsiSession();

  // Connects and logs in. The error is libiscsi's own words.
  std::expected<void, std::string> open(const std::string& url);
  // A polite end: the target need not find out by itself. Nobody can act on its failure.
  void log_out();

  // Sends a task and serves the connection until its answer, the end of the connection, or `timeout`.
  Ended run(scsi_task& task, iscsi_data* out, std::chrono::milliseconds timeout, News& news);
  // Takes the task back from the target after `late`. False: the target did not confirm, so its state is unknown.
  bool abort(scsi_task& task);
  // Answers what the target asked while no command was under way. False: the connection has ended.
  bool serve_idle();

  [[nodiscard]] int lun() const { return lun_; }

 private:
  struct ContextDeleter {
    void operator()(iscsi_context* context) const { iscsi_destroy_context(context); }
  };
  Ended serve_until(const News& news, Clock::time_point deadline);
  bool serve_once(std::chrono::milliseconds longest);
  bool is_answering(Clock::time_point now);
  std::expected<void, std::string> finish(const News& news);
  [[nodiscard]] std::string reason() const;

  IscsiOptions options_;
  int lun_{};
  bool is_logged_in_{};
  // libiscsi keeps pointers to these until the context is gone.
  News connection_;
  News login_;
  News ping_;
  bool ping_is_under_way_{};
  Clock::time_point ping_moment_{Clock::now()};
  std::unique_ptr<iscsi_context, ContextDeleter> context_;
};

}  // namespace conformance::preload::scsi

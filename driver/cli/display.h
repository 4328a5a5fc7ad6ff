// What a user sees while a drive works: a bar on a terminal, lines of JSON for a program, nothing else.
#pragma once

#include <optional>
#include <string>

#include "driver/burn/progress.h"
#include "driver/cli/output.h"
#include "driver/transport/clock.h"

namespace driver::cli {

// Holds SIGTERM, SIGINT and SIGHUP back while it lives, so that they can be asked for between two blocks; not those
// that were ignored before. What came in the meantime is gone when it ends: it has been acted upon.
class HeldSignals {
 public:
  HeldSignals();
  ~HeldSignals();
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;
  [[nodiscard]] bool has_come() const;
};

// A line of at most columns - 1 characters that shows how far something is.
[[nodiscard]] std::string bar_line(const std::string& text, int percent, int columns);

class Display final : public burn::Observer {
 public:
  // `signals` may be null: nothing cancels then.
  Display(const Output& output, transport::Clock& clock, const HeldSignals* signals);
  ~Display() override;
  Display(const Display&) = delete;
  Display& operator=(const Display&) = delete;

  void waiting(const mmc::Sense& reason, base::Duration so_far) override;
  void remarked(const mmc::Sense& remark) override;
  void step_begins(const burn::Step& step, std::size_t number, std::size_t count) override;
  void progressed(const burn::Progress& progress) override;
  void noted(const std::string& text) override;
  [[nodiscard]] bool cancel_requested() override;

  // Takes the bar away, before anything else is said.
  void end_bar();

 private:
  [[nodiscard]] bool is_due(bool must_be_shown);
  void show_bar(const std::string& text, int percent);

  const Output& output_;
  transport::Clock& clock_;
  const HeldSignals* signals_;
  bool has_terminal_;
  bool has_bar_{};
  std::string label_;
  std::optional<base::Instant> last_shown_;
};

}  // namespace driver::cli

#include "driver/cli/display.h"

#include <fmt/core.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <ctime>
#include <nlohmann/json.hpp>

#include "emulator/base/console.h"

namespace driver::cli {
namespace {

// IMAPI tells its callers of writing every half second.
constexpr auto interval = std::chrono::milliseconds{500};

constexpr std::array ending{SIGTERM, SIGINT, SIGHUP};

// Those that concern us: nohup(1) ignores one, a shell others for what it starts in the background.
sigset_t ending_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : ending) {
    struct sigaction action{};
    if (sigaction(number, nullptr, &action) == 0 && action.sa_handler != SIG_IGN) sigaddset(&set, number);
  }
  return set;
}

// Of the terminal on standard error.
int columns() {
  constexpr int usual = 80;
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : usual;
}

}  // namespace

HeldSignals::HeldSignals() {
  const sigset_t set = ending_signals();
  sigprocmask(SIG_BLOCK, &set, nullptr);
}

HeldSignals::~HeldSignals() {
  const sigset_t set = ending_signals();
  const timespec at_once{};
  while (sigtimedwait(&set, nullptr, &at_once) > 0) {
  }
  sigprocmask(SIG_UNBLOCK, &set, nullptr);
}

bool HeldSignals::has_come() const {
  sigset_t pending;
  sigemptyset(&pending);
  sigpending(&pending);
  return std::ranges::any_of(ending, [&](int number) { return sigismember(&pending, number) == 1; });
}

Display::Display(const Output& output, transport::Clock& clock, const HeldSignals* signals)
    : output_(output), clock_(clock), signals_(signals), has_terminal_(isatty(STDERR_FILENO) == 1) {}

Display::~Display() { end_bar(); }

bool Display::cancel_requested() { return signals_ != nullptr && signals_->has_come(); }

bool Display::is_due(bool must_be_shown) {
  const base::Instant now = clock_.now();
  if (!must_be_shown && last_shown_ && now - *last_shown_ < interval) return false;
  last_shown_ = now;
  return true;
}

void Display::waiting(const mmc::Sense& reason, base::Duration /*so_far*/) {
  if (!is_due(false)) return;
  const int percent = reason.progress ? static_cast<int>(*reason.progress * 100U / 65536U) : 0;
  nlohmann::ordered_json fields{{"sense", describe(reason)}};
  if (reason.progress) fields["percent"] = percent;
  output_.event("waiting", fields);
  show_bar(label_.empty() ? "waiting for the drive" : label_, percent);
}

void Display::remarked(const mmc::Sense& remark) {
  // Unit attentions are an everyday matter between a host and a drive that it has just met.
  if (remark.key != mmc::SenseKey::unit_attention) noted(describe(remark));
}

void Display::step_begins(const burn::Step& step, std::size_t number, std::size_t count) {
  label_ = describe(step);
  output_.event("step", {{"number", number}, {"count", count}, {"text", label_}});
  last_shown_.reset();
  show_bar(label_, 0);
}

void Display::progressed(const burn::Progress& progress) {
  if (!is_due(progress.done == progress.total)) return;
  output_.event("progress", {{"written", progress.done.value}, {"total", progress.total.value}});
  show_bar(label_, static_cast<int>(progress.total.value > 0 ? progress.done.value * 100 / progress.total.value : 100));
}

void Display::noted(const std::string& text) {
  end_bar();
  output_.event("note", {{"text", text}});
  output_.text("note: " + text + "\n");
}

void Display::show_bar(const std::string& text, int percent) {
  if (!has_terminal_ || output_.is_json()) return;
  base::draw_over(bar_line(text, percent, columns()));
  has_bar_ = true;
}

void Display::end_bar() {
  if (has_bar_) base::draw_over("");
  has_bar_ = false;
}

std::string bar_line(const std::string& text, int percent, int columns) {
  constexpr int width = 30;
  const auto filled = static_cast<std::size_t>(percent * width / 100);
  const std::string line = fmt::format("[{:<{}}] {:3} %  {}", std::string(filled, '#'), width, percent, text);
  // The last column stays free: what is written there would begin the next line.
  return line.substr(0, static_cast<std::size_t>(std::max(columns - 1, 0)));
}

}  // namespace driver::cli

#include "conformance/replay/drive_seat.h"

#include "conformance/link/serve/served_answers.h"
#include "conformance/trace/data_check.h"

namespace conformance::replay {
namespace {

constexpr std::string_view url_mark = "{url}";

class Seat final : public link::serve::Answerer {
 public:
  explicit Seat(DriveRole& role) : role_(role) {}
  link::Answer answer(const link::serve::HostCommand& command) override {
    return role_.answer({command.nexus, command.cdb, command.data_out});
  }

 private:
  DriveRole& role_;
};

std::unexpected<ReplayError> failure(ReplayError::Kind kind, std::string text) {
  return std::unexpected(ReplayError{kind, std::move(text)});
}

// Empty when no word has a place for the URL.
std::vector<std::string> with_url(std::vector<std::string> words, const std::string& url) {
  bool is_replaced = false;
  for (std::string& word : words) {
    for (std::size_t at = word.find(url_mark); at != std::string::npos; at = word.find(url_mark, at + url.size())) {
      word.replace(at, url_mark.size(), url);
      is_replaced = true;
    }
  }
  return is_replaced ? words : std::vector<std::string>{};
}

}  // namespace

std::expected<ReplayResult, ReplayError> replay_as_drive(const std::filesystem::path& trace,
                                                         const std::vector<std::string>& words, const Sheets& sheets,
                                                         const DriveOptions& options) {
  const auto checked = trace::check_with_data(trace);
  if (!checked) return failure(ReplayError::Kind::bad_trace, checked.error().text);
  auto reader = trace::Reader::open(trace);
  if (!reader) return failure(ReplayError::Kind::bad_trace, reader.error().text);
  DriveRole role(*std::move(reader), sheets, options.waiting);
  Seat seat(role);
  auto served = link::serve::serve(seat);
  if (!served) return failure(ReplayError::Kind::cannot_run, served.error());
  const std::vector<std::string> command = with_url(words, (*served)->url());
  if (command.empty()) {
    return failure(ReplayError::Kind::cannot_run,
                   "the command has no {url} for the drive's address; write {url} where the program takes its drive");
  }
  const auto end = run_child(command, options.child);
  served->reset();  // nothing is answered after this, so the role may be looked at
  if (!end) return failure(ReplayError::Kind::cannot_run, end.error());
  auto result = role.finish();
  if (!result) return result;
  result->exchanges = checked->exchanges;
  const bool is_as_expected = !end->timed_out && end->signal == 0 && end->exit_code == options.expected_exit_code;
  if (result->verdict == ReplayResult::Verdict::pass && !is_as_expected) {
    result->verdict = ReplayResult::Verdict::fail;
    result->reason = command.front() + " " + end->text() + ", although its commands were those of the trace";
  }
  return concluded(*std::move(result));
}

}  // namespace conformance::replay

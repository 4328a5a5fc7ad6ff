#include <fmt/core.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "driver/burn/engine.h"
#include "driver/cli/commands.h"
#include "driver/cli/display.h"
#include "driver/cli/drive_session.h"
#include "driver/cli/named_files.h"
#include "driver/cli/source.h"

namespace driver::cli {
namespace {

using Json = nlohmann::ordered_json;

std::unexpected<Failure> bad_speed(const std::string& text) {
  return std::unexpected(
      Failure{ExitCode::usage,
              fmt::format("--speed {} is no speed; give a multiple as 8x or kilobytes per second as 11080", text)});
}

// "8x" by the medium's own 1x, or kB/s.
std::expected<std::optional<std::uint32_t>, Failure> speed_of(const std::string& text, drive::Family family) {
  if (text.empty() || text == "max") return std::nullopt;
  const bool is_factor = text.ends_with('x');
  const std::string_view digits = std::string_view{text}.substr(0, text.size() - (is_factor ? 1 : 0));
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(digits.begin(), digits.end(), number);
  if (error != std::errc{} || end != digits.end() || number == 0) return bad_speed(text);
  const std::uint64_t speed = is_factor ? drive::nominal_speed_kbytes_per_second(family, number) : number;
  constexpr std::uint64_t most = 1'000'000;  // a gigabyte per second is more than any optical drive writes
  if (speed > most) return bad_speed(text);
  return static_cast<std::uint32_t>(speed);
}

void print_plan(const Output& output, const burn::BurnPlan& plan) {
  const auto texts = [](const std::vector<burn::PlannedStep>& steps) {
    Json lines = Json::array();
    for (const burn::PlannedStep& planned : steps) lines.push_back(describe(planned.step));
    return lines;
  };
  output.event("plan", {{"recipe", plan.recipe},
                        {"session", plan.session},
                        {"track", plan.track},
                        {"start", plan.start.value},
                        {"blocks", plan.image.value},
                        {"steps", texts(plan.steps)},
                        {"when_cancelled", texts(plan.when_cancelled)}});
}

Result report(const Output& output, const burn::BurnPlan& plan, const burn::BurnReport& done) {
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(done.duration).count();
  const bool was_cancelled = done.was_cancelled || done.verify_was_cancelled;
  output.event(was_cancelled ? "cancelled" : "done", {{"disc", name_of(done.disc.at_least)},
                                                      {"session", plan.session},
                                                      {"start", plan.start.value},
                                                      {"blocks", plan.image.value},
                                                      {"written", done.disc.taken.value},
                                                      {"verified", done.is_verified},
                                                      {"milliseconds", milliseconds}});
  if (done.was_cancelled) {
    return std::unexpected(Failure{
        ExitCode::judged_and_failed,
        fmt::format("stopped by a signal, session {} does not hold the whole image; the disc: {}; {}", plan.session,
                    describe(done.disc),
                    done.disc.at_least == burn::DiscState::disc_closed ? "take another disc" : "burn it again")});
  }
  if (done.verify_was_cancelled) {
    return std::unexpected(Failure{
        ExitCode::judged_and_failed,
        fmt::format("stopped by a signal, session {} was written whole and not compared with the image; compare "
                    "it with bbburn verify",
                    plan.session)});
  }
  output.text(fmt::format("session {} holds the image: {} blocks from address {}{}; {}\n", plan.session,
                          plan.image.value, plan.start.value, done.is_verified ? ", read back and equal" : "",
                          name_of(done.disc.at_least)));
  return {};
}

// An image file is made for the address 0, where a blank disc begins.
Source source_of(const WriteOptions& options) {
  return options.place == burn::Place::blank_disc ? Source::folder_or_file : Source::folder;
}

Result burn_with(const WriteOptions& options, DriveSession& session, const Output& output) {
  const auto facts = session.discover();
  if (!facts) return std::unexpected(facts.error());
  const auto speed = speed_of(options.speed, facts->family());
  if (!speed) return std::unexpected(speed.error());
  const burn::BurnOptions wanted{.place = options.place,
                                 .method = options.method,
                                 .finish = options.finish,
                                 .verify = options.verify,
                                 .existing = options.existing,
                                 .write_kbytes_per_second = *speed,
                                 .largest_transfer = session.device().largest_transfer()};
  // The disc is looked at before the tree: mastering may take long, and its result would be for no address.
  const auto start = burn::next_start(*facts, wanted);
  if (!start) return std::unexpected(failure_of(start.error()));
  const auto source = open_source(options.tree, *start, source_of(options), output);
  if (!source) return std::unexpected(source.error());
  const auto plan = burn::plan(*facts, (*source)->size(), wanted);
  if (!plan) return std::unexpected(failure_of(plan.error()));
  print_plan(output, *plan);
  if (options.is_dry_run) {
    output.text(describe(*plan));
    return {};
  }
  const HeldSignals signals;
  Display display{output, session.clock(), &signals};
  session.device().listen(&display);
  const auto done = burn::run(*plan, session.device(), **source, display, session.clock());
  session.device().listen(nullptr);
  display.end_bar();
  if (!done) return std::unexpected(failure_of(done.error()));
  return report(output, *plan, *done);
}

}  // namespace

Result write(const WriteOptions& options) {
  const Output output{options.drive.form};
  const bool appends = options.place == burn::Place::next_session;
  std::vector<NamedFile> outputs = files_of_record(options.drive.record);
  outputs.push_back({"--name-map", options.tree.name_map});
  if (auto checked = check_outputs(outputs, {{"the source", options.tree.folder}}); !checked) return checked;
  if (auto checked = check_source_options(options.tree, source_of(options)); !checked) return checked;
  auto session = DriveSession::open(options.drive, appends ? "bbburn append" : "bbburn write");
  if (!session) return std::unexpected(session.error());
  return (*session)->close(burn_with(options, **session, output));
}

}  // namespace driver::cli

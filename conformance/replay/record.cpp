#include "conformance/replay/record.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "conformance/link/identity.h"
#include "conformance/link/sense.h"
#include "conformance/trace/usual_masks.h"
#include "conformance/trace/writer.h"
#include "emulator/base/hex.h"

namespace conformance::replay {
namespace {

// The probe of an unknown drive, as CDB and room for data-in. MMC-6 and SPC-4 commands that only ask.
constexpr auto identification = std::to_array<std::pair<std::string_view, std::size_t>>({
    {"00 00 00 00 00 00", 0},                       // TEST UNIT READY
    {"12 00 00 00 60 00", 96},                      // INQUIRY
    {"12 01 00 00 FF 00", 255},                     // INQUIRY, supported VPD pages
    {"46 00 00 00 00 00 00 FF FC 00", 65532},       // GET CONFIGURATION, all features
    {"46 01 00 00 00 00 00 FF FC 00", 65532},       // GET CONFIGURATION, current features
    {"4A 01 00 00 7E 00 00 00 08 00", 8},           // GET EVENT STATUS NOTIFICATION, all classes
    {"5A 08 3F 00 00 00 00 FF FC 00", 65532},       // MODE SENSE(10), all pages, current values
    {"5A 08 7F 00 00 00 00 FF FC 00", 65532},       // MODE SENSE(10), all pages, changeable values
    {"BD 00 00 00 00 00 00 00 00 08 00 00", 8},     // MECHANISM STATUS
    {"51 00 00 00 00 00 00 00 22 00", 34},          // READ DISC INFORMATION
    {"52 01 00 00 00 01 00 00 30 00", 48},          // READ TRACK INFORMATION, track 1
    {"52 01 00 00 00 FF 00 00 30 00", 48},          // READ TRACK INFORMATION, the invisible or incomplete track
    {"43 00 00 00 00 00 00 03 24 00", 804},         // READ TOC/PMA/ATIP, table of contents
    {"43 00 01 00 00 00 00 00 0C 00", 12},          // READ TOC/PMA/ATIP, session information
    {"43 02 02 00 00 00 00 0F FF 00", 4095},        // READ TOC/PMA/ATIP, full TOC
    {"43 02 04 00 00 00 00 00 1C 00", 28},          // READ TOC/PMA/ATIP, ATIP
    {"25 00 00 00 00 00 00 00 00 00", 8},           // READ CAPACITY(10)
    {"23 00 00 00 00 00 00 01 00 00", 256},         // READ FORMAT CAPACITIES
    {"5C 00 00 00 00 00 00 00 0C 00", 12},          // READ BUFFER CAPACITY
    {"AC 00 00 00 00 00 00 00 00 20 03 00", 520},   // GET PERFORMANCE, write speeds
    {"AC 10 00 00 00 00 00 00 00 20 00 00", 520},   // GET PERFORMANCE, nominal read performance
    {"AD 00 00 00 00 00 00 00 08 04 00 00", 2052},  // READ DISC STRUCTURE, DVD physical format information
    {"AD 01 00 00 00 00 00 00 10 04 00 00", 4100},  // READ DISC STRUCTURE, BD disc information
    {"A0 00 00 00 00 00 00 00 00 10 00 00", 16},    // REPORT LUNS
});

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::expected<ScriptCommand, std::string> parse_command(std::string_view line) {
  ScriptCommand command;
  const std::size_t in = line.find("in");
  const std::size_t out = line.find("out");
  auto cdb = base::parse_hex(trimmed(line.substr(0, std::min(in, out))));
  if (!cdb) return std::unexpected(cdb.error());
  command.cdb = *std::move(cdb);
  if (constexpr std::array<std::size_t, 4> sizes{6, 10, 12, 16};
      std::ranges::find(sizes, command.cdb.size()) == sizes.end()) {
    return std::unexpected(fmt::format("a CDB has 6, 10, 12 or 16 bytes, not {}", command.cdb.size()));
  }
  if (out != std::string_view::npos) {
    auto data = base::parse_hex(trimmed(line.substr(out + 3)));
    if (!data) return std::unexpected(data.error());
    command.data_out = *std::move(data);
  } else if (in != std::string_view::npos) {
    const std::string_view number = trimmed(line.substr(in + 2));
    const auto [stop, error] = std::from_chars(number.data(), number.data() + number.size(), command.expected);
    const bool is_whole = error == std::errc() && stop == number.data() + number.size();
    if (!is_whole || command.expected > trace::Limits{}.payload_bytes) {
      return std::unexpected(fmt::format("\"{}\" is no number of bytes", number));
    }
  }
  return command;
}

std::unexpected<RecordError> lost(const link::LinkError& error) {
  return std::unexpected(RecordError{RecordError::Kind::target_lost, link::told(error)});
}

std::unexpected<RecordError> unwritable(const trace::TraceError& error) {
  return std::unexpected(RecordError{RecordError::Kind::unwritable, error.text});
}

std::expected<trace::Exchange, trace::TraceError> exchange_of(trace::Writer& writer, const ScriptCommand& sent,
                                                              const link::Answer& answer) {
  trace::Exchange exchange;
  exchange.cdb = sent.cdb;
  exchange.expected = sent.expected;
  auto out = writer.keep(sent.data_out);
  if (!out) return std::unexpected(out.error());
  exchange.out = *std::move(out);
  auto in = writer.keep(answer.data_in);
  if (!in) return std::unexpected(in.error());
  exchange.in = *std::move(in);
  exchange.status = answer.status;
  exchange.sense = answer.sense;
  exchange.duration = answer.duration;
  if (answer.status == link::status_good) exchange.masks = trace::usual_masks(sent.cdb, answer.data_in);
  return exchange;
}

}  // namespace

std::expected<std::vector<ScriptCommand>, std::string> parse_script(std::string_view text) {
  std::vector<ScriptCommand> script;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::string_view content = trimmed(line.substr(0, line.find('#')));
    if (content.empty()) continue;
    auto command = parse_command(content);
    if (!command) return std::unexpected(fmt::format("line {}: {}", number, command.error()));
    script.push_back(*std::move(command));
  }
  if (script.empty()) return std::unexpected("it holds no command");
  return script;
}

std::vector<ScriptCommand> identification_script() {
  std::vector<ScriptCommand> script;
  for (const auto& [cdb, expected] : identification) script.push_back({base::parse_hex(cdb).value(), expected});
  return script;
}

std::expected<RecordSummary, RecordError> record(link::Target& target, const std::filesystem::path& file,
                                                 const std::vector<ScriptCommand>& script,
                                                 const RecordOptions& options) {
  auto link = target.open();
  if (!link) return lost(link.error());
  auto identity = link::identify(**link, options.patience);
  if (!identity) return lost(identity.error());
  const trace::Header header{identity->drive, identity->situation, options.provenance};
  auto writer = trace::Writer::create(file, header);
  if (!writer) return unwritable(writer.error());
  const auto begin = std::chrono::steady_clock::now();
  for (const ScriptCommand& command : script) {
    const auto start = std::chrono::steady_clock::now() - begin;
    const auto answer =
        (*link)->exchange({.cdb = command.cdb, .data_out = command.data_out, .expected = command.expected});
    if (!answer) return lost(answer.error());
    auto exchange = exchange_of(*writer, command, *answer);
    if (!exchange) return unwritable(exchange.error());
    exchange->start = std::chrono::duration_cast<std::chrono::microseconds>(start);
    if (auto added = writer->add(*exchange); !added) return unwritable(added.error());
  }
  if (auto finished = writer->finish(); !finished) return unwritable(finished.error());
  return RecordSummary{header, script.size()};
}

}  // namespace conformance::replay

// Traces for tests, written exchange by exchange into a folder of their own.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/replay/sheets.h"
#include "conformance/trace/reader.h"
#include "conformance/trace/writer.h"
#include "emulator/base/hex.h"

namespace conformance::replay {

inline const Sheets& repository_sheets() {
  static const Sheets loaded = Sheets::load(BURNBENCH_SOURCE_DIR "/fixtures/layouts").value();
  return loaded;
}

// The verbs of a trace: what was sent and what came.
struct RecordedCommand {
  std::string cdb;
  std::string in{};
  base::ByteBuffer out{};
  std::string sense{};  // "6/29/00"; empty for GOOD
  std::uint32_t nexus{};
  std::vector<trace::Mask> masks{};
};

class TraceFolder {
 public:
  TraceFolder() {
    std::string name = testing::TempDir() + "replay-XXXXXX";
    path_ = mkdtemp(name.data());
  }
  ~TraceFolder() { std::filesystem::remove_all(path_); }
  TraceFolder(const TraceFolder&) = delete;
  TraceFolder& operator=(const TraceFolder&) = delete;

  [[nodiscard]] std::filesystem::path file() const { return path_ / "t.bbt"; }

  // A trace that begins with a blank BD-R.
  void write(const std::vector<RecordedCommand>& commands) const {
    auto writer =
        trace::Writer::create(file(), {{"V", "P", "1"}, {0x0041, "bd-r", trace::DiscState::blank}, {"a test", {}, {}}});
    ASSERT_TRUE(writer) << writer.error().text;
    for (const RecordedCommand& command : commands) {
      trace::Exchange exchange;
      exchange.nexus = command.nexus;
      exchange.cdb = base::parse_hex(command.cdb).value();
      const base::ByteBuffer in = base::parse_hex(command.in).value();
      exchange.expected = in.size();
      exchange.in = writer->keep(in).value();
      exchange.out = writer->keep(command.out).value();
      exchange.masks = command.masks;
      if (!command.sense.empty()) {
        exchange.status = 0x02;
        const base::ByteBuffer code = base::parse_hex(command.sense).value();
        exchange.sense = {0x70, 0, code[0], 0, 0, 0, 0, 0x0A, 0, 0, 0, 0, code[1], code[2], 0, 0, 0, 0};
      }
      ASSERT_TRUE(writer->add(exchange));
    }
    ASSERT_TRUE(writer->finish());
  }

 private:
  std::filesystem::path path_;
};

}  // namespace conformance::replay

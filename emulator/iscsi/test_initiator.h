// The other side of a connection, for tests: PDUs written and read byte by byte, with no layout of ours, and a logical
// unit that answers what the test tells it to.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/base/hex.h"
#include "emulator/base/prng.h"
#include "emulator/iscsi/portal_group.h"
#include "emulator/iscsi/session.h"
#include "emulator/scsi/logical_unit.h"

namespace emulator::iscsi {

// Notes what it is asked and gives the replies that were laid ready, or GOOD.
class ToldUnit final : public scsi::LogicalUnit {
 public:
  struct Seen {
    scsi::NexusId nexus{};
    std::uint64_t lun{};
    std::string cdb;  // its first ten bytes
    base::ByteBuffer data_out;
    base::Instant when;
  };
  std::deque<scsi::Reply> replies;
  std::vector<Seen> seen;
  std::vector<scsi::ResetKind> resets;
  std::vector<scsi::NexusId> began, ended;
  std::vector<std::string> ports;  // the names with which they began
  bool flush_succeeds{true};

  scsi::Reply execute(const scsi::Request& request, base::Instant now) override {
    seen.push_back({request.nexus,
                    request.lun,
                    base::format_hex(base::Bytes{request.cdb.bytes}.first(10)),
                    {request.data_out.begin(), request.data_out.end()},
                    now});
    if (replies.empty()) return {};
    scsi::Reply reply = std::move(replies.front());
    replies.pop_front();
    return reply;
  }
  void reset(scsi::ResetKind kind, base::Instant /*now*/) override { resets.push_back(kind); }
  void nexus_began(scsi::NexusId nexus, std::string_view port, base::Instant /*now*/) override {
    began.push_back(nexus);
    ports.emplace_back(port);
  }
  void nexus_ended(scsi::NexusId nexus, base::Instant /*now*/) override { ended.push_back(nexus); }
  bool flush(scsi::FlushEpoch /*epoch*/) override { return flush_succeeds; }
};

inline base::ByteBuffer ramp(std::size_t size, std::uint8_t first = 0) {
  base::ByteBuffer bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(first + i * 7 + i / 251);
  return bytes;
}

inline void put(base::ByteBuffer& bytes, std::size_t offset, std::size_t width, std::uint64_t value) {
  for (std::size_t i = width; i-- > 0; value >>= 8) bytes[offset + i] = static_cast<std::uint8_t>(value);
}

inline std::uint64_t get(base::Bytes bytes, std::size_t offset, std::size_t width) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < width; ++i) value = value << 8 | bytes[offset + i];
  return value;
}

// A PDU as it stands on the wire, without digests.
struct Frame {
  base::ByteBuffer header = base::ByteBuffer(48);
  base::ByteBuffer data;

  Frame& with(std::size_t offset, std::size_t width, std::uint64_t value) {
    put(header, offset, width, value);
    return *this;
  }
  [[nodiscard]] std::uint64_t at(std::size_t offset, std::size_t width) const { return get(header, offset, width); }
  [[nodiscard]] unsigned opcode() const { return header[0] & 0x3FU; }
  [[nodiscard]] std::string text() const { return {data.begin(), data.end()}; }
  [[nodiscard]] base::ByteBuffer bytes() const {
    base::ByteBuffer all = header;
    put(all, 5, 3, data.size());
    all.insert(all.end(), data.begin(), data.end());
    all.resize((all.size() + 3) / 4 * 4);
    return all;
  }
};

inline std::vector<Frame> frames_of(base::Bytes stream) {
  std::vector<Frame> frames;
  while (!stream.empty()) {
    Frame frame;
    const std::size_t size = get(stream, 5, 3);
    const std::size_t padded = (size + 3) / 4 * 4;
    if (stream.size() < 48 + padded) {
      ADD_FAILURE() << "the output ends inside a PDU";
      break;
    }
    frame.header.assign(stream.begin(), stream.begin() + 48);
    const base::Bytes data = stream.subspan(48, size);
    frame.data.assign(data.begin(), data.end());
    frames.push_back(std::move(frame));
    stream = stream.subspan(48 + padded);
  }
  return frames;
}

// "a=1;b=2" with a zero byte for each semicolon and at the end.
inline base::ByteBuffer key_text(std::string_view text) {
  base::ByteBuffer bytes(text.begin(), text.end());
  std::ranges::replace(bytes, std::uint8_t{';'}, std::uint8_t{0});
  if (!bytes.empty()) bytes.push_back(0);
  return bytes;
}

inline std::string shown(std::string text) {
  std::ranges::replace(text, '\0', ';');
  return text;
}

inline Frame login_frame(std::uint8_t flags, std::string_view keys) {
  Frame frame;
  frame.header[0] = 0x43;
  frame.header[1] = flags;
  frame.with(8, 6, 0x80'12'34'56'78'9A).with(16, 4, 1).with(24, 4, 1);
  frame.data = key_text(keys);
  return frame;
}

inline constexpr std::string_view target_name = "iqn.2026-11.test.burnbench:one";
inline constexpr std::string_view normal_login =
    "InitiatorName=iqn.2026-11.test.host:a;TargetName=iqn.2026-11.test.burnbench:one;SessionType=Normal";
inline constexpr std::string_view discovery_login = "InitiatorName=iqn.2026-11.test.host:a;SessionType=Discovery";

inline Frame command_frame(std::uint32_t tag, std::uint32_t cmd_sn, std::string_view cdb) {
  Frame frame;
  frame.header[0] = 0x01;
  frame.header[1] = 0x80;
  frame.with(16, 4, tag).with(24, 4, cmd_sn);
  const auto bytes = base::parse_hex(cdb);
  if (!bytes) ADD_FAILURE() << bytes.error();
  std::ranges::copy(*bytes, frame.header.begin() + 32);
  return frame;
}

inline Frame read_frame(std::uint32_t tag, std::uint32_t cmd_sn, std::uint32_t expected) {
  Frame frame = command_frame(tag, cmd_sn, "28 00 00 00 00 10 00 00 02 00");
  frame.header[1] = 0xC0;
  return frame.with(20, 4, expected);
}

inline Frame write_frame(std::uint32_t tag, std::uint32_t cmd_sn, std::uint32_t expected,
                         base::ByteBuffer immediate = {}) {
  Frame frame = command_frame(tag, cmd_sn, "2A 00 00 00 00 10 00 00 02 00");
  frame.header[1] = 0xA0;
  frame.data = std::move(immediate);
  return frame.with(20, 4, expected);
}

struct DataOutFields {
  std::uint32_t tag{};
  std::uint32_t transfer_tag{0xFFFF'FFFF};
  std::uint32_t data_sn{};
  std::uint32_t offset{};
  bool is_final{true};
};

inline Frame data_out_frame(const DataOutFields& fields, base::ByteBuffer data) {
  Frame frame;
  frame.header[0] = 0x05;
  frame.header[1] = fields.is_final ? 0x80 : 0;
  frame.with(16, 4, fields.tag).with(20, 4, fields.transfer_tag).with(36, 4, fields.data_sn).with(40, 4, fields.offset);
  frame.data = std::move(data);
  return frame;
}

inline Frame task_management_frame(std::uint8_t function, std::uint32_t tag, std::uint32_t referenced,
                                   std::uint32_t ref_cmd_sn) {
  Frame frame;
  frame.header[0] = 0x42;
  frame.header[1] = 0x80 | function;
  return frame.with(16, 4, tag).with(20, 4, referenced).with(32, 4, ref_cmd_sn);
}

// One connection to a portal group.
class Host {
 public:
  explicit Host(PortalGroup& group, const OwnParameters& own = {}) : session(group, "127.0.0.1:3260", own) {}

  // All that the session has to say, taken from it.
  base::ByteBuffer taken() {
    base::ByteBuffer all;
    std::array<base::Bytes, 8> pieces;
    while (const std::size_t count = session.output(pieces)) {
      std::size_t size = 0;
      for (std::size_t i = 0; i < count; ++i) {
        all.insert(all.end(), pieces[i].begin(), pieces[i].end());
        size += pieces[i].size();
      }
      session.sent(size);
    }
    return all;
  }
  std::vector<Frame> answers() { return frames_of(taken()); }

  std::vector<Frame> send(const Frame& frame) {
    session.receive(frame.bytes(), now);
    return answers();
  }
  // The only answer to a PDU.
  Frame ask(const Frame& frame) {
    const std::vector<Frame> got = send(frame);
    EXPECT_EQ(got.size(), 1U);
    return got.empty() ? Frame{} : got.front();
  }
  std::vector<Frame> wake() {
    session.wake(now);
    return answers();
  }
  Frame log_in(std::string_view more = "", std::string_view names = normal_login) {
    return ask(login_frame(0x87, std::string(names) + (more.empty() ? "" : ";") + std::string(more)));
  }

  base::Instant now{};
  Session session;
};

// A target with one unit and one connection.
class Bench {
 public:
  explicit Bench(const OwnParameters& own = {}, const Limits& limits = {}) : group(limits), host(nullptr) {
    group.add_target(std::string(target_name), unit);
    host = std::make_unique<Host>(group, own);
  }
  ToldUnit unit;
  PortalGroup group;
  std::unique_ptr<Host> host;
};

}  // namespace emulator::iscsi

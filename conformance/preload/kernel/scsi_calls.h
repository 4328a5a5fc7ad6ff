// For tests: commands of a program over a fake drive, by each of the three device files.
#pragma once

#include <fcntl.h>
#include <scsi/sg.h>

#include <string_view>

#include "conformance/preload/kernel/bsg.h"
#include "conformance/preload/kernel/fake_device.h"
#include "conformance/preload/kernel/sg_io.h"

namespace conformance::preload::kernel {

inline constexpr int unknown_direction = -5;  // SG_DXFER_UNKNOWN, which glibc's header leaves out

// What a test says of a header of version 3; the rest is as a careful program sets it.
struct Header {
  int direction{SG_DXFER_NONE};
  std::uint32_t length{};
  std::uint32_t timeout{20'000};
  std::uint32_t flags{};
  std::uint32_t sense_room{32};
  std::uint32_t list_parts{};
  std::uint32_t list_bytes{};
  int list_error{};
  bool has_data{true};
  bool has_cdb{true};
  int interface_id{'S'};
  unsigned long request{SG_IO};
};

struct ScsiFile : FakeFile {
  explicit ScsiFile(wire::Driver driver, int flags = O_RDWR | O_NONBLOCK) : FakeFile(driver, flags) {}

  std::expected<ScsiDone, Errno> send(std::string_view cdb_hex, const Header& header = {}, base::Bytes out = {}) {
    const auto cdb = base::parse_hex(cdb_hex).value();
    const wire::ScsiRequest fields{.interface_id = header.interface_id,
                                   .direction = header.direction,
                                   .cdb_bytes = static_cast<std::uint32_t>(cdb.size()),
                                   .transfer_bytes = header.length,
                                   .timeout_milliseconds = header.timeout,
                                   .flags = header.flags,
                                   .sense_room = header.sense_room,
                                   .list_parts = header.list_parts,
                                   .list_bytes = header.list_bytes,
                                   .list_error = header.list_error,
                                   .has_cdb = header.has_cdb ? 1U : 0U,
                                   .has_data = header.has_data ? 1U : 0U,
                                   .sent_cdb_bytes = static_cast<std::uint32_t>(cdb.size())};
    return execute(
        file,
        {.request = header.request, .fields = fields, .cdb = cdb, .data_out = out, .is_privileged = is_privileged});
  }
  Errno refused(std::string_view cdb_hex, const Header& header = {}) {
    const auto done = send(cdb_hex, header);
    return done ? 0 : done.error();
  }
  bool is_privileged{true};
};

inline Header reading(std::uint32_t length) { return {.direction = SG_DXFER_FROM_DEV, .length = length}; }
inline Header writing(std::uint32_t length) { return {.direction = SG_DXFER_TO_DEV, .length = length}; }

inline constexpr const char* tur = "00 00 00 00 00 00";
inline constexpr const char* inquiry_96 = "12 00 00 00 60 00";
inline constexpr const char* read_a_block = "28 00 00 00 00 00 00 00 01 00";
inline constexpr const char* blank_disc = "A1 00 00 00 00 00 00 00 00 00 00 00";
inline constexpr const char* vendor_command = "FF 00 00 00 00 00";

}  // namespace conformance::preload::kernel

#include "emulator/mmc/commands/get_performance.h"

#include <algorithm>

#include "emulator/mmc/commands/get_performance_layout.h"
#include "emulator/mmc/disc_end.h"
#include "emulator/mmc/reply_bytes.h"

namespace emulator::mmc {
namespace {

namespace cdb = get_performance_cdb;

// MMC-6, GET PERFORMANCE command, Type codes.
constexpr std::uint8_t nominal = 0x00;
constexpr std::uint8_t write_speeds = 0x03;

// MMC-6, GET PERFORMANCE command, Data Type for type 00h: tolerance in bits 4 and 3, which hosts set or leave, then
// Write, then which exceptions.
constexpr std::uint64_t write_bit = 0x04;
constexpr std::uint64_t exception_bits = 0x03;
constexpr std::uint64_t reserved_exceptions = 3;

using Descriptors = std::vector<base::ByteBuffer>;

struct Performance {
  bool is_of_writing{};
  bool has_exceptions{};
  Descriptors descriptors{};
};

// The same speed everywhere: the discs turn at constant linear velocity.
base::ByteBuffer flat(const drive::Drive& drive, std::uint32_t speed) {
  namespace layout = nominal_performance_descriptor;
  base::ByteBuffer bytes(16);
  layout::start_performance::set(bytes, speed);
  layout::end_lba::set(bytes, last_address(drive).wire());
  layout::end_performance::set(bytes, speed);
  return bytes;
}

std::expected<Performance, scsi::Sense> nominal_performance(const drive::Drive& drive, std::uint64_t data_type) {
  const bool writes = (data_type & write_bit) != 0;
  const std::uint64_t exceptions = data_type & exception_bits;
  if (exceptions == reserved_exceptions) return std::unexpected(scsi::invalid_cdb_field(1, 1));
  if (writes && !drive.can_write_medium()) return std::unexpected(scsi::invalid_cdb_field(1, 2));
  Performance performance{.is_of_writing = writes, .has_exceptions = exceptions != 0};
  // Nothing falls behind the nominal speed, so exceptions are a list of none.
  if (exceptions == 0) {
    performance.descriptors.push_back(flat(drive, writes ? drive.write_speed() : drive.read_speed()));
  }
  return performance;
}

// A disc that cannot be written has one entry all the same, of no speed: hosts take an empty list for a broken drive.
Performance write_speed_list(const drive::Drive& drive) {
  namespace layout = write_speed_descriptor;
  std::vector<std::uint32_t> speeds = drive.write_speeds();
  if (speeds.empty()) speeds.push_back(0);
  Performance performance;
  for (const std::uint32_t speed : speeds) {
    base::ByteBuffer bytes(16);
    layout::end_lba::set(bytes, last_address(drive).wire());
    layout::read_speed::set(bytes, drive.read_speeds().front());
    layout::write_speed::set(bytes, speed);
    performance.descriptors.push_back(std::move(bytes));
  }
  return performance;
}

// The length tells of all descriptors, also of those for which there was no room.
base::ByteBuffer encode(const Performance& performance, std::uint64_t room) {
  namespace layout = performance_header;
  base::ByteBuffer reply(8);
  std::size_t bytes_of_all = 0;
  for (std::size_t i = 0; i < performance.descriptors.size(); ++i) {
    bytes_of_all += performance.descriptors[i].size();
    if (i < room) append(reply, performance.descriptors[i]);
  }
  layout::performance_data_length::set(reply, 4 + bytes_of_all);
  layout::write::set(reply, performance.is_of_writing ? 1 : 0);
  layout::except::set(reply, performance.has_exceptions ? 1 : 0);
  return reply;
}

}  // namespace

scsi::Outcome get_performance(drive::Drive& drive, const scsi::Request& request, base::Instant) {
  const std::uint64_t room = cdb::maximum_number_of_descriptors::get(request.cdb);
  const std::uint64_t type = cdb::type::get(request.cdb);
  if (type == write_speeds) return scsi::data_reply(encode(write_speed_list(drive), room));
  if (type != nominal) return std::unexpected(scsi::invalid_cdb_field(10));
  const auto performance = nominal_performance(drive, cdb::data_type::get(request.cdb));
  if (!performance) return std::unexpected(performance.error());
  return scsi::data_reply(encode(*performance, room));
}

}  // namespace emulator::mmc

#include "emulator/mmc/commands/report_supported_operation_codes.h"

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "emulator/mmc/cdb_usage.h"
#include "emulator/mmc/command_table.h"
#include "emulator/mmc/operation_codes.h"
#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

// Of every command in the list: operation code, service action, length.
struct Listed {
  std::uint8_t operation_code{};
  std::uint8_t service_action{};
  bool has_service_action{};
  std::size_t length{};
};

std::vector<Listed> listed(TestDrive& bench) {
  const base::ByteBuffer reply = scsi::gather(bench.send("A3 0C 00 00 00 00 00 01 00 00 00 00").segments);
  std::vector<Listed> list;
  for (std::size_t at = 4; at + 8 <= reply.size(); at += 8) {
    list.push_back({reply[at], reply[at + 3], (reply[at + 5] & 1) != 0, reply[at + 7]});
  }
  return list;
}

TEST(ReportSupportedOperationCodes, every_command_of_the_list_exists) {
  TestDrive bench;
  const std::vector<Listed> list = listed(bench);
  EXPECT_GT(list.size(), 40U);
  for (const Listed& command : list) {
    scsi::Cdb cdb;
    cdb.bytes[0] = command.operation_code;
    cdb.bytes[1] = command.service_action;
    const Command* row = find_command(cdb, bench.drive.profile());
    ASSERT_NE(row, nullptr) << int{command.operation_code};
    EXPECT_EQ(command.has_service_action, has_service_action(*row)) << row->name;
    EXPECT_EQ(command.length, cdb_length(command.operation_code)) << row->name;
  }
}

TEST(ReportSupportedOperationCodes, reader_lists_no_command_of_writing) {
  drive::DriveProfile reader = profile_of("generic-cd");
  reader.profiles = {media::ProfileNumber::cd_rom};
  TestDrive bench({}, reader);
  for (const Listed& command : listed(bench)) EXPECT_NE(command.operation_code, 0x2A);
}

TEST(ReportSupportedOperationCodes, length_is_that_of_all_descriptors) {
  TestDrive bench;
  const std::size_t all = listed(bench).size() * 8;
  const auto length = base::parse_hex(bench.data("A3 0C 00 00 00 00 00 00 00 04 00 00"));
  EXPECT_EQ(std::size_t{(*length)[2]} << 8 | (*length)[3], all) << "though the reply was cut";
}

// SPC-4, REPORT SUPPORTED OPERATION CODES command, RCTD bit.
TEST(ReportSupportedOperationCodes, timeouts_follow_where_they_are_asked_for) {
  TestDrive bench;
  EXPECT_EQ(bench.data("A3 0C 80 00 00 00 00 00 00 18 00 00"),
            "00 00 " +
                base::format_hex(base::ByteBuffer{static_cast<std::uint8_t>(listed(bench).size() * 20 >> 8),
                                                  static_cast<std::uint8_t>(listed(bench).size() * 20)}) +
                " 00 00 00 00 00 02 00 06 00 0A 00 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(bench.data("A3 0C 81 12 00 00 00 00 00 FF 00 00"),
            "00 83 00 06 12 01 FF FF FF 00 00 0A 00 00 00 00 00 00 00 00 00 00");
}

TEST(ReportSupportedOperationCodes, one_command_by_its_operation_code) {
  TestDrive bench;
  EXPECT_EQ(bench.data("A3 0C 01 12 00 00 00 00 00 FF 00 00"), "00 03 00 06 12 01 FF FF FF 00");
  EXPECT_EQ(bench.data("A3 0C 01 08 00 00 00 00 00 FF 00 00"), "00 01 00 00") << "READ (6) is not MMC's";
  EXPECT_EQ(bench.pointed("A3 0C 01 9E 00 00 00 00 00 FF 00 00"), "cdb 2.2") << "it has service actions";
}

TEST(ReportSupportedOperationCodes, one_command_by_its_service_action) {
  TestDrive bench;
  EXPECT_EQ(bench.data("A3 0C 02 9E 00 10 00 00 00 FF 00 00"),
            "00 03 00 10 9E 10 00 00 00 00 00 00 00 00 FF FF FF FF 00 00");
  EXPECT_EQ(bench.data("A3 0C 02 9E 00 12 00 00 00 FF 00 00"), "00 01 00 00");
  EXPECT_EQ(bench.pointed("A3 0C 02 12 00 00 00 00 00 FF 00 00"), "cdb 2.2") << "it has no service actions";
}

TEST(ReportSupportedOperationCodes, one_command_by_either) {
  TestDrive bench;
  EXPECT_EQ(bench.data("A3 0C 03 12 00 00 00 00 00 FF 00 00"), "00 03 00 06 12 01 FF FF FF 00");
  EXPECT_EQ(bench.data("A3 0C 03 12 00 01 00 00 00 FF 00 00"), "00 01 00 00");
  EXPECT_EQ(bench.data("A3 0C 03 A4 00 00 00 00 00 04 00 00"), "00 03 00 0C") << "MMC's REPORT KEY";
}

TEST(ReportSupportedOperationCodes, reserved_options_are_refused) {
  TestDrive bench;
  EXPECT_EQ(bench.pointed("A3 0C 04 12 00 00 00 00 00 FF 00 00"), "cdb 2.2");
}

// A host that asks for MAINTENANCE IN has not sent a key, and the other way round.
// Checklist 98.
TEST(ReportSupportedOperationCodes, send_key_is_another_command) {
  TestDrive bench;
  EXPECT_EQ(bench.pointed("A3 00 00 00 00 00 00 00 00 00 06 00"), "cdb 1.4");
  EXPECT_EQ(bench.pointed("A3 0A 00 00 00 00 00 00 00 FF 00 00"), "cdb 1.4");
}

// --- the masks, against the layout sheets

CdbMask mask_of(const nlohmann::json& fields) {
  CdbMask mask{};
  for (const auto& field : fields) {
    const auto byte = field.at("byte").get<std::size_t>();
    if (field.contains("width")) {
      for (std::size_t i = 0; i < field.at("width").get<std::size_t>(); ++i) {
        if (byte + i > 0) mask.at(byte + i - 1) = 0xFF;
      }
      continue;
    }
    for (unsigned bit = field.at("low"); bit <= field.at("high").get<unsigned>(); ++bit) {
      mask.at(byte - 1) = static_cast<std::uint8_t>(mask.at(byte - 1) | 1U << bit);
    }
  }
  return mask;
}

// The sheet's bits by operation code; of a code with several CDBs those of the service action's own sheet.
std::optional<CdbMask> sheet_mask(const std::string& layout) {
  const std::string family = layout.substr(0, layout.rfind("_cdb"));
  std::ifstream file(BURNBENCH_SOURCE_DIR "/fixtures/layouts/" + family + ".json");
  if (!file) return std::nullopt;
  const nlohmann::json sheet = nlohmann::json::parse(file);
  return mask_of(sheet.at("layouts").at(layout).at("fields"));
}

std::string sheet_name(const Command& command) {
  if (command.operation_code == operation_code::service_action_in_16) return "read_capacity_16_cdb";
  if (command.operation_code == operation_code::maintenance_in) return "report_supported_operation_codes_cdb";
  std::ifstream file(BURNBENCH_SOURCE_DIR "/fixtures/registry/operation_codes.json");
  const nlohmann::json registry = nlohmann::json::parse(file);
  for (const auto& entry : registry.at("entries")) {
    if (std::stoul(entry.at("code").get<std::string>(), nullptr, 16) != command.operation_code) continue;
    return entry.at("identifier").get<std::string>() + "_cdb";
  }
  return "?";
}

TEST(CdbUsage, no_bit_is_claimed_that_the_standard_has_no_field_for) {
  for (const Command& command : all_commands()) {
    const auto sheet = sheet_mask(sheet_name(command));
    ASSERT_TRUE(sheet) << command.name;
    base::ByteBuffer usage = usage_of(command);
    for (std::size_t byte = 1; byte < usage.size(); ++byte) {
      EXPECT_EQ(usage[byte] & ~(*sheet)[byte - 1], 0) << command.name << ", byte " << byte;
    }
  }
}

// What the table's own functions read has to be in the mask: their bits set, and nothing else, read as all ones.
TEST(CdbUsage, lengths_are_claimed) {
  for (const Command& command : all_commands()) {
    const base::ByteBuffer usage = usage_of(command);
    ASSERT_EQ(usage.front(), command.operation_code);
    base::ByteBuffer cdb(16);
    std::ranges::copy(usage, cdb.begin());
    const auto is_all_ones = [](std::uint64_t value) { return value != 0 && (value & (value + 1)) == 0; };
    if (command.allocation_length != nullptr) {
      EXPECT_TRUE(is_all_ones(command.allocation_length(cdb))) << command.name;
    }
    const bool is_fixed = command.operation_code == operation_code::format_unit;  // no field, but FMTDATA
    if (command.parameter_list_length != nullptr && !is_fixed) {
      EXPECT_TRUE(is_all_ones(command.parameter_list_length(cdb))) << command.name;
    }
  }
}

}  // namespace
}  // namespace emulator::mmc

// GAT: when several things stand against a command, which one the host is told. Drives differ here more than elsewhere.
// SAM-5, Status precedence and Unit attention condition; SPC-4, Incorrect logical unit numbers.
#include "conformance/cases/judge.h"
#include "conformance/cases/registry.h"
#include "conformance/link/iscsi/url.h"

namespace conformance::cases {
namespace {

constexpr std::uint8_t reservation_conflict = 0x18;

base::ByteBuffer test_unit_ready() { return cdb("00 00 00 00 00 00"); }
// An operation code that no standard has given to any device since the days of SCSI-2's printers.
base::ByteBuffer unknown_command() { return cdb("1F 00 00 00 00 00"); }
base::ByteBuffer reserve() { return cdb("16 00 00 00 00 00"); }
base::ByteBuffer release() { return cdb("17 00 00 00 00 00"); }

const Allowed unknown{0x02, link::SenseCode{5, 0x20, 0}};

// Power on or a reset, by any of its qualifiers; nexus loss among them.
std::vector<Allowed> told_of_its_beginning() {
  std::vector<Allowed> outcomes;
  for (std::uint8_t qualifier = 0; qualifier <= 7; ++qualifier) {
    outcomes.push_back({0x02, link::SenseCode{6, 0x29, qualifier}});
  }
  return outcomes;
}

void absent_unit_is_told_first(Judge& judge) {
  judge.begin(0);
  judge.allowed({.cdb = test_unit_ready(), .lun = link::iscsi::lun_field(200)});
  judge.allowed({.cdb = test_unit_ready()}, told_of_its_beginning());
}

void attention_is_told_before_an_unknown_command(Judge& judge) {
  judge.begin(0);
  judge.allowed({.cdb = unknown_command()}, told_of_its_beginning());
  judge.allowed({.cdb = unknown_command()}, {unknown});
}

// Whether nexus 0 holds the drive now. RESERVE (6) is gone from SPC-4; a drive may do without.
bool is_reserved(Judge& judge) {
  const auto answer = judge.allowed({.cdb = reserve()}, {{0x00}, unknown});
  if (answer.status != link::status_good) judge.skip("needs a drive that offers RESERVE (6)");
  return judge.goes_on();
}

void attention_is_told_before_a_reservation(Judge& judge) {
  if (!is_reserved(judge)) return;
  judge.begin(1);
  judge.allowed({.cdb = test_unit_ready(), .nexus = 1}, told_of_its_beginning());
  judge.allowed({.cdb = test_unit_ready(), .nexus = 1}, {{reservation_conflict}});
  judge.good({.cdb = release()});
}

void reservation_is_told_before_an_unknown_command(Judge& judge) {
  judge.settle(1);
  if (!is_reserved(judge)) return;
  judge.allowed({.cdb = unknown_command(), .nexus = 1}, {{reservation_conflict}});
  judge.allowed({.cdb = unknown_command()}, {unknown});
  judge.good({.cdb = release()});
  judge.allowed({.cdb = unknown_command(), .nexus = 1}, {unknown});
}

struct Asked {
  std::string_view cdb;
  std::size_t room;
};
constexpr Asked identity[]{{"12 00 00 00 24 00", 36}, {"A0 00 00 00 00 00 00 00 00 10 00 00", 16}};
constexpr Asked state[]{{"46 00 00 00 00 00 00 00 08 00", 8}, {"4A 01 00 00 10 00 00 00 08 00", 8}};

void identity_is_told_while_an_attention_waits(Judge& judge) {
  judge.begin(0);
  for (const Asked& asked : identity) judge.good({.cdb = cdb(asked.cdb), .expected = asked.room}, asked.room);
  for (const Asked& asked : state) judge.good({.cdb = cdb(asked.cdb), .expected = asked.room}, 4);
  judge.allowed({.cdb = test_unit_ready()}, told_of_its_beginning());
}

void identity_is_told_to_those_whom_a_reservation_keeps_out(Judge& judge) {
  judge.settle(1);
  if (!is_reserved(judge)) return;
  for (const Asked& asked : identity) {
    judge.good({.cdb = cdb(asked.cdb), .expected = asked.room, .nexus = 1}, asked.room);
  }
  judge.good({.cdb = cdb("03 00 00 00 12 00"), .expected = 18, .nexus = 1}, 14);
  judge.good({.cdb = release(), .nexus = 1});
  judge.allowed({.cdb = test_unit_ready(), .nexus = 1}, {{reservation_conflict}});
  judge.good({.cdb = release()});
}

void unknown_command_is_told_before_a_missing_medium(Judge& judge) { judge.allowed({.cdb = unknown_command()}); }

}  // namespace

std::vector<Case> gate_cases() {
  const auto header = [](std::string_view id, std::string_view claim, std::string_view title, std::string_view clause) {
    return CaseHeader{.id = std::string(id),
                      .name = fmt::format("mmc.gates.{}", claim),
                      .title = std::string(title),
                      .standard = "SAM-5",
                      .clause = std::string(clause)};
  };
  CaseHeader unit =
      header("GAT-01", "absent_unit_first", "an absent unit is told before an attention, which then waits",
             "Incorrect logical unit numbers");
  unit.standard = "SPC-4";
  unit.needs = {"nexuses:2"};  // a host of one nexus has taken the attention of its own
  unit.allowed = {{0x02, link::SenseCode{5, 0x25, 0}}};
  CaseHeader reserved = header("GAT-02", "attention_before_reservation", "an attention is told before a reservation",
                               "Status precedence");
  reserved.needs = {"nexuses:2"};
  CaseHeader conflict = header("GAT-03", "reservation_before_unknown_command",
                               "a reservation is told before an unknown command", "RESERVE (6) command");
  conflict.standard = "SPC-2";
  conflict.needs = {"nexuses:2"};
  CaseHeader attention = header("GAT-04", "attention_before_unknown_command",
                                "an attention is told before an unknown command", "Unit attention condition");
  attention.needs = {"nexuses:2"};
  CaseHeader empty = header("GAT-05", "unknown_command_before_medium",
                            "an unknown command is told before a missing medium", "Commands not implemented");
  empty.standard = "SPC-4";
  empty.needs = {"medium:none"};
  empty.allowed = {unknown};
  CaseHeader asked = header("GAT-06", "identity_while_an_attention_waits",
                            "who the drive is and what it can is told while an attention waits, and leaves it",
                            "Unit attention condition; MMC-6, GET CONFIGURATION Command");
  asked.needs = {"nexuses:2"};
  CaseHeader kept_out =
      header("GAT-07", "identity_while_reserved",
             "who the drive is is told to others while it is reserved, and their RELEASE does nothing",
             "RESERVE (6) command, RELEASE (6) command");
  kept_out.standard = "SPC-2";
  kept_out.needs = {"nexuses:2"};
  return {{std::move(unit), absent_unit_is_told_first},
          {std::move(reserved), attention_is_told_before_a_reservation},
          {std::move(conflict), reservation_is_told_before_an_unknown_command},
          {std::move(attention), attention_is_told_before_an_unknown_command},
          {std::move(empty), unknown_command_is_told_before_a_missing_medium},
          {std::move(asked), identity_is_told_while_an_attention_waits},
          {std::move(kept_out), identity_is_told_to_those_whom_a_reservation_keeps_out}};
}

}  // namespace conformance::cases

// ISC: the transport itself. RFC 7143. What a target does against the standard is noticed by the initiator in every
// case; these go where the others do not.
#include "conformance/cases/judge.h"
#include "conformance/cases/registry.h"
#include "conformance/cases/reply_layout.h"
#include "conformance/link/iscsi/iscsi_target.h"

namespace conformance::cases {
namespace {

using link::Residual;
using link::iscsi::IscsiTarget;

constexpr std::chrono::milliseconds timeout{30'000};

// Cases with the need link:iscsi run on no other target.
IscsiTarget& iscsi_target(Judge& judge) { return dynamic_cast<IscsiTarget&>(judge.target()); }

void discovery_lists_the_target(Judge& judge) {
  IscsiTarget& target = iscsi_target(judge);
  auto session = target.connect_for_discovery();
  if (!session) return judge.take(session.error());
  const auto keys = session->send_targets("All", timeout);
  if (!keys) return judge.take(keys.error());
  bool is_listed = false;
  bool has_address = false;
  for (const auto& [key, value] : keys->pairs()) {
    if (key == "TargetName") is_listed = is_listed || value == target.url().target_name;
    if (key == "TargetAddress") has_address = true;
  }
  judge.claim(is_listed, "TargetName", target.url().target_name, "not listed");
  judge.claim(has_address, "TargetAddress", "at least one", "none");
  if (auto ended = session->logout(timeout); !ended) judge.take(ended.error());
}

// INQUIRY for 36 bytes, which every drive has, with other expected lengths.
void residuals_tell_what_is_missing(Judge& judge) {
  struct Row {
    std::size_t expected;
    Residual residual;
  };
  constexpr std::size_t moved = 36;
  for (const Row& row : {Row{0, {Residual::Kind::overflow, 36}}, Row{20, {Residual::Kind::overflow, 16}},
                         Row{36, {Residual::Kind::none, 0}}, Row{200, {Residual::Kind::underflow, 164}},
                         Row{10000, {Residual::Kind::underflow, 9964}}}) {
    const auto answer = judge.good({.cdb = cdb("12 00 00 00 24 00"), .expected = row.expected});
    judge.equal(fmt::format("data-in bytes with expected length {}", row.expected), std::min(row.expected, moved),
                answer.data_in.size());
    if (!judge.goes_on()) return;
    const Residual residual = answer.residual.value_or(Residual{});
    judge.claim(residual == row.residual, fmt::format("residual with expected length {}", row.expected),
                fmt::format("kind {} count {}", static_cast<int>(row.residual.kind), row.residual.count),
                fmt::format("kind {} count {}", static_cast<int>(residual.kind), residual.count));
  }
}

void ping_brings_its_data_back(Judge& judge) {
  auto session = iscsi_target(judge).connect();
  if (!session) return judge.take(session.error());
  for (const std::size_t size : {0U, 1U, 4U, 63U, 2048U}) {
    base::ByteBuffer data(size);
    for (std::uint8_t& byte : data) byte = static_cast<std::uint8_t>(judge.random().next());
    const auto answer = session->ping(data, timeout);
    if (!answer) return judge.take(answer.error());
    judge.claim(*answer == data, fmt::format("NOP-In data of {} bytes", size), "the ping's data", "other bytes");
  }
  if (auto ended = session->logout(timeout); !ended) judge.take(ended.error());
}

void other_logical_unit_is_absent(Judge& judge) {
  const auto list = judge.good({.cdb = cdb("A0 00 00 00 00 00 00 00 02 00 00 00"), .expected = 512}, 16).data_in;
  judge.claim(get<report_luns_reply::lun_list_length>(list) >= 8, "report_luns_reply.lun_list_length", "at least 8",
              fmt::to_string(get<report_luns_reply::lun_list_length>(list)));
  judge.equal("report_luns_reply.lun", 0U, get<report_luns_reply::lun>(list));
  const std::uint64_t absent = link::iscsi::lun_field(200);
  const auto inquiry = judge.good({.cdb = cdb("12 00 00 00 24 00"), .expected = 36, .lun = absent}, 5).data_in;
  judge.equal("peripheral_qualifier", 3U, get<standard_inquiry_data::peripheral_qualifier>(inquiry));
  judge.equal("peripheral_device_type", 0x1FU, get<standard_inquiry_data::peripheral_device_type>(inquiry));
  judge.allowed({.cdb = cdb("00 00 00 00 00 00"), .lun = absent});
}

void new_nexus_hears_of_the_reset_once(Judge& judge) {
  auto link = judge.target().open();
  if (!link) return judge.take(link.error());
  for (const bool is_first : {true, false}) {
    const auto answer = (*link)->exchange({.cdb = cdb("00 00 00 00 00 00")});
    if (!answer) return judge.take(answer.error());
    const auto code = link::sense_code(answer->sense);
    constexpr std::uint8_t power_on_reset = 0x29;
    const bool is_told = link::is_unit_attention(*answer) && code && code->asc == power_on_reset;
    judge.equal(is_first ? "unit attention 29h at the first command" : "unit attention 29h at the second", is_first,
                is_told);
  }
}

}  // namespace

std::vector<Case> iscsi_cases() {
  const auto header = [](std::string_view id, std::string_view name, std::string_view title, std::string_view clause) {
    return CaseHeader{.id = std::string(id),
                      .name = fmt::format("iscsi.{}", name),
                      .title = std::string(title),
                      .standard = "RFC 7143",
                      .clause = std::string(clause),
                      .needs = {"link:iscsi"}};
  };
  CaseHeader luns = header("ISC-10", "lun.other_is_absent", "REPORT LUNS lists unit 0; another is not there",
                           "Logical Unit Number (LUN)");
  luns.allowed = {{0x02, link::SenseCode{5, 0x25, 0}}};
  return {{header("ISC-01", "discovery.send_targets", "discovery lists the target with an address", "SendTargets"),
           discovery_lists_the_target},
          {header("ISC-04", "command.residuals", "residual flags and counts tell what is missing",
                  "SCSI Response, Residual Count"),
           residuals_tell_what_is_missing},
          {header("ISC-07", "nop.data_comes_back", "a ping brings its data back", "NOP-In, Ping Data"),
           ping_brings_its_data_back},
          {std::move(luns), other_logical_unit_is_absent},
          {header("ISC-13", "nexus.told_once", "a new nexus is told of power on or reset once",
                  "I_T nexus; SAM-5, Unit attention condition"),
           new_nexus_hears_of_the_reset_once}};
}

}  // namespace conformance::cases

// PAM: PREVENT ALLOW MEDIUM REMOVAL. MMC-6, PREVENT ALLOW MEDIUM REMOVAL Command.
#include "conformance/cases/judge.h"
#include "conformance/cases/registry.h"

namespace conformance::cases {
namespace {

base::ByteBuffer prevent() { return cdb("1E 00 00 00 01 00"); }
base::ByteBuffer allow() { return cdb("1E 00 00 00 00 00"); }
base::ByteBuffer eject() { return cdb("1B 00 00 00 02 00"); }

void prevented_disc_stays(Judge& judge) {
  judge.good({.cdb = prevent()});
  judge.allowed({.cdb = eject()});
  judge.good({.cdb = cdb("00 00 00 00 00 00")});
  judge.good({.cdb = allow()});
}

void other_nexus_is_prevented_too(Judge& judge) {
  judge.good({.cdb = prevent(), .nexus = 1});
  judge.allowed({.cdb = eject(), .nexus = 0});
  judge.good({.cdb = cdb("00 00 00 00 00 00"), .nexus = 0});
  judge.good({.cdb = allow(), .nexus = 1});
}

}  // namespace

std::vector<Case> removal_cases() {
  CaseHeader one{.id = "PAM-01",
                 .name = "mmc.prevent_allow_medium_removal.eject_is_refused",
                 .title = "while removal is prevented an eject is refused and the disc stays ready",
                 .standard = "MMC-6",
                 .clause = "PREVENT ALLOW MEDIUM REMOVAL Command",
                 .needs = {"medium:any", "feature:removable_medium"},
                 .allowed = {{0x02, link::SenseCode{5, 0x53, 2}}}};
  CaseHeader two = one;
  two.id = "PAM-05";
  two.name = "mmc.prevent_allow_medium_removal.holds_for_every_nexus";
  two.title = "a prevention by one nexus holds for another's eject";
  two.needs.emplace_back("nexuses:2");
  return {{std::move(one), prevented_disc_stays}, {std::move(two), other_nexus_is_prevented_too}};
}

}  // namespace conformance::cases

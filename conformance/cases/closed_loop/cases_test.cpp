// Every case against the emulator, without a transport: on an empty drive, and on each medium from blank to closed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <stdexcept>

#include "conformance/cases/registry.h"
#include "conformance/cases/run.h"
#include "conformance/link/direct/direct_target.h"
#include "conformance/link/scripted_link.h"
#include "emulator/emulator.h"

namespace conformance::cases::closed_loop {
namespace {

class EveryCase : public testing::Test {
 protected:
  EveryCase() {
    std::string name = testing::TempDir() + "every-case-XXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~EveryCase() override {
    target_.reset();
    std::filesystem::remove_all(folder_);
  }

  void insert(const std::string& medium) {
    const auto made = emulator::make_blank_disc(folder_ / "disc.bbd", medium);
    ASSERT_TRUE(made) << made.error().message;
    insert_disc(folder_ / "disc.bbd");
  }
  void insert_disc(std::optional<std::filesystem::path> disc) {
    auto target = link::direct::make_direct_target({.profile = "generic-bd", .disc = std::move(disc)});
    if (!target) throw std::runtime_error(target.error());
    target_ = *std::move(target);
  }

  // Runs all cases that write, or all that do not, and says which were judged.
  std::vector<std::string> run(bool destroying) {
    std::vector<std::string> judged;
    const auto cases = all_cases(BURNBENCH_SOURCE_DIR "/conformance/cases");
    EXPECT_TRUE(cases) << cases.error();
    for (const Case& one : *cases) {
      if (one.header.destroys != destroying) continue;
      const auto situation = look_at(*target_, link::no_waiting);
      EXPECT_TRUE(situation) << situation.error().text;
      const Ran ran =
          run_case(one, *target_, *situation, {.allow_destructive = true, .seed = 1, .patience = link::no_waiting});
      const auto* failed = std::get_if<Failed>(&ran.outcome);
      const auto* broken = std::get_if<Broken>(&ran.outcome);
      EXPECT_EQ(failed, nullptr) << one.header.id << ": " << failed->text();
      EXPECT_EQ(broken, nullptr) << one.header.id << ": " << broken->reason;
      if (std::holds_alternative<Passed>(ran.outcome)) judged.push_back(one.header.id);
    }
    return judged;
  }

  std::filesystem::path folder_;
  std::unique_ptr<link::Target> target_;
};

TEST_F(EveryCase, of_an_empty_drive_passes) {
  insert_disc(std::nullopt);
  const auto judged = run(false);
  EXPECT_THAT(judged, testing::IsSupersetOf({"GAT-01", "GAT-02", "GAT-03", "GAT-04", "GAT-05", "GAT-06", "GAT-07",
                                             "GCN-01", "GCN-02", "GCN-03", "INQ-01", "MSN-03", "TUR-02"}));
}

TEST_F(EveryCase, of_a_bd_r_passes_from_blank_to_closed_sessions) {
  insert("bd-r");
  EXPECT_THAT(run(false), testing::IsSupersetOf({"GAT-01", "GAT-02", "GAT-03", "GAT-04", "GAT-06", "GAT-07", "RCP-02",
                                                 "RDI-02", "RED-04", "RTI-03"}));
  EXPECT_THAT(run(true), testing::ElementsAre("WRT-01", "WRT-03", "WRT-06"));
  EXPECT_THAT(run(false), testing::IsSupersetOf({"RCP-01", "RED-01", "RED-02", "RED-03", "RTI-01", "TOC-02"}));
}

TEST_F(EveryCase, of_a_dvd_plus_r_passes_from_blank_to_closed_sessions) {
  insert("dvd+r");
  EXPECT_THAT(run(false), testing::IsSupersetOf({"RDI-02", "RED-04", "RTI-03"}));
  EXPECT_THAT(run(true), testing::ElementsAre("WRT-01", "WRT-03", "WRT-06"));
  EXPECT_THAT(run(false), testing::IsSupersetOf({"RCP-01", "RED-01", "RED-02", "RED-03", "RTI-01", "TOC-02"}));
}

TEST_F(EveryCase, of_a_cd_r_passes_from_blank_to_a_second_session) {
  insert("cd-r");
  EXPECT_THAT(run(false), testing::IsSupersetOf({"RDI-02", "RED-04", "RTI-03"}));
  EXPECT_THAT(run(true), testing::ElementsAre("CDR-01", "CDR-02"));
  EXPECT_THAT(run(false), testing::IsSupersetOf({"RCP-01", "RED-02", "RED-03", "RTI-01", "TOC-02", "TOC-03"}));
}

TEST_F(EveryCase, of_a_pressed_disc_passes) {
  std::ofstream image(folder_ / "image.iso");
  image.seekp(16 * 2048 + 1);
  image << "CD001";  // the identifier by which an image is told
  image.close();
  std::filesystem::resize_file(folder_ / "image.iso", 1000 * 2048);
  insert_disc(folder_ / "image.iso");
  EXPECT_THAT(run(false), testing::IsSupersetOf({"RCP-01", "RED-02", "RED-03", "RTI-01", "TOC-02", "TOC-03"}));
  EXPECT_THAT(run(true), testing::ElementsAre("WRT-10"));
}

}  // namespace
}  // namespace conformance::cases::closed_loop

#include "emulator/mmc/execute.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view test_unit_ready = "00 00 00 00 00 00";
constexpr std::string_view unknown = "D5 00 00 00 00 00 00 00 00 00 00 00";
constexpr std::string_view reserve = "16 00 00 00 00 00";
constexpr std::string_view read_block_0 = "28 00 00 00 00 00 00 00 01 00";

TestDrive with_disc() { return TestDrive::with(media::ProfileNumber::bd_r_sequential); }

void begin_close(TestDrive& bench) {
  bench.drive.begin_background({.kind = drive::BackgroundKind::close, .start = bench.now, .length = 10s});
}

TEST(Gates, absent_logical_unit_is_refused) {
  TestDrive bench = with_disc();
  bench.lun = 0x0001'0000'0000'0000U;
  EXPECT_EQ(bench.outcome(test_unit_ready), "5/25/00");
}

TEST(Gates, flat_space_lun_0_is_the_same_unit) {
  TestDrive bench = with_disc();
  bench.lun = 0x4000'0000'0000'0000U;
  EXPECT_EQ(bench.outcome(test_unit_ready), "GOOD");
}

TEST(Gates, absent_unit_comes_before_attention_and_does_not_consume_it) {
  TestDrive bench = with_disc();
  bench.drive.attentions().raise(one_host, scsi::sense::mode_parameters_changed);
  bench.lun = 0x0001'0000'0000'0000U;
  EXPECT_EQ(bench.outcome(test_unit_ready), "5/25/00");
  bench.lun = 0;
  EXPECT_EQ(bench.outcome(test_unit_ready), "6/2A/01");
}

TEST(Gates, attention_is_told_once_and_the_command_is_not_executed) {
  TestDrive bench = with_disc();
  bench.drive.nexus_began(other_host);
  EXPECT_EQ(bench.outcome("1E 00 00 00 01 00", {}, other_host), "6/29/00");
  EXPECT_EQ(bench.drive.prevention(), drive::Prevention::none);
  EXPECT_EQ(bench.outcome("1E 00 00 00 01 00", {}, other_host), "GOOD");
  EXPECT_EQ(bench.drive.prevention(), drive::Prevention::prevented);
}

TEST(Gates, attention_comes_before_reservation) {
  TestDrive bench = with_disc();
  ASSERT_EQ(bench.outcome(reserve), "GOOD");
  bench.drive.nexus_began(other_host);
  EXPECT_EQ(bench.outcome(test_unit_ready, {}, other_host), "6/29/00");
  EXPECT_EQ(bench.outcome(test_unit_ready, {}, other_host), "RESERVATION CONFLICT");
}

TEST(Gates, reservation_comes_before_an_unknown_operation_code) {
  TestDrive bench = with_disc();
  bench.drive.nexus_began(other_host);
  bench.drive.attentions().take(other_host);
  ASSERT_EQ(bench.outcome(reserve), "GOOD");
  EXPECT_EQ(bench.outcome(unknown, {}, other_host), "RESERVATION CONFLICT");
  EXPECT_EQ(bench.outcome(unknown), "5/20/00");
}

TEST(Gates, inquiry_passes_a_reservation) {
  TestDrive bench = with_disc();
  bench.drive.nexus_began(other_host);
  ASSERT_EQ(bench.outcome(reserve), "GOOD");
  EXPECT_EQ(bench.outcome("12 00 00 00 24 00", {}, other_host), "GOOD");
}

TEST(Gates, unknown_operation_code_comes_before_busy) {
  TestDrive bench = with_disc();
  begin_close(bench);
  EXPECT_EQ(bench.outcome(unknown), "5/20/00");
  EXPECT_EQ(bench.outcome(read_block_0), "2/04/07");
}

TEST(Gates, unknown_operation_code_comes_before_a_missing_medium) {
  TestDrive bench;
  EXPECT_EQ(bench.outcome(unknown), "5/20/00");
}

TEST(Gates, attention_comes_before_an_unknown_operation_code) {
  TestDrive bench;
  bench.drive.attentions().raise(one_host, scsi::sense::mode_parameters_changed);
  EXPECT_EQ(bench.outcome(unknown), "6/2A/01");
}

TEST(Gates, busy_comes_before_a_missing_medium) {
  TestDrive bench;
  begin_close(bench);
  EXPECT_EQ(bench.outcome(test_unit_ready), "2/04/07");
  bench.wait(10s);
  EXPECT_EQ(bench.outcome(test_unit_ready), "2/3A/01");
}

TEST(Gates, busy_says_how_far_the_work_is) {
  TestDrive bench = with_disc();
  begin_close(bench);
  bench.wait(5s);
  EXPECT_EQ(bench.send(test_unit_ready).sense->progress, scsi::Progress{32768});
}

TEST(Gates, format_in_the_background_has_its_own_sense) {
  TestDrive bench = with_disc();
  bench.drive.begin_background({.kind = drive::BackgroundKind::format, .start = bench.now, .length = 10s});
  EXPECT_EQ(bench.outcome(test_unit_ready), "2/04/04");
}

TEST(Gates, inquiry_and_prevent_run_beside_background_work) {
  TestDrive bench = with_disc();
  begin_close(bench);
  EXPECT_EQ(bench.outcome("12 00 00 00 24 00"), "GOOD");
  EXPECT_EQ(bench.outcome("1E 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(bench.outcome("1B 00 00 00 02 00"), "2/04/07");
}

// Checklist 8.
TEST(Gates, closed_and_open_tray_have_their_own_sense) {
  TestDrive bench;
  EXPECT_EQ(bench.outcome(test_unit_ready), "2/3A/01");
  bench.drive.open_tray();
  EXPECT_EQ(bench.outcome(test_unit_ready), "2/3A/02");
}

TEST(Gates, missing_medium_comes_before_reserved_bits) {
  TestDrive bench;
  EXPECT_EQ(bench.outcome("04 31 00 00 00 00"), "2/3A/01");
}

// A BD-R has no list of defects to be given (CMPLST): the handler would point at another bit.
TEST(Gates, reserved_bits_come_before_the_handler) {
  TestDrive bench = with_disc();
  EXPECT_EQ(bench.pointed("04 19 00 00 00 00"), "cdb 1.3");
  EXPECT_EQ(bench.pointed("04 39 00 00 00 00"), "cdb 1.5");
  EXPECT_EQ(bench.pointed("04 19 00 01 00 00"), "cdb 3.0");
}

TEST(Gates, reserved_bits_are_looked_at_only_where_data_may_be_lost) {
  TestDrive bench = with_disc();
  EXPECT_EQ(bench.outcome("00 FF FF FF FF 00"), "GOOD");
  EXPECT_EQ(bench.outcome("25 FE 00 00 00 00 FF FF FE 00"), "GOOD");
}

TEST(Gates, an_auto_contingent_allegiance_is_refused_in_cdbs_of_every_length) {
  TestDrive bench = with_disc();
  EXPECT_EQ(bench.pointed("00 00 00 00 00 04"), "cdb 5.2");
  EXPECT_EQ(bench.pointed("12 00 00 00 24 04"), "cdb 5.2");
  EXPECT_EQ(bench.pointed("25 00 00 00 00 00 00 00 00 04"), "cdb 9.2");
  EXPECT_EQ(bench.pointed("43 00 00 00 00 00 00 00 0C 04"), "cdb 9.2");
  EXPECT_EQ(bench.pointed("A8 00 00 00 00 00 00 00 00 00 00 04"), "cdb 11.2");
  EXPECT_EQ(bench.pointed("9E 10 00 00 00 00 00 00 00 00 00 00 00 20 00 04"), "cdb 15.2");
  EXPECT_EQ(bench.outcome("25 00 00 00 00 00 00 00 00 C0"), "GOOD") << "bits of the vendor";
}

TEST(Gates, faults_come_before_all_of_them) {
  TestDrive bench;
  bench.drive.attentions().raise(one_host, scsi::sense::mode_parameters_changed);
  bench.lun = 0x0001'0000'0000'0000U;
  bench.drive.set_faults(drive::FaultPlan{{{.nth = 1, .fault = drive::Fail{scsi::sense::write_error}}}});
  EXPECT_EQ(bench.outcome(test_unit_ready), "3/0C/00");
  EXPECT_EQ(bench.outcome(test_unit_ready), "5/25/00");
  bench.lun = 0;
  EXPECT_EQ(bench.outcome(test_unit_ready), "6/2A/01") << "the fault has not consumed it";
}

TEST(Gates, medium_gate_comes_before_the_handler) {
  TestDrive bench;
  EXPECT_EQ(bench.outcome("2F 02 00 00 00 00 00 00 01 00"), "2/3A/01");
}

// Checklist 9.
TEST(Gates, loading_disc_becomes_ready_with_exactly_one_attention) {
  TestDrive bench = with_disc();
  ASSERT_EQ(bench.outcome("1B 00 00 00 02 00"), "GOOD");
  ASSERT_EQ(bench.outcome("1B 01 00 00 03 00"), "GOOD");
  EXPECT_EQ(bench.outcome(test_unit_ready), "2/04/01");
  bench.wait(60s);
  EXPECT_EQ(bench.outcome(test_unit_ready), "6/28/00");
  EXPECT_EQ(bench.outcome(test_unit_ready), "GOOD");
}

TEST(Gates, disc_of_the_start_is_loaded_from_the_first_moment) {
  TestDrive bench = with_disc();
  EXPECT_EQ(bench.outcome(test_unit_ready), "GOOD");
}

// Checklist 6.
TEST(Truncation, reply_is_cut_to_the_allocation_length_and_still_tells_the_full_length) {
  TestDrive bench;
  EXPECT_EQ(bench.data("12 00 00 00 05 00"), "05 80 06 02 5B");
}

TEST(Truncation, allocation_length_0_is_good_without_data) {
  TestDrive bench;
  EXPECT_EQ(bench.data("12 00 00 00 00 00"), "");
}

// SPC-4, Allocation length: zero is no error and no data; REPORT LUNS alone wants room for one entry.
// Checklist 7.
TEST(Truncation, allocation_length_0_is_good_for_every_command_that_has_one) {
  TestDrive bench = with_disc();
  bench.disc().stated_layout.sessions = {{.number = 1, .first_track = 1, .last_track = 1}};
  bench.disc().stated_layout.tracks = {{.number = 1, .session = 1, .is_blank = true, .is_invisible = true}};
  for (const std::string_view cdb :
       {"03 00 00 00 00 00", "12 00 00 00 00 00", "1A 00 3F 00 00 00", "23 00 00 00 00 00 00 00 00 00",
        "3C 02 00 00 00 00 00 00 00 00", "46 00 00 00 00 00 00 00 00 00", "4A 01 00 00 10 00 00 00 00 00",
        "4D 00 40 00 00 00 00 00 00 00", "51 00 00 00 00 00 00 00 00 00", "52 01 00 00 00 01 00 00 00 00",
        "5A 00 3F 00 00 00 00 00 00 00", "5C 00 00 00 00 00 00 00 00 00", "5E 00 00 00 00 00 00 00 00 00",
        "9E 10 00 00 00 00 00 00 00 00 00 00 00 00 00 00", "A3 0C 00 00 00 00 00 00 00 00 00 00",
        "A4 00 00 00 00 00 00 00 00 00 08 00", "AD 01 00 00 00 00 00 FF 00 00 00 00",
        "BD 00 00 00 00 00 00 00 00 00 00 00"}) {
    EXPECT_EQ(bench.data(cdb), "") << cdb;
  }
}

TEST(DataOut, what_comes_beyond_the_parameter_list_is_not_taken) {
  TestDrive bench = with_disc();
  const auto taken = [&](std::string_view cdb, std::string_view list) {
    auto bytes = base::parse_hex(list);
    bytes->resize(64);
    const scsi::Reply reply = bench.send(cdb, *bytes);
    EXPECT_EQ(TestDrive::sense_text(reply), "GOOD") << cdb;
    return reply.data_out_taken;
  };
  EXPECT_EQ(taken("55 10 00 00 00 00 00 00 08 00", "00 00 00 00 00 00 00 00"), 8U);
  EXPECT_EQ(taken("15 10 00 00 04 00", "00 00 00 00"), 4U);
  EXPECT_EQ(taken("54 00 00 00 00 00 00 00 08 00", "00 00 00 00 00 00 00 00"), 8U);
  EXPECT_EQ(taken("B6 00 00 00 00 00 00 00 00 00 1C 00", "04"), 28U);
  EXPECT_EQ(taken("04 11 00 00 00 00", "00 00 00 08 00 B4 74 00 00 00 30 00"), 12U);
  EXPECT_EQ(taken(test_unit_ready, ""), 0U) << "it has no list";
}

TEST(Faults, failing_rule_answers_instead_of_the_drive) {
  TestDrive bench = with_disc();
  bench.drive.set_faults(drive::FaultPlan{
      {{.operation_code = std::uint8_t{0x00}, .nth = 2, .fault = drive::Fail{scsi::sense::write_error}}}});
  EXPECT_EQ(bench.outcome(test_unit_ready), "GOOD");
  EXPECT_EQ(bench.outcome(test_unit_ready), "3/0C/00");
  EXPECT_EQ(bench.outcome(test_unit_ready), "GOOD");
}

TEST(Faults, rule_with_a_range_meets_the_blocks_of_the_cdb) {
  TestDrive bench = with_disc();
  bench.disc().stated_last_readable = base::Lba{99};
  bench.drive.set_faults(drive::FaultPlan{{{.range = base::BlockRange{base::Lba{10}, base::BlockCount{1}},
                                            .fault = drive::Fail{scsi::sense::l_ec_uncorrectable_error}}}});
  EXPECT_EQ(bench.outcome("28 00 00 00 00 00 00 00 0A 00"), "GOOD");
  EXPECT_EQ(bench.outcome("28 00 00 00 00 00 00 00 0B 00"), "3/11/05");
  EXPECT_EQ(bench.outcome("28 00 00 00 00 0B 00 00 01 00"), "GOOD");
}

TEST(Faults, delay_is_added_to_the_time_of_the_command) {
  TestDrive bench = with_disc();
  bench.drive.set_faults(drive::FaultPlan{{{.fault = drive::Delay{3s}}}});
  EXPECT_EQ(bench.send(test_unit_ready).busy_for, 3s);
}

TEST(Faults, corruption_inverts_one_byte) {
  TestDrive bench;
  bench.drive.set_faults(drive::FaultPlan{{{.fault = drive::Corrupt{1}}}});
  EXPECT_EQ(bench.data("12 00 00 00 05 00"), "05 7F 06 02 5B");
}

TEST(Faults, command_of_a_dropped_connection_is_run) {
  TestDrive bench = with_disc();
  bench.drive.set_faults(drive::FaultPlan{{{.operation_code = std::uint8_t{0x1E}, .fault = drive::DropConnection{}}}});
  EXPECT_EQ(bench.send("1E 00 00 00 01 00").fate, scsi::Fate::connection_is_lost);
  EXPECT_EQ(bench.drive.prevention(), drive::Prevention::prevented);
  EXPECT_EQ(bench.send(test_unit_ready).fate, scsi::Fate::answered);
}

TEST(Faults, power_loss_runs_nothing_and_lets_nothing_reach_the_disk) {
  TestDrive bench = with_disc();
  bench.drive.begin_background(
      {.kind = drive::BackgroundKind::close, .start = bench.now, .length = 1s, .durable_after = scsi::FlushEpoch{7}});
  bench.wait(1s);
  bench.drive.set_faults(drive::FaultPlan{{{.fault = drive::PowerLoss{}}}});
  const scsi::Reply reply = bench.send("1E 00 00 00 01 00");
  EXPECT_EQ(reply.fate, scsi::Fate::power_is_lost);
  EXPECT_EQ(reply.durable_after, std::nullopt);
  EXPECT_EQ(reply.busy_for, 0s);
  EXPECT_EQ(bench.drive.prevention(), drive::Prevention::none);
}

// Checklist 16.
TEST(SteppedPace, background_work_ends_after_five_polls_though_no_time_passes) {
  TestDrive bench({.pace = drive::Pace::stepped});
  bench.drive.begin_background({.kind = drive::BackgroundKind::close, .start = bench.now, .length = 10s});
  std::uint16_t before = 0;
  int polls = 0;
  for (; bench.outcome("03 00 00 00 12 00") == "GOOD" && bench.drive.background(); ++polls) {
    const std::uint16_t progress = bench.drive.background()->progress(bench.now).of_65536;
    EXPECT_GT(progress, before);
    before = progress;
  }
  EXPECT_EQ(polls, 5);
}

TEST(SteppedPace, loading_ends_after_five_polls_though_no_time_passes) {
  auto disc = std::make_unique<StatedMedium>();
  disc->number = media::ProfileNumber::bd_rom;
  TestDrive bench({.disc = std::move(disc), .pace = drive::Pace::stepped});
  ASSERT_EQ(bench.outcome("1B 00 00 00 02 00"), "GOOD");
  ASSERT_EQ(bench.outcome("1B 01 00 00 03 00"), "GOOD");
  bench.wait(1500ms);
  int polls = 0;
  while (bench.outcome(test_unit_ready) == "2/04/01") ++polls;
  EXPECT_EQ(polls, 5);
}

TEST(Immed, answer_that_reports_the_end_waits_for_the_disk) {
  TestDrive bench = with_disc();
  bench.drive.begin_background(
      {.kind = drive::BackgroundKind::close, .start = bench.now, .length = 10s, .durable_after = scsi::FlushEpoch{7}});
  EXPECT_EQ(bench.send(test_unit_ready).durable_after, std::nullopt);
  bench.wait(10s);
  EXPECT_EQ(bench.send(test_unit_ready).durable_after, scsi::FlushEpoch{7});
  EXPECT_EQ(bench.send(test_unit_ready).durable_after, std::nullopt);
}

}  // namespace
}  // namespace emulator::mmc

#include "driver/mmc/commands/mode.h"

#include <gtest/gtest.h>

#include "driver/mmc/commands/capabilities.h"
#include "driver/mmc/commands/write_parameters.h"
#include "driver/mmc/scripted_drive.h"

namespace driver::mmc {
namespace {

constexpr std::string_view page_05_question = "5A 08 05 00 00 00 00 01 11 00";
constexpr std::string_view page_2a_question = "5A 08 2A 00 00 00 00 01 11 00";
constexpr std::string_view header = "00 3A 00 00 00 00 00 00 ";
constexpr std::string_view no_codes =
    " 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00";

std::string page(std::string_view first_16) { return std::string{first_16} + std::string{no_codes}; }

TEST(WriteParameters, track_at_once_changes_the_page_and_sends_it_back) {
  ScriptedDrive drive;
  drive.script.answers(page_05_question, std::string{header} + page("85 32 60 E5 08 10 00 00 20 00 00 00 00 10 00 00"))
      .takes("55 10 00 00 00 00 00 00 3C 00",
             "00 00 00 00 00 00 00 00 " + page("05 32 41 C4 08 00 00 00 00 00 00 00 00 00 00 96"));
  EXPECT_TRUE(select_write_parameters(drive.device, {.write_type = WriteType::track_at_once,
                                                     .multi_session = MultiSession::next_session_allowed,
                                                     .buffer_underrun_free = true}));
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(WriteParameters, session_at_once_that_closes_the_disc_in_a_test) {
  ScriptedDrive drive;
  drive.script.answers(page_05_question, std::string{header} + page("05 32 41 C5 0A 00 00 00 00 00 00 00 00 00 00 96"))
      .takes("55 10 00 00 00 00 00 00 3C 00",
             "00 00 00 00 00 00 00 00 " + page("05 32 12 04 08 00 00 00 00 00 00 00 00 00 00 96"));
  EXPECT_TRUE(select_write_parameters(
      drive.device,
      {.write_type = WriteType::session_at_once, .multi_session = MultiSession::closed, .test_write = true}));
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(WriteParameters, incremental_writing_names_links_and_packets_of_an_ecc_block) {
  ScriptedDrive drive;
  drive.script.answers(page_05_question, std::string{header} + page("05 32 41 C4 08 00 00 00 00 00 00 00 00 00 00 96"))
      .takes("55 10 00 00 00 00 00 00 3C 00",
             "00 00 00 00 00 00 00 00 " + page("05 32 60 E4 08 10 00 00 00 00 00 00 00 10 00 96"));
  EXPECT_TRUE(select_write_parameters(drive.device, {.write_type = WriteType::packet,
                                                     .multi_session = MultiSession::next_session_allowed,
                                                     .buffer_underrun_free = true,
                                                     .packet_blocks = 16}));
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(WriteParameters, longer_page_of_a_drive_keeps_its_tail) {
  ScriptedDrive drive;
  drive.script
      .answers(page_05_question,
               "00 3E 00 00 00 00 00 00 " + page("05 36 41 C4 08 00 00 00 00 00 00 00 00 00 00 96") + " 11 22 33 44")
      .takes("55 10 00 00 00 00 00 00 40 00",
             "00 00 00 00 00 00 00 00 " + page("05 36 01 C4 08 00 00 00 00 00 00 00 00 00 00 96") + " 11 22 33 44");
  EXPECT_TRUE(select_write_parameters(
      drive.device, {.write_type = WriteType::track_at_once, .multi_session = MultiSession::next_session_allowed}));
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(ModeSense, block_descriptor_is_stepped_over) {
  ScriptedDrive drive;
  drive.script.answers(page_2a_question, "00 10 00 00 00 00 00 08 00 00 00 00 00 00 08 00 2A 00");
  const auto page_2a = mode_sense(drive.device, mode_page::mm_capabilities);
  ASSERT_TRUE(page_2a) << describe(page_2a.error());
  EXPECT_EQ(*page_2a, (base::ByteBuffer{0x2A, 0x00}));
}

TEST(ModeSense, absent_cut_or_other_page_is_malformed) {
  for (const std::string_view reply : {"00 06 00 00 00 00 00 00", "00 0A 00 00 00 00 00 00 05 32 41 C4",
                                       "00 08 00 00 00 00 00 00 2A 00", "00 08 00 00 00 00 01 00 05 00"}) {
    ScriptedDrive drive;
    drive.script.answers(page_05_question, reply);
    const auto page_05 = mode_sense(drive.device, mode_page::write_parameters);
    ASSERT_FALSE(page_05) << reply;
    EXPECT_EQ(page_05.error().kind, DriveError::Kind::malformed);
  }
}

TEST(Capabilities, speeds_and_buffer_of_a_writer) {
  ScriptedDrive drive;
  drive.script.answers(
      page_2a_question,
      "00 2E 00 00 00 00 00 00 2A 26 15 22 55 AA 55 15 2B 48 01 00 10 00 2B 48 00 16 2B 48 2B 48 00 01 00 00 "
      "00 01 15 A4 00 03 00 00 2B 48 00 01 15 A4");
  const auto capabilities = read_capabilities(drive.device);
  ASSERT_TRUE(capabilities) << describe(capabilities.error());
  EXPECT_EQ(capabilities->loading_mechanism, 2);
  EXPECT_EQ(capabilities->maximum_read_kbytes_per_second, 11080U);
  EXPECT_EQ(capabilities->buffer_kibibytes, 4096U);
  EXPECT_EQ(capabilities->current_write_kbytes_per_second, 5540U);
  // The page announces three speeds and holds two.
  EXPECT_EQ(capabilities->write_kbytes_per_second, (std::vector<std::uint32_t>{11080, 5540}));
}

TEST(Capabilities, page_of_an_old_drive_ends_before_the_speeds) {
  ScriptedDrive drive;
  drive.script.answers(page_2a_question,
                       "00 1A 00 00 00 00 00 00 2A 12 15 22 55 AA 55 15 2B 48 01 00 10 00 2B 48 00 16 2B 48");
  const auto capabilities = read_capabilities(drive.device);
  ASSERT_TRUE(capabilities);
  EXPECT_TRUE(capabilities->write_kbytes_per_second.empty());
}

}  // namespace
}  // namespace driver::mmc

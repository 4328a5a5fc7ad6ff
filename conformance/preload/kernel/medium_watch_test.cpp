// Whether the medium was changed (Linux drivers/scsi/sr.c, sr_check_events, and drivers/cdrom/cdrom.c, media_changed).
#include "conformance/preload/kernel/medium_watch.h"

#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::kernel {
namespace {

using scsi::FakeDrive;

constexpr const char* no_event = "00 06 04 14 00 02 00 00";
constexpr const char* new_media = "00 06 04 14 02 02 00 00";
constexpr const char* media_removal = "00 06 04 14 03 00 00 00";
constexpr const char* eject_request = "00 06 04 14 01 02 00 00";
constexpr const char* get_event = "4A 01 00 00 10 00 00 00 08 00";
constexpr const char* tur = "00 00 00 00 00 00";

// A watched drive whose first change, that it appeared, has been told.
struct Watched : FakeDevice {
  Watched() {
    EXPECT_TRUE(take_block());
    EXPECT_TRUE(take_program());
    drive->take_log();
  }
  bool take_block() { return device->medium().take_change_for_block_layer(*device); }
  bool take_program() { return device->medium().take_change_for_programs(*device); }
  void event(std::string_view reply) { drive->next(0x4A, FakeDrive::good_with(reply)); }
};

TEST(MediumWatch, asks_for_events_and_for_readiness) {
  Watched made;
  EXPECT_FALSE(made.take_block());
  EXPECT_EQ(made.drive->take_log(), (std::vector<std::string>{get_event, tur}));
}

TEST(MediumWatch, both_listeners_are_told_once_of_each_change) {
  Watched made;
  made.event(new_media);
  EXPECT_TRUE(made.take_block());
  EXPECT_FALSE(made.take_block());
  EXPECT_TRUE(made.take_program()) << "met when the block layer asked";
  EXPECT_FALSE(made.take_program());
}

// sr_get_events.
TEST(MediumWatch, new_and_removed_media_are_changes_and_a_pressed_button_is_none) {
  Watched made;
  made.event(media_removal);
  EXPECT_TRUE(made.take_block());
  made.event(eject_request);
  EXPECT_FALSE(made.take_block());
  made.event("00 06 84 14 02 02 00 00");
  EXPECT_FALSE(made.take_block()) << "the drive knows no such event";
  made.drive->next(0x4A, FakeDrive::attention());
  EXPECT_TRUE(made.take_block());
}

// scsi_test_unit_ready.
TEST(MediumWatch, attention_is_a_change_whatever_it_says) {
  Watched made;
  made.drive->next(0x00, FakeDrive::refused(0x06, 0x29, 0x00));
  EXPECT_TRUE(made.take_block());
  made.device->medium().note_attention();
  EXPECT_TRUE(made.take_block());
  EXPECT_FALSE(made.take_block());
}

TEST(MediumWatch, disc_that_comes_or_goes_unannounced_is_a_change) {
  Watched made;
  made.drive->always(0x00, FakeDrive::no_medium());
  EXPECT_TRUE(made.take_block());
  EXPECT_FALSE(made.take_block());
  made.drive->always(0x00, FakeDrive::refused(0x02, 0x04, 0x04));
  EXPECT_TRUE(made.take_block()) << "not ready, but not without a medium";
  made.drive->always(0x00, {});
  EXPECT_FALSE(made.take_block());
}

// "GET_EVENT and TUR disagree continuously, suppress GET_EVENT events".
TEST(MediumWatch, events_that_readiness_never_confirms_are_ignored_after_ten) {
  Watched made;
  made.drive->always(0x4A, FakeDrive::good_with(new_media));
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(made.take_block()) << i;
  EXPECT_FALSE(made.take_block());
  made.drive->next(0x00, FakeDrive::attention());
  EXPECT_TRUE(made.take_block());
}

TEST(MediumWatch, quiet_look_forgives_the_events_before_it) {
  Watched made;
  for (int i = 0; i < 30; ++i) {
    made.event(i % 10 == 9 ? no_event : new_media);
    EXPECT_EQ(made.take_block(), i % 10 != 9) << i;
  }
}

// sr_init_command: "quietly refuse to do anything to a changed disc until the changed bit has been reset".
TEST(MediumWatch, medium_is_not_read_between_a_change_and_the_next_look) {
  Watched made;
  EXPECT_FALSE(made.device->medium().refuses_access());
  made.device->medium().note_attention();
  EXPECT_TRUE(made.device->medium().refuses_access());
  EXPECT_TRUE(made.take_program());
  EXPECT_FALSE(made.device->medium().refuses_access());
}

// signal_media_change: only the request of programs sets the time.
TEST(MediumWatch, time_of_the_last_change_is_when_a_program_was_told) {
  using std::chrono::milliseconds;
  Watched made;
  made.drive->next(0x00, {.start = std::chrono::seconds{5}, .duration = milliseconds{7}});
  made.event(new_media);
  EXPECT_TRUE(made.take_block());
  EXPECT_EQ(made.device->medium().last_change(), milliseconds{0});
  made.drive->next(0x00, {.start = std::chrono::seconds{9}, .duration = milliseconds{7}});
  EXPECT_TRUE(made.take_program());
  EXPECT_EQ(made.device->medium().last_change(), milliseconds{9'007});
}

}  // namespace
}  // namespace conformance::preload::kernel

#include "conformance/preload/broker/open_files.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/cdrom.h>
#include <poll.h>
#include <sys/file.h>

#include <future>

#include "conformance/preload/broker/fake_devices.h"

namespace conformance::preload::broker {
namespace {

using kernel::Errno;
using scsi::FakeDrive;

constexpr int patient = O_RDWR | O_NONBLOCK;
constexpr const char* lock_door = "1E 00 00 00 01 00";
constexpr const char* unlock_door = "1E 00 00 00 00 00";
constexpr const char* eject = "1B 00 00 00 02 00";

// The program's side of one open: its descriptor, whose closing is the last copy's.
struct Opened {
  std::expected<std::uint64_t, Errno> number;
  Socket descriptor;
  [[nodiscard]] Errno error() const { return number ? 0 : number.error(); }
};

struct Files : FakeDevices {
  explicit Files(std::uint32_t count = 1) : FakeDevices(count), files(devices) {}
  Opened open(wire::Node node, int flags, bool is_privileged = false) {
    SocketPair pair;
    auto number =
        files.open({.node = node, .flags = flags, .is_privileged = is_privileged, .socket = std::move(pair.broker)});
    return {.number = number, .descriptor = std::move(pair.program)};
  }
  OpenFiles files;
};

TEST(OpenFiles, open_file_is_found_by_its_number_with_its_flags) {
  Files made(2);
  const Opened first = made.open(first_sr, patient, true);
  const Opened second = made.open({.drive = 1, .driver = wire::Driver::sg}, O_RDONLY);
  ASSERT_TRUE(first.number && second.number);
  EXPECT_NE(*first.number, *second.number);
  const auto file = made.files.find(*first.number);
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(&file->device, made.devices[0].get());
  EXPECT_EQ(file->driver, wire::Driver::sr);
  EXPECT_EQ(file->flags, patient);
  EXPECT_TRUE(file->is_opener_privileged);
  EXPECT_EQ(made.files.number_of(made.files.find(*second.number)->device), 1U);
  EXPECT_FALSE(made.files.find(*second.number)->is_opener_privileged);
  EXPECT_EQ(made.files.find(*second.number + 1), nullptr);
}

TEST(OpenFiles, drive_that_is_not_there_is_no_device) {
  Files made;
  EXPECT_EQ(made.open({.drive = 1, .driver = wire::Driver::sr}, patient).error(), ENXIO);
}

TEST(OpenFiles, drive_that_was_lost_is_no_device) {
  Files made;
  made.drives[0]->sever();
  EXPECT_EQ(made.open(first_sr, patient).error(), ENXIO);
  EXPECT_EQ(made.open(first_sg, O_RDWR).error(), ENXIO);
  made.files.settle();
  EXPECT_TRUE(made.files.empty());
  EXPECT_EQ(made.devices[0]->use_count(), 0);
}

// Linux drivers/scsi/sg.c, sg_open: who does not wait is not asked whether the drive recovers; bsg_open asks nobody.
TEST(OpenFiles, sg_that_is_not_to_wait_and_bsg_are_opened_of_a_lost_drive_too) {
  Files made;
  made.drives[0]->sever();
  EXPECT_EQ(made.open(first_sg, patient).error(), 0);
  EXPECT_EQ(made.open(first_bsg, O_RDWR).error(), 0);
}

// Linux drivers/cdrom/cdrom.c, open_for_data: a drive that says nothing looks like an open tray that does not close.
TEST(OpenFiles, disc_of_a_lost_drive_is_no_medium) {
  Files made;
  made.drives[0]->sever();
  EXPECT_EQ(made.open(first_sr, O_RDONLY).error(), ENOMEDIUM);
}

// Linux block/bsg.c, bsg_open.
TEST(OpenFiles, bsg_excludes_nobody_and_is_no_use_of_the_drive) {
  Files made;
  const Opened first = made.open(first_bsg, O_RDWR | O_EXCL);
  const Opened second = made.open(first_bsg, O_RDWR | O_EXCL);
  EXPECT_EQ(first.error() | second.error(), 0);
  EXPECT_EQ(made.open(first_sg, patient | O_EXCL).error(), 0);
  EXPECT_EQ(made.devices[0]->use_count(), 0);
}

TEST(OpenFiles, exclusive_open_of_sr_excludes_exclusive_ones_alone) {
  Files made(2);
  Opened holder = made.open(first_sr, patient | O_EXCL);
  ASSERT_EQ(holder.error(), 0);
  EXPECT_EQ(made.open(first_sr, patient | O_EXCL).error(), EBUSY);
  EXPECT_EQ(made.open(first_sr, patient).error(), 0);
  EXPECT_EQ(made.open({.drive = 1, .driver = wire::Driver::sr}, patient | O_EXCL).error(), 0);
  EXPECT_EQ(made.open(first_sg, patient | O_EXCL).error(), 0);
  holder.descriptor = Socket();
  EXPECT_EQ(made.open(first_sr, patient | O_EXCL).error(), 0) << "closed is closed at the next open";
}

TEST(OpenFiles, exclusive_open_of_sg_excludes_every_other) {
  Files made;
  {
    const Opened holder = made.open(first_sg, patient | O_EXCL);
    EXPECT_EQ(made.open(first_sg, patient).error(), EBUSY);
    EXPECT_EQ(made.open(first_sr, patient | O_EXCL).error(), 0);
  }
  const Opened plain = made.open(first_sg, patient);
  EXPECT_EQ(made.open(first_sg, patient | O_EXCL).error(), EBUSY);
  EXPECT_EQ(made.open(first_sg, O_RDONLY | O_NONBLOCK | O_EXCL).error(), EPERM);
}

TEST(OpenFiles, open_of_sg_that_may_wait_comes_when_the_drive_is_free) {
  Files made;
  Opened holder = made.open(first_sg, patient | O_EXCL);
  auto waiting = std::async(std::launch::async, [&] { return made.open(first_sg, O_RDWR).error(); });
  EXPECT_EQ(waiting.wait_for(std::chrono::milliseconds{50}), std::future_status::timeout);
  holder.descriptor = Socket();
  made.files.settle();
  EXPECT_EQ(waiting.get(), 0);
}

TEST(OpenFiles, open_of_sg_that_waits_is_interrupted_at_the_end) {
  Files made;
  const Opened holder = made.open(first_sg, patient | O_EXCL);
  auto waiting = std::async(std::launch::async, [&] { return made.open(first_sg, O_RDWR).error(); });
  EXPECT_EQ(waiting.wait_for(std::chrono::milliseconds{50}), std::future_status::timeout);
  made.files.stop();
  EXPECT_EQ(waiting.get(), EINTR);
}

// Linux drivers/cdrom/cdrom.c, cdrom_open.
TEST(OpenFiles, block_device_is_opened_for_writing_where_its_medium_is_random_writable) {
  Files made;
  EXPECT_EQ(made.open(first_sr, O_RDWR).error(), EROFS);
  EXPECT_EQ(made.open(first_sr, O_WRONLY).error(), EROFS);
  EXPECT_EQ(made.open(first_sr, O_RDONLY).error(), 0);
  EXPECT_EQ(made.open(first_sr, patient).error(), 0);
  made.drives[0]->always(
      0x46, FakeDrive::good_with("00 00 00 14 00 00 00 12 00 20 05 0C 00 00 00 63 00 00 08 00 00 10 01 00"));
  EXPECT_EQ(made.open(first_sr, O_RDWR).error(), 0);
  EXPECT_EQ(made.open(first_sr, O_WRONLY).error(), 0);
}

// Linux drivers/cdrom/cdrom.c, cdrom_release.
TEST(OpenFiles, last_close_ends_the_writing) {
  Files made;
  Opened opened = made.open(first_sr, O_RDONLY);
  made.devices[0]->profile = 0x1A;
  made.devices[0]->is_written = true;
  made.drives[0]->take_log();
  opened.descriptor = Socket();
  made.files.settle();
  EXPECT_EQ(made.drives[0]->take_log(),
            (std::vector<std::string>{"35 00 00 00 00 00 00 00 00 00", "5B 00 00 00 00 00 00 00 00 00",
                                      "5B 00 02 00 00 00 00 00 00 00", unlock_door}));
}

// Linux drivers/cdrom/cdrom.c, cdrom_open, err_release.
TEST(OpenFiles, refused_open_for_writing_unlocks_the_door) {
  Files made;
  EXPECT_EQ(made.open(first_sr, O_RDWR).error(), EROFS);
  EXPECT_EQ(made.drives[0]->take_log().back(), unlock_door);
}

// Linux drivers/cdrom/cdrom.c, cdrom_open and cdrom_release.
TEST(OpenFiles, without_the_option_every_open_is_for_the_disc) {
  Files made;
  made.devices[0]->options = CDO_AUTO_EJECT;
  made.open(first_sr, O_RDONLY | O_NONBLOCK).descriptor = Socket();
  made.files.settle();
  EXPECT_EQ(made.drives[0]->count_of(eject), 1U);
  made.drives[0]->always(0x00, FakeDrive::no_medium());
  made.drives[0]->always(0x4A, FakeDrive::good_with("00 06 04 14 00 00 00 00"));
  EXPECT_EQ(made.open(first_sr, patient).error(), ENOMEDIUM);
}

TEST(OpenFiles, refused_open_leaves_nothing_behind) {
  Files made;
  EXPECT_EQ(made.open(first_sr, O_RDWR | O_EXCL).error(), EROFS);
  EXPECT_TRUE(made.files.empty());
  EXPECT_EQ(made.devices[0]->use_count(), 0);
  EXPECT_EQ(made.open(first_sr, patient | O_EXCL).error(), 0);
}

TEST(OpenFiles, patient_open_needs_no_medium) {
  Files made;
  made.drives[0]->always(0x00, FakeDrive::no_medium());
  made.drives[0]->always(0x4A, FakeDrive::good_with("00 06 04 14 00 00 00 00"));  // neither medium nor tray open
  EXPECT_EQ(made.open(first_sr, O_RDONLY).error(), ENOMEDIUM);
  EXPECT_EQ(made.open(first_sr, patient).error(), 0);
  EXPECT_EQ(made.open(first_sg, O_RDWR).error(), 0);
}

TEST(OpenFiles, last_close_of_sr_unlocks_the_door) {
  Files made;
  Opened first = made.open(first_sr, O_RDONLY);
  Opened second = made.open(first_sr, patient);
  EXPECT_EQ(made.drives[0]->count_of(lock_door), 1U);
  first.descriptor = Socket();
  made.files.settle();
  EXPECT_EQ(made.drives[0]->count_of(unlock_door), 0U);
  second.descriptor = Socket();
  made.files.settle();
  EXPECT_EQ(made.drives[0]->count_of(unlock_door), 1U);
  EXPECT_TRUE(made.files.empty());
}

TEST(OpenFiles, door_that_was_locked_for_good_stays_locked) {
  Files made;
  made.devices[0]->keeps_locked = true;
  made.open(first_sr, O_RDONLY).descriptor = Socket();
  made.files.settle();
  EXPECT_EQ(made.drives[0]->count_of(unlock_door), 0U);
}

TEST(OpenFiles, automatic_eject_follows_an_open_that_waited_for_the_medium) {
  Files made;
  made.devices[0]->options |= CDO_AUTO_EJECT;
  made.open(first_sr, patient).descriptor = Socket();
  made.files.settle();
  EXPECT_EQ(made.drives[0]->count_of(eject), 0U);
  made.open(first_sr, O_RDONLY).descriptor = Socket();
  made.files.settle();
  EXPECT_EQ(made.drives[0]->count_of(eject), 1U);
}

TEST(OpenFiles, close_of_sg_says_nothing_to_the_drive) {
  Files made;
  made.open(first_sg, patient).descriptor = Socket();
  made.drives[0]->take_log();
  made.files.settle();
  EXPECT_TRUE(made.drives[0]->take_log().empty());
}

TEST(OpenFiles, file_lives_until_the_last_copy_of_its_descriptor_is_closed) {
  Files made;
  Opened opened = made.open(first_sr, patient);
  Socket copy(dup(opened.descriptor.get()));
  opened.descriptor = Socket();
  made.files.settle();
  EXPECT_NE(made.files.find(*opened.number), nullptr);
  copy = Socket();
  made.files.settle();
  EXPECT_EQ(made.files.find(*opened.number), nullptr);
}

TEST(OpenFiles, locks_of_a_closed_file_are_gone) {
  Files made;
  Opened first = made.open(first_sr, patient);
  const Opened second = made.open(first_sr, patient);
  const auto place = [](const Opened& opened) { return LockPlace{.file = *opened.number, .process = getpid()}; };
  EXPECT_EQ(made.files.locks().lock_whole(place(first), LOCK_EX), 0);
  EXPECT_EQ(made.files.locks().lock_whole(place(second), LOCK_EX), EAGAIN);
  first.descriptor = Socket();
  made.files.settle();
  EXPECT_EQ(made.files.locks().lock_whole(place(second), LOCK_EX), 0);
}

// What poll of the program's descriptor says: broker/open_files.cpp, make_readable.
TEST(OpenFiles, descriptors_of_sr_and_bsg_are_readable_and_that_of_sg_is_not) {
  Files made;
  const Opened sr = made.open(first_sr, patient);
  const Opened sg = made.open(first_sg, patient);
  const Opened bsg = made.open(first_bsg, patient);
  std::array<pollfd, 3> watched{pollfd{sr.descriptor.get(), POLLIN, 0}, pollfd{sg.descriptor.get(), POLLIN, 0},
                                pollfd{bsg.descriptor.get(), POLLIN, 0}};
  EXPECT_EQ(poll(watched.data(), watched.size(), 0), 2);
  EXPECT_EQ(watched[0].revents & watched[2].revents, POLLIN);
}

TEST(OpenFiles, watching_wakes_when_a_file_is_closed) {
  Files made;
  Opened opened = made.open(first_sr, patient);
  auto watching = std::async(std::launch::async, [&] { made.files.watch(60'000); });
  opened.descriptor = Socket();
  EXPECT_EQ(watching.wait_for(std::chrono::seconds{20}), std::future_status::ready);
  EXPECT_TRUE(made.files.empty());
}

}  // namespace
}  // namespace conformance::preload::broker

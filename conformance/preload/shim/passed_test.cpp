// What passes straight through the shim (scripts/data/shim_symbols.json): on a drive's descriptor each of these calls
// says something that its callers know from other files, nothing of the drive is read or changed, and nobody waits.
#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/time.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
#include <termios.h>
#include <unistd.h>
#include <utime.h>

#include <csignal>

#include "conformance/preload/shim/under_shim.h"

namespace conformance::preload::shim {
namespace {

constexpr int patient = O_RDONLY | O_NONBLOCK;
constexpr mode_t any_mode = 0600;

class OnBoth : public testing::TestWithParam<const char*> {
 protected:
  File file_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Drives, OnBoth, testing::Values("/dev/sr0", "/dev/sg0"));

TEST_P(OnBoth, size_cannot_be_changed) {
  EXPECT_EQ(error_of(ftruncate(file_.get(), 0)), EINVAL);
  EXPECT_EQ(error_of(ftruncate64(file_.get(), 0)), EINVAL);
  EXPECT_NE(error_of(fallocate(file_.get(), 0, 0, 2048)), 0);
  EXPECT_NE(posix_fallocate(file_.get(), 0, 2048), 0);
  EXPECT_TRUE(answers(file_.get()));
}

TEST_P(OnBoth, drive_is_no_terminal_and_no_folder) {
  EXPECT_EQ(isatty(file_.get()), 0);
  EXPECT_EQ(errno, ENOTTY);
  termios settings{};
  EXPECT_EQ(error_of(tcgetattr(file_.get(), &settings)), ENOTTY);
  std::array<char, 64> name{};
  EXPECT_EQ(ttyname_r(file_.get(), name.data(), name.size()), ENOTTY);
  EXPECT_EQ(error_of(fchdir(file_.get())), ENOTDIR);
  EXPECT_EQ(error_of(openat(file_.get(), "x", O_RDONLY)), ENOTDIR);
}

TEST_P(OnBoth, file_system_and_attributes_are_asked_in_vain) {
  struct statfs system{};
  EXPECT_EQ(fstatfs(file_.get(), &system), 0);
  struct statvfs wide{};
  EXPECT_EQ(fstatvfs(file_.get(), &wide), 0);
  EXPECT_LT(fgetxattr(file_.get(), "user.name", nullptr, 0), 0);
  EXPECT_LT(fsetxattr(file_.get(), "user.name", "x", 1, 0), 0);
  EXPECT_EQ(posix_fadvise(file_.get(), 0, 0, POSIX_FADV_SEQUENTIAL), 0);
}

// The byte that keeps the descriptor of sr readable must stay where it is.
TEST_P(OnBoth, moving_bytes_inside_the_kernel_is_left_to_read_and_write) {
  const File out(memfd_create("out", 0));
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  const File reading(ends[0]);
  const File writing(ends[1]);
  EXPECT_EQ(error_of(copy_file_range(file_.get(), nullptr, out.get(), nullptr, 2048, 0)), EINVAL);
  EXPECT_EQ(error_of(sendfile(out.get(), file_.get(), nullptr, 2048)), EINVAL);
  EXPECT_EQ(error_of(splice(file_.get(), nullptr, writing.get(), nullptr, 2048, SPLICE_F_NONBLOCK)), EINVAL);
  ASSERT_EQ(write(writing.get(), "x", 1), 1);
  EXPECT_EQ(error_of(splice(reading.get(), nullptr, file_.get(), nullptr, 1, SPLICE_F_NONBLOCK)), EINVAL);
  EXPECT_EQ(error_of(tee(file_.get(), writing.get(), 1, SPLICE_F_NONBLOCK)), EINVAL);
  pollfd watched{.fd = file_.get(), .events = POLLIN, .revents = 0};
  EXPECT_EQ(poll(&watched, 1, 0), std::string(GetParam()) == "/dev/sr0" ? 1 : 0);
  EXPECT_TRUE(answers(file_.get()));
}

// sg's buffer can be mapped, the block device cannot (Decision 11).
TEST_P(OnBoth, mapping_is_the_drivers_under_both_names) {
  const bool can = std::string(GetParam()) == "/dev/sg0";
  const auto check = [&](void* memory) {
    EXPECT_EQ(memory != MAP_FAILED, can);
    if (!can) {
      EXPECT_EQ(errno, ENODEV);
    }
    if (memory != MAP_FAILED) munmap(memory, 4096);
  };
  check(mmap(nullptr, 4096, PROT_READ, MAP_SHARED, file_.get(), 0));
  check(mmap64(nullptr, 4096, PROT_READ, MAP_PRIVATE, file_.get(), 0));
}

// Decision 4: sg has nothing to read; a block device is always ready.
TEST_P(OnBoth, every_way_of_waiting_says_the_same) {
  const bool is_readable = std::string(GetParam()) == "/dev/sr0";
  const timespec now{};
  pollfd watched{.fd = file_.get(), .events = POLLIN | POLLOUT, .revents = 0};
  ASSERT_EQ(ppoll(&watched, 1, &now, nullptr), 1);
  EXPECT_EQ(watched.revents, is_readable ? POLLIN | POLLOUT : POLLOUT);
  fd_set readable;
  FD_ZERO(&readable);
  FD_SET(file_.get(), &readable);
  EXPECT_EQ(pselect(file_.get() + 1, &readable, nullptr, nullptr, &now, nullptr), is_readable ? 1 : 0);
  fd_set writable;
  FD_ZERO(&writable);
  FD_SET(file_.get(), &writable);
  timeval none{};
  EXPECT_EQ(select(file_.get() + 1, nullptr, &writable, nullptr, &none), 1);
}

TEST(OnPaths, device_files_cannot_be_made_moved_or_removed) {
  EXPECT_NE(error_of(unlink("/dev/sr0")), 0);
  EXPECT_NE(error_of(rename("/dev/sr0", "/dev/sr9")), 0);
  EXPECT_NE(error_of(truncate("/dev/sr0", 0)), 0);
  EXPECT_NE(error_of(chmod("/dev/sg0", any_mode)), 0);
  EXPECT_NE(error_of(utime("/dev/sr0", nullptr)), 0);
  EXPECT_NE(error_of(rmdir("/dev/sr0")), 0);
  const File still("/dev/sr0", patient);
  EXPECT_TRUE(answers(still.get()));
}

TEST(OnPaths, drive_can_be_watched_for_changes_and_has_none) {
  const File watcher(inotify_init1(IN_NONBLOCK));
  EXPECT_GT(inotify_add_watch(watcher.get(), "/dev/sr0", IN_ATTRIB | IN_DELETE_SELF), 0);
  EXPECT_GT(inotify_add_watch(watcher.get(), "/dev/cdrom", IN_ATTRIB | IN_DONT_FOLLOW), 0);
  EXPECT_GT(inotify_add_watch(watcher.get(), "/sys/class/scsi_generic/sg1", IN_MODIFY), 0);
  EXPECT_GT(inotify_add_watch(watcher.get(), "/dev", IN_CREATE), 0);
  EXPECT_EQ(error_of(inotify_add_watch(watcher.get(), "/dev/sr7", IN_ATTRIB)), ENOENT);
  std::array<char, 512> events{};
  EXPECT_EQ(error_of(read(watcher.get(), events.data(), events.size())), EAGAIN);
}

}  // namespace
}  // namespace conformance::preload::shim

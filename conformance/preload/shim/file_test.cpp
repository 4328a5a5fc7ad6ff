// A drive as a file under the shim: opening, locking, reading, waiting, and the calls by number.
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <linux/openat2.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <string>

#include "conformance/preload/shim/under_shim.h"

namespace conformance::preload::shim {
namespace {

constexpr int patient = O_RDONLY | O_NONBLOCK;
constexpr off_t disc_bytes = 100 * 2048;

TEST(Exclusive, sr_excludes_only_other_exclusive_opens) {
  File holder("/dev/sr0", patient | O_EXCL);
  EXPECT_EQ(error_of(open("/dev/sr0", patient | O_EXCL)), EBUSY);
  EXPECT_EQ(exit_code_in_child([] { return error_of(open("/dev/cdrom", patient | O_EXCL)); }), EBUSY);
  const File beside("/dev/sr0", patient);
  const File other_drive("/dev/sr1", patient | O_EXCL);
  const File other_driver("/dev/sg0", O_RDWR | O_NONBLOCK);
  holder.close();
  const File next("/dev/sr0", patient | O_EXCL);
}

TEST(Exclusive, sg_excludes_every_other_open) {
  File holder("/dev/sg0", O_RDWR | O_NONBLOCK | O_EXCL);
  EXPECT_EQ(error_of(open("/dev/sg0", O_RDWR | O_NONBLOCK)), EBUSY);
  EXPECT_EQ(error_of(open("/dev/sg0", O_RDWR | O_NONBLOCK | O_EXCL)), EBUSY);
  holder.close();
  const File plain("/dev/sg0", O_RDWR | O_NONBLOCK);
  EXPECT_EQ(error_of(open("/dev/sg0", O_RDWR | O_NONBLOCK | O_EXCL)), EBUSY);
  EXPECT_EQ(error_of(open("/dev/sg0", O_RDONLY | O_NONBLOCK | O_EXCL)), EPERM);
}

TEST(Open, refusals_are_the_kernels) {
  EXPECT_EQ(error_of(open("/dev/sr0", O_RDONLY | O_DIRECTORY)), ENOTDIR);
  EXPECT_EQ(error_of(open("/dev/sr0", O_RDWR | O_CREAT | O_EXCL, 0600)), EEXIST);
  EXPECT_EQ(error_of(open("/dev/cdrom", patient | O_NOFOLLOW)), ELOOP);
  EXPECT_EQ(error_of(open("/dev/sr2", patient)), ENOENT);
  EXPECT_EQ(error_of(open("/dev/sr0", O_RDWR)), EROFS);
}

TEST(Locks, flock_is_seen_between_opens_and_programs) {
  const File first("/dev/sr0", patient);
  const File second("/dev/sr0", patient);
  EXPECT_EQ(flock(first.get(), LOCK_EX), 0);
  EXPECT_EQ(error_of(flock(second.get(), LOCK_SH | LOCK_NB)), EWOULDBLOCK);
  EXPECT_EQ(exit_code_in_child([&] {
              const File own("/dev/sr0", patient);
              const bool inherited = flock(first.get(), LOCK_EX | LOCK_NB) == 0;
              return inherited ? error_of(flock(own.get(), LOCK_EX | LOCK_NB)) : -1;
            }),
            EWOULDBLOCK);
  EXPECT_EQ(flock(first.get(), LOCK_UN), 0);
  EXPECT_EQ(flock(second.get(), LOCK_SH | LOCK_NB), 0);
}

TEST(Locks, waiting_lock_comes_when_the_other_program_goes) {
  std::array<int, 2> ready{};
  std::array<int, 2> gate{};
  ASSERT_EQ(pipe(ready.data()) | pipe(gate.data()), 0);
  const pid_t child = fork();
  if (child == 0) {
    ::close(gate[1]);
    const File own("/dev/sr0", O_RDWR | O_NONBLOCK);
    struct flock lock{.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 0, .l_pid = 0};
    char byte = fcntl(own.get(), F_SETLK, &lock) == 0 ? 'y' : 'n';
    static_cast<void>(!write(ready[1], &byte, 1));
    static_cast<void>(!read(gate[0], &byte, 1));
    _exit(0);
  }
  ::close(gate[0]);
  char byte = 0;
  ASSERT_EQ(read(ready[0], &byte, 1), 1);
  ASSERT_EQ(byte, 'y');
  const File file("/dev/sr0", O_RDWR | O_NONBLOCK);
  struct flock lock{.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 0, .l_pid = 0};
  EXPECT_EQ(error_of(fcntl(file.get(), F_SETLK, &lock)), EAGAIN);
  struct flock question = lock;
  EXPECT_EQ(fcntl(file.get(), F_GETLK, &question), 0);
  EXPECT_EQ(question.l_pid, child);
  EXPECT_EQ(error_of(lockf(file.get(), F_TLOCK, 10)), EAGAIN);
  EXPECT_EQ(error_of(lockf(file.get(), F_TEST, 10)), EACCES);
  ::close(gate[1]);
  EXPECT_EQ(fcntl(file.get(), F_SETLKW, &lock), 0);
}

// Linux fs/locks.c, posix_locks_deadlock: of two that would wait for each other the later one is told.
TEST(Locks, programs_that_would_wait_for_each_other_for_ever_are_told) {
  std::array<int, 2> ready{};
  ASSERT_EQ(pipe(ready.data()), 0);
  const auto lock = [](int descriptor, int command, off_t start) {
    struct flock wanted{.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = start, .l_len = 1, .l_pid = 0};
    return fcntl(descriptor, command, &wanted);
  };
  const File mine("/dev/sr0", O_RDWR | O_NONBLOCK);
  ASSERT_EQ(lock(mine.get(), F_SETLK, 0), 0);
  const pid_t child = fork();
  if (child == 0) {
    const File own("/dev/sr1", O_RDWR | O_NONBLOCK);
    const File other("/dev/sr0", O_RDWR | O_NONBLOCK);
    char byte = lock(own.get(), F_SETLK, 0) == 0 ? 'y' : 'n';
    static_cast<void>(!write(ready[1], &byte, 1));
    _exit(lock(other.get(), F_SETLKW, 0) == 0 ? 0 : errno);
  }
  char byte = 0;
  ASSERT_EQ(read(ready[0], &byte, 1), 1);
  ASSERT_EQ(byte, 'y');
  const File second("/dev/sr1", O_RDWR | O_NONBLOCK);
  const int told_here = error_of(lock(second.get(), F_SETLKW, 0));
  struct flock release{.l_type = F_UNLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 0, .l_pid = 0};
  EXPECT_EQ(fcntl(mine.get(), F_SETLK, &release), 0);
  int status = 0;
  waitpid(child, &status, 0);
  const int told_there = WEXITSTATUS(status);
  EXPECT_EQ(told_here + told_there, EDEADLK) << "one of the two, and the other has its lock";
  EXPECT_TRUE(told_here == 0 || told_there == 0);
}

TEST(Locks, record_locks_end_when_the_process_closes_another_descriptor) {
  const File file("/dev/sr0", O_RDWR | O_NONBLOCK);
  struct flock lock{.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 0, .l_pid = 0};
  ASSERT_EQ(fcntl(file.get(), F_SETLK, &lock), 0);
  const auto in_child = [] {
    const File own("/dev/sr0", O_RDWR | O_NONBLOCK);
    struct flock wanted{.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 0, .l_pid = 0};
    return error_of(fcntl(own.get(), F_SETLK, &wanted));
  };
  EXPECT_EQ(exit_code_in_child(in_child), EAGAIN);
  {
    const File passing("/dev/sr0", patient);
  }
  EXPECT_EQ(exit_code_in_child(in_child), 0);
}

TEST(Reading, every_function_gives_the_same_bytes) {
  const File file("/dev/sr0", O_RDONLY);
  Bytes data(2050);
  EXPECT_EQ(pread(file.get(), data.data(), data.size(), 2047), 2050);
  EXPECT_EQ(data.front(), 0);
  EXPECT_EQ(std::ranges::count(data, 1), 2048);
  EXPECT_EQ(data.back(), 2);
  Bytes one(3);
  Bytes two(5);
  const std::array<iovec, 2> parts{iovec{one.data(), one.size()}, iovec{two.data(), two.size()}};
  ASSERT_EQ(lseek(file.get(), 7 * 2048 - 3, SEEK_SET), 7 * 2048 - 3);
  EXPECT_EQ(readv(file.get(), parts.data(), 2), 8);
  EXPECT_EQ(one, Bytes(3, 6));
  EXPECT_EQ(two, Bytes(5, 7));
  EXPECT_EQ(preadv(file.get(), parts.data(), 2, 9 * 2048 - 3), 8);
  EXPECT_EQ(one, Bytes(3, 8));
  EXPECT_EQ(preadv2(file.get(), parts.data(), 2, -1, 0), 8) << "from the file's own position";
  EXPECT_EQ(two, Bytes(5, 7));
  EXPECT_EQ(lseek(file.get(), 0, SEEK_CUR), 7 * 2048 + 13);
}

TEST(Reading, stops_at_the_end_and_refuses_what_lies_behind) {
  const File file("/dev/sr0", patient);
  EXPECT_EQ(lseek(file.get(), 0, SEEK_END), disc_bytes);
  Bytes data(10);
  EXPECT_EQ(read(file.get(), data.data(), data.size()), 0);
  EXPECT_EQ(pread(file.get(), data.data(), data.size(), disc_bytes - 4), 4);
  EXPECT_EQ(error_of(pread(file.get(), data.data(), data.size(), -1)), EINVAL);
  EXPECT_EQ(error_of(lseek(file.get(), disc_bytes + 1, SEEK_SET)), EINVAL);
  EXPECT_EQ(error_of(lseek(file.get(), 0, SEEK_HOLE)), EINVAL);
  const iovec part{data.data(), data.size()};
  EXPECT_EQ(error_of(preadv(file.get(), &part, 1, -5)), EINVAL);
  EXPECT_EQ(error_of(write(file.get(), "x", 1)), EBADF);
  const File sg("/dev/sg0");
  EXPECT_EQ(error_of(lseek(sg.get(), 0, SEEK_SET)), ESPIPE);
  EXPECT_EQ(error_of(read(sg.get(), data.data(), data.size())), EAGAIN);
}

TEST(Reading, flushing_and_mapping) {
  const File sr("/dev/sr0", patient);
  const File sg("/dev/sg0");
  EXPECT_EQ(fsync(sr.get()) | fdatasync(sr.get()), 0);
  EXPECT_EQ(error_of(fsync(sg.get())), EINVAL);
  // Decision 11: a drive cannot be mapped.
  EXPECT_EQ(mmap(nullptr, 4096, PROT_READ, MAP_SHARED, sr.get(), 0), MAP_FAILED);
  EXPECT_EQ(errno, ENODEV);
}

TEST(Reading, stream_of_a_drive_reads_and_seeks) {
  FILE* stream = fopen("/dev/sr0", "rb");
  ASSERT_NE(stream, nullptr);
  ASSERT_EQ(fseek(stream, 50 * 2048, SEEK_SET), 0);
  EXPECT_EQ(fgetc(stream), 50);
  EXPECT_TRUE(answers(fileno(stream)));
  EXPECT_EQ(fclose(stream), 0);
}

TEST(Waiting, sr_is_always_ready_and_sg_only_for_commands) {
  const File sr("/dev/sr0", patient);
  const File sg("/dev/sg0");
  std::array<pollfd, 2> watched{pollfd{sr.get(), POLLIN | POLLOUT, 0}, pollfd{sg.get(), POLLIN | POLLOUT, 0}};
  EXPECT_EQ(poll(watched.data(), watched.size(), 0), 2);
  EXPECT_EQ(watched[0].revents, POLLIN | POLLOUT);
  EXPECT_EQ(watched[1].revents, POLLOUT);
  fd_set readable;
  FD_ZERO(&readable);
  FD_SET(sr.get(), &readable);
  FD_SET(sg.get(), &readable);
  timeval now{};
  EXPECT_EQ(select(std::max(sr.get(), sg.get()) + 1, &readable, nullptr, nullptr, &now), 1);
  EXPECT_TRUE(FD_ISSET(sr.get(), &readable));
  const File poller(epoll_create1(0));
  epoll_event event{.events = EPOLLIN, .data = {}};
  EXPECT_EQ(error_of(epoll_ctl(poller.get(), EPOLL_CTL_ADD, sr.get(), &event)), EPERM);
  EXPECT_EQ(epoll_ctl(poller.get(), EPOLL_CTL_ADD, sg.get(), &event), 0);
}

TEST(Copies, have_one_position_and_one_set_of_flags) {
  const File file("/dev/sr0", patient);
  const File copy(dup(file.get()));
  const File at_number(dup2(file.get(), 90));
  const File marked(dup3(file.get(), 91, O_CLOEXEC));
  const File from_fcntl(fcntl(file.get(), F_DUPFD_CLOEXEC, 95));
  EXPECT_EQ(lseek(file.get(), 2048, SEEK_SET), 2048);
  for (const File* one : {&copy, &at_number, &marked, &from_fcntl}) {
    EXPECT_EQ(lseek(one->get(), 0, SEEK_CUR), 2048);
    EXPECT_TRUE(answers(one->get()));
  }
  EXPECT_EQ(fcntl(marked.get(), F_GETFD) & fcntl(from_fcntl.get(), F_GETFD), FD_CLOEXEC);
  EXPECT_EQ(fcntl(copy.get(), F_GETFL) & (O_ACCMODE | O_NONBLOCK), patient);
  EXPECT_EQ(fcntl(copy.get(), F_SETFL, 0), 0);
  EXPECT_EQ(fcntl(file.get(), F_GETFL) & O_NONBLOCK, 0);
}

TEST(Copies, a_file_copied_onto_a_drive_releases_it) {
  const File drive("/dev/sr0", patient | O_EXCL);
  const File null("/dev/null", O_RDWR);
  ASSERT_EQ(dup2(null.get(), drive.get()), drive.get());
  EXPECT_EQ(write(drive.get(), "x", 1), 1);
  const File again("/dev/sr0", patient | O_EXCL);
}

TEST(Numbers, system_calls_by_number_meet_the_same_drive) {
  const auto descriptor = static_cast<int>(syscall(SYS_openat, AT_FDCWD, "/dev/sr0", patient));
  const File file(descriptor);
  EXPECT_TRUE(answers(descriptor));
  Bytes data(2048);
  EXPECT_EQ(syscall(SYS_pread64, descriptor, data.data(), data.size(), 3 * 2048), 2048);
  EXPECT_EQ(data, Bytes(2048, 3));
  struct stat status{};
  EXPECT_EQ(syscall(SYS_fstat, descriptor, &status), 0);
  EXPECT_TRUE(S_ISBLK(status.st_mode));
  EXPECT_EQ(syscall(SYS_newfstatat, AT_FDCWD, "/dev/sg1", &status, 0), 0);
  EXPECT_EQ(status.st_rdev, makedev(21, 1));
  EXPECT_EQ(syscall(SYS_getpid), getpid());
  EXPECT_EQ(error_of(syscall(SYS_openat, AT_FDCWD, "/dev/sr7", patient)), ENOENT);
}

TEST(Numbers, newer_calls_and_those_of_more_words_do_too) {
  open_how how{.flags = patient, .mode = 0, .resolve = 0};
  const File file(static_cast<int>(syscall(SYS_openat2, AT_FDCWD, "/dev/cdrom", &how, sizeof how)));
  EXPECT_TRUE(answers(file.get()));
  how.flags |= O_NOFOLLOW;
  EXPECT_EQ(error_of(syscall(SYS_openat2, AT_FDCWD, "/dev/cdrom", &how, sizeof how)), ELOOP);
  how.flags = O_RDONLY;
  const File other(
      static_cast<int>(syscall(SYS_openat2, AT_FDCWD, "/sys/class/scsi_generic/sg0/dev", &how, sizeof how)));
  Bytes data(2);
  const iovec part{data.data(), data.size()};
  EXPECT_EQ(syscall(SYS_preadv, file.get(), &part, 1, 9 * 2048 - 1, 0), 2);
  EXPECT_EQ(data, (Bytes{8, 9}));
  EXPECT_EQ(syscall(SYS_preadv2, file.get(), &part, 1, 4 * 2048 - 1, 0, 0), 2);
  EXPECT_EQ(data, (Bytes{3, 4}));
  EXPECT_EQ(syscall(SYS_fsync, file.get()), 0);
  EXPECT_EQ(syscall(SYS_faccessat2, AT_FDCWD, "/dev/sg1", R_OK, AT_EACCESS), 0);
  EXPECT_EQ(error_of(syscall(SYS_splice, file.get(), nullptr, file.get(), nullptr, 1, 0)), EINVAL);
}

TEST(Numbers, asynchronous_transfers_refuse_a_drive) {
  aio_context_t context{};
  ASSERT_EQ(syscall(SYS_io_setup, 1, &context), 0);
  const File file("/dev/sr0", O_RDONLY);
  Bytes data(2048);
  iocb block{};
  block.aio_lio_opcode = IOCB_CMD_PREAD;
  block.aio_fildes = static_cast<std::uint32_t>(file.get());
  block.aio_buf = reinterpret_cast<std::uintptr_t>(data.data());
  block.aio_nbytes = data.size();
  iocb* list = &block;
  EXPECT_EQ(error_of(syscall(SYS_io_submit, context, 1, &list)), EINVAL);
  const File zero("/dev/null", O_RDONLY);
  block.aio_fildes = static_cast<std::uint32_t>(zero.get());
  EXPECT_EQ(syscall(SYS_io_submit, context, 1, &list), 1);
  syscall(SYS_io_destroy, context);
}

TEST(Copies, end_where_the_table_of_drives_ends) {
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
  if (before.rlim_max < 8192) GTEST_SKIP() << "this user may open " << before.rlim_max << " files";
  const rlimit many{.rlim_cur = 8192, .rlim_max = before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &many), 0);
  const File file("/dev/sr0", patient);
  EXPECT_EQ(error_of(fcntl(file.get(), F_DUPFD, 5000)), EMFILE);
  EXPECT_EQ(error_of(dup2(file.get(), 5000)), EMFILE);
  EXPECT_EQ(fcntl(5000, F_GETFD), -1);
  EXPECT_TRUE(answers(file.get()));
  const File null("/dev/null", O_RDONLY);
  const File far(dup2(null.get(), 5000));
  setrlimit(RLIMIT_NOFILE, &before);
}

TEST(Status, devices_are_block_11_and_character_21) {
  struct stat status{};
  ASSERT_EQ(stat("/dev/sr1", &status), 0);
  EXPECT_TRUE(S_ISBLK(status.st_mode));
  EXPECT_EQ(status.st_rdev, makedev(11, 1));
  ASSERT_EQ(lstat("/dev/cdrom", &status), 0);
  EXPECT_TRUE(S_ISLNK(status.st_mode));
  ASSERT_EQ(stat("/dev/cdrom", &status), 0);
  EXPECT_EQ(status.st_rdev, makedev(11, 0));
  EXPECT_EQ(access("/dev/sg0", R_OK | W_OK), 0);
  EXPECT_EQ(error_of(access("/dev/sg0", X_OK)), EACCES);
  struct statx wide{};
  ASSERT_EQ(statx(AT_FDCWD, "/dev/sg0", 0, STATX_BASIC_STATS, &wide), 0);
  EXPECT_EQ(wide.stx_rdev_major, 21U);
  std::array<char, 64> text{};
  EXPECT_EQ(readlink("/dev/cdrom", text.data(), text.size()), 3);
  EXPECT_STREQ(text.data(), "sr0");
}

}  // namespace
}  // namespace conformance::preload::shim

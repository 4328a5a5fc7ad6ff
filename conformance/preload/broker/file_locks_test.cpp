#include "conformance/preload/broker/file_locks.h"

#include <gtest/gtest.h>
#include <sys/file.h>

#include "conformance/preload/waiting_child.h"

namespace conformance::preload::broker {
namespace {

constexpr pid_t other_process = 1;  // one that never ends

LockPlace place(std::uint64_t file, pid_t process = getpid()) {
  return {.file = file, .process = process, .position = 1000, .size = 5000, .may_read = true, .may_write = true};
}

struct flock range(short type, off_t start = 0, off_t length = 0, short whence = SEEK_SET) {
  return {.l_type = type, .l_whence = whence, .l_start = start, .l_len = length, .l_pid = 0};
}

kernel::Errno set(FileLocks& locks, const LockPlace& where, struct flock lock, int command = F_SETLK) {
  return locks.lock_record(where, command, lock);
}

struct flock ask(FileLocks& locks, const LockPlace& where, struct flock lock, int command = F_GETLK) {
  EXPECT_EQ(locks.lock_record(where, command, lock), 0);
  return lock;
}

TEST(WholeLocks, shared_ones_stand_beside_each_other_and_an_exclusive_one_alone) {
  FileLocks locks;
  EXPECT_EQ(locks.lock_whole(place(1), LOCK_SH), 0);
  EXPECT_EQ(locks.lock_whole(place(2), LOCK_SH), 0);
  EXPECT_EQ(locks.lock_whole(place(3), LOCK_EX), EAGAIN);
  EXPECT_EQ(locks.lock_whole(place(1), LOCK_UN), 0);
  EXPECT_EQ(locks.lock_whole(place(2), LOCK_EX), 0) << "an own lock is changed";
  EXPECT_EQ(locks.lock_whole(place(1), LOCK_SH), EAGAIN);
  EXPECT_EQ(locks.lock_whole(place(1), 77), EINVAL);
}

TEST(WholeLocks, refused_change_loses_the_old_lock) {
  FileLocks locks;
  EXPECT_EQ(locks.lock_whole(place(1), LOCK_SH), 0);
  EXPECT_EQ(locks.lock_whole(place(2), LOCK_SH), 0);
  EXPECT_EQ(locks.lock_whole(place(1), LOCK_EX), EAGAIN);
  EXPECT_EQ(locks.lock_whole(place(2), LOCK_EX), 0);
}

TEST(WholeLocks, end_with_the_open_file_and_concern_one_node) {
  FileLocks locks;
  LockPlace sg = place(2);
  sg.node.driver = wire::Driver::sg;
  EXPECT_EQ(locks.lock_whole(place(1), LOCK_EX), 0);
  EXPECT_EQ(locks.lock_whole(sg, LOCK_EX), 0);
  EXPECT_EQ(locks.lock_whole(place(3), LOCK_EX), EAGAIN);
  locks.forget_file(1);
  EXPECT_EQ(locks.lock_whole(place(3), LOCK_EX), 0);
}

TEST(RecordLocks, of_one_process_never_forbid_each_other) {
  FileLocks locks;
  EXPECT_EQ(set(locks, place(1), range(F_WRLCK)), 0);
  EXPECT_EQ(set(locks, place(2), range(F_WRLCK)), 0);
  EXPECT_EQ(set(locks, place(3, other_process), range(F_RDLCK)), EAGAIN);
}

TEST(RecordLocks, forbid_where_they_overlap) {
  FileLocks locks;
  EXPECT_EQ(set(locks, place(1), range(F_WRLCK, 100, 100)), 0);
  EXPECT_EQ(set(locks, place(2, other_process), range(F_RDLCK, 0, 100)), 0);
  EXPECT_EQ(set(locks, place(2, other_process), range(F_RDLCK, 0, 101)), EAGAIN);
  EXPECT_EQ(set(locks, place(2, other_process), range(F_RDLCK, 199, 1)), EAGAIN);
  EXPECT_EQ(set(locks, place(2, other_process), range(F_RDLCK, 200)), 0);
}

TEST(RecordLocks, unlocking_the_middle_leaves_both_ends) {
  FileLocks locks;
  EXPECT_EQ(set(locks, place(1), range(F_WRLCK, 0, 300)), 0);
  EXPECT_EQ(set(locks, place(1), range(F_UNLCK, 100, 100)), 0);
  EXPECT_EQ(set(locks, place(2, other_process), range(F_WRLCK, 100, 100)), 0);
  EXPECT_EQ(set(locks, place(2, other_process), range(F_WRLCK, 99, 1)), EAGAIN);
  EXPECT_EQ(set(locks, place(2, other_process), range(F_WRLCK, 200, 1)), EAGAIN);
}

TEST(RecordLocks, question_names_the_first_in_the_way) {
  FileLocks locks;
  EXPECT_EQ(set(locks, place(1), range(F_WRLCK, 100)), 0);
  const auto found = ask(locks, place(2, other_process), range(F_RDLCK, 0, 500));
  EXPECT_EQ(found.l_type, F_WRLCK);
  EXPECT_EQ(found.l_start, 100);
  EXPECT_EQ(found.l_len, 0);
  EXPECT_EQ(found.l_pid, getpid());
  EXPECT_EQ(ask(locks, place(2, other_process), range(F_RDLCK, 0, 50)).l_type, F_UNLCK);
  for (const int command : {F_GETLK, F_OFD_GETLK}) {
    struct flock unlocking = range(F_UNLCK);
    EXPECT_EQ(locks.lock_record(place(2), command, unlocking), EINVAL) << command;
  }
}

TEST(RecordLocks, range_counts_from_position_and_end_and_backwards) {
  FileLocks locks;
  EXPECT_EQ(set(locks, place(1), range(F_WRLCK, -10, 10, SEEK_CUR)), 0);
  EXPECT_EQ(set(locks, place(1), range(F_WRLCK, 0, -5, SEEK_END)), 0);
  EXPECT_EQ(ask(locks, place(2, other_process), range(F_RDLCK, 0, 2000)).l_start, 990);
  EXPECT_EQ(ask(locks, place(2, other_process), range(F_RDLCK, 2000)).l_start, 4995);
  EXPECT_EQ(set(locks, place(1), range(F_WRLCK, -1001, 1, SEEK_CUR)), EINVAL);
  EXPECT_EQ(set(locks, place(1), range(F_WRLCK, 3, -4)), EINVAL);
  EXPECT_EQ(set(locks, place(1), range(F_WRLCK, INT64_MAX, 2)), EOVERFLOW);
  EXPECT_EQ(set(locks, place(1), range(F_WRLCK, INT64_MAX, 1, SEEK_END)), EOVERFLOW);
  EXPECT_EQ(set(locks, place(1), range(F_WRLCK, 0, 1, 9)), EINVAL);
  EXPECT_EQ(set(locks, place(1), range(9)), EINVAL);
}

TEST(RecordLocks, need_the_open_files_access) {
  FileLocks locks;
  LockPlace reader = place(1);
  reader.may_write = false;
  EXPECT_EQ(set(locks, reader, range(F_WRLCK)), EBADF);
  EXPECT_EQ(set(locks, reader, range(F_RDLCK)), 0);
  LockPlace writer = place(1);
  writer.may_read = false;
  EXPECT_EQ(set(locks, writer, range(F_RDLCK)), EBADF);
}

TEST(RecordLocks, of_an_open_file_end_with_it_and_see_the_processes_own) {
  FileLocks locks;
  EXPECT_EQ(set(locks, place(1), range(F_WRLCK), F_OFD_SETLK), 0);
  EXPECT_EQ(set(locks, place(2), range(F_WRLCK), F_OFD_SETLK), EAGAIN);
  EXPECT_EQ(set(locks, place(1), range(F_WRLCK)), EAGAIN);
  EXPECT_EQ(ask(locks, place(2), range(F_WRLCK), F_OFD_GETLK).l_pid, -1);
  locks.forget_file(1);
  EXPECT_EQ(set(locks, place(1), range(F_WRLCK)), 0);
  struct flock with_process = range(F_WRLCK);
  with_process.l_pid = 5;
  EXPECT_EQ(set(locks, place(1), with_process, F_OFD_SETLK), EINVAL);
}

TEST(RecordLocks, end_when_the_process_closes_any_descriptor_of_the_node) {
  FileLocks locks;
  EXPECT_EQ(set(locks, place(1), range(F_WRLCK)), 0);
  locks.forget_process(getpid(), {.drive = 0, .driver = wire::Driver::sg});
  EXPECT_EQ(set(locks, place(2, other_process), range(F_WRLCK)), EAGAIN);
  locks.forget_process(getpid(), {});
  EXPECT_EQ(set(locks, place(2, other_process), range(F_WRLCK)), 0);
}

TEST(RecordLocks, end_with_their_process_before_anybody_waited_for_it) {
  FileLocks locks;
  WaitingChild child;
  EXPECT_EQ(set(locks, place(1, child.process()), range(F_WRLCK)), 0);
  EXPECT_EQ(set(locks, place(2), range(F_WRLCK)), EAGAIN);
  child.end();
  EXPECT_EQ(set(locks, place(2), range(F_WRLCK)), 0);
}

// Linux fs/locks.c, flock64_to_posix_lock and fcntl_setlk: range, type, access, process.
TEST(RecordLocks, refusals_come_in_the_kernels_order) {
  FileLocks locks;
  LockPlace reader = place(1);
  reader.may_write = false;
  struct flock wrong = range(9, INT64_MAX, 2);
  wrong.l_pid = 5;
  EXPECT_EQ(set(locks, reader, wrong, F_OFD_SETLK), EOVERFLOW);
  wrong.l_len = 1;
  EXPECT_EQ(set(locks, reader, wrong, F_OFD_SETLK), EINVAL) << "no type";
  wrong.l_type = F_WRLCK;
  EXPECT_EQ(set(locks, reader, wrong, F_OFD_SETLK), EBADF);
  wrong.l_type = F_RDLCK;
  EXPECT_EQ(set(locks, reader, wrong, F_OFD_SETLK), EINVAL) << "a process";
}

// A second process that stays, as a holder of locks and a waiter.
struct Pair {
  FileLocks locks;
  WaitingChild child;
  LockPlace mine{place(1)};
  LockPlace theirs{place(2, child.process())};
};

// Linux fs/locks.c, posix_locks_deadlock.
TEST(Deadlock, two_that_wait_for_each_other_are_one_too_many) {
  Pair pair;
  EXPECT_EQ(set(pair.locks, pair.mine, range(F_WRLCK, 0, 10)), 0);
  EXPECT_EQ(set(pair.locks, pair.theirs, range(F_WRLCK, 10, 10)), 0);
  EXPECT_EQ(set(pair.locks, pair.theirs, range(F_WRLCK, 0, 10), F_SETLKW), EAGAIN);
  EXPECT_EQ(set(pair.locks, pair.mine, range(F_WRLCK, 10, 10)), EAGAIN) << "who does not wait is in no danger";
  EXPECT_EQ(set(pair.locks, pair.mine, range(F_WRLCK, 10, 10), F_SETLKW), EDEADLK);
  EXPECT_EQ(set(pair.locks, pair.theirs, range(F_WRLCK, 0, 10), F_SETLKW), EAGAIN) << "the first may wait on";
}

// The kernel looks at all locks of the computer, not at those of one file.
TEST(Deadlock, is_found_across_drives) {
  Pair pair;
  LockPlace my_other = pair.mine;
  LockPlace their_other = pair.theirs;
  my_other.node.drive = their_other.node.drive = 1;
  EXPECT_EQ(set(pair.locks, pair.mine, range(F_WRLCK)), 0);
  EXPECT_EQ(set(pair.locks, their_other, range(F_WRLCK)), 0);
  EXPECT_EQ(set(pair.locks, pair.theirs, range(F_RDLCK), F_SETLKW), EAGAIN);
  EXPECT_EQ(set(pair.locks, my_other, range(F_RDLCK), F_SETLKW), EDEADLK);
}

TEST(Deadlock, is_none_once_the_other_has_what_it_waited_for) {
  Pair pair;
  EXPECT_EQ(set(pair.locks, pair.mine, range(F_WRLCK, 0, 10)), 0);
  EXPECT_EQ(set(pair.locks, pair.theirs, range(F_WRLCK, 10, 10)), 0);
  EXPECT_EQ(set(pair.locks, pair.theirs, range(F_WRLCK, 0, 10), F_SETLKW), EAGAIN);
  EXPECT_EQ(set(pair.locks, pair.mine, range(F_UNLCK, 0, 10)), 0);
  EXPECT_EQ(set(pair.locks, pair.theirs, range(F_WRLCK, 0, 10), F_SETLKW), 0);
  EXPECT_EQ(set(pair.locks, pair.mine, range(F_WRLCK, 10, 10), F_SETLKW), EAGAIN);
}

TEST(Deadlock, is_none_once_the_other_has_stopped_waiting) {
  Pair pair;
  EXPECT_EQ(set(pair.locks, pair.mine, range(F_WRLCK, 0, 10)), 0);
  EXPECT_EQ(set(pair.locks, pair.theirs, range(F_WRLCK, 10, 10)), 0);
  EXPECT_EQ(set(pair.locks, pair.theirs, range(F_WRLCK, 0, 10), F_SETLKW), EAGAIN);
  pair.locks.stop_waiting(pair.theirs);
  EXPECT_EQ(set(pair.locks, pair.mine, range(F_WRLCK, 10, 10), F_SETLKW), EAGAIN);
}

TEST(Deadlock, is_none_with_a_process_that_has_ended) {
  Pair pair;
  LockPlace third = place(3, other_process);
  EXPECT_EQ(set(pair.locks, pair.mine, range(F_WRLCK, 0, 10)), 0);
  EXPECT_EQ(set(pair.locks, third, range(F_RDLCK, 10, 10)), 0);
  EXPECT_EQ(set(pair.locks, pair.theirs, range(F_RDLCK, 10, 10)), 0);
  EXPECT_EQ(set(pair.locks, pair.theirs, range(F_WRLCK, 0, 10), F_SETLKW), EAGAIN);
  pair.child.end();
  EXPECT_EQ(set(pair.locks, pair.mine, range(F_WRLCK, 10, 10), F_SETLKW), EAGAIN) << "the third is in the way";
}

TEST(Deadlock, is_found_over_a_third) {
  Pair pair;
  const LockPlace third = place(3, other_process);
  EXPECT_EQ(set(pair.locks, pair.mine, range(F_WRLCK, 0, 10)), 0);
  EXPECT_EQ(set(pair.locks, pair.theirs, range(F_WRLCK, 10, 10)), 0);
  EXPECT_EQ(set(pair.locks, third, range(F_WRLCK, 20, 10)), 0);
  EXPECT_EQ(set(pair.locks, pair.theirs, range(F_WRLCK, 0, 10), F_SETLKW), EAGAIN);
  EXPECT_EQ(set(pair.locks, third, range(F_WRLCK, 10, 10), F_SETLKW), EAGAIN);
  EXPECT_EQ(set(pair.locks, pair.mine, range(F_WRLCK, 20, 10), F_SETLKW), EDEADLK);
}

// "This deadlock detector can't reasonably detect deadlocks with FL_OFDLCK locks, since they aren't owned by a
// process."
TEST(Deadlock, of_open_files_is_not_found) {
  FileLocks locks;
  EXPECT_EQ(set(locks, place(1), range(F_WRLCK, 0, 10), F_OFD_SETLK), 0);
  EXPECT_EQ(set(locks, place(2), range(F_WRLCK, 10, 10), F_OFD_SETLK), 0);
  EXPECT_EQ(set(locks, place(2), range(F_WRLCK, 0, 10), F_OFD_SETLKW), EAGAIN);
  EXPECT_EQ(set(locks, place(1), range(F_WRLCK, 10, 10), F_OFD_SETLKW), EAGAIN);
}

}  // namespace
}  // namespace conformance::preload::broker

// Every name under which a program may call a hooked function: with 64, with _chk and _2 of _FORTIFY_SOURCE, with __x
// of glibc before 2.33. Each meets the same drive. The headers do not declare all of them.
#include <dirent.h>
#include <fcntl.h>
#include <glob.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>
#include <sys/xattr.h>

#include <algorithm>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include "conformance/preload/shim/under_shim.h"

extern "C" {
int __open_2(const char* path, int flags);
int __open64_2(const char* path, int flags);
int __openat_2(int directory, const char* path, int flags);
int __openat64_2(int directory, const char* path, int flags);
ssize_t __read_chk(int descriptor, void* memory, size_t bytes, size_t room);
ssize_t __pread_chk(int descriptor, void* memory, size_t bytes, off_t offset, size_t room);
ssize_t __pread64_chk(int descriptor, void* memory, size_t bytes, off64_t offset, size_t room);
int __xstat(int version, const char* path, struct stat* status);
int __xstat64(int version, const char* path, struct stat64* status);
int __lxstat(int version, const char* path, struct stat* status);
int __lxstat64(int version, const char* path, struct stat64* status);
int __fxstat(int version, int descriptor, struct stat* status);
int __fxstat64(int version, int descriptor, struct stat64* status);
int __fxstatat(int version, int directory, const char* path, struct stat* status, int flags);
int __fxstatat64(int version, int directory, const char* path, struct stat64* status, int flags);
char* __realpath_chk(const char* path, char* room, size_t size);
char* __getcwd_chk(char* room, size_t size, size_t room_size);
}

namespace conformance::preload::shim {
namespace {

constexpr int patient = O_RDONLY | O_NONBLOCK;
constexpr int version = 1;  // _STAT_VER of x86-64

TEST(Names, of_open) {
  const File dev("/dev", O_RDONLY | O_DIRECTORY);
  const File files[]{File(open("/dev/sr0", patient)),
                     File(open64("/dev/sr0", patient)),
                     File(openat(dev.get(), "sr0", patient)),
                     File(openat64(dev.get(), "sr0", patient)),
                     File(__open_2("/dev/sr0", patient)),
                     File(__open64_2("/dev/sr0", patient)),
                     File(__openat_2(dev.get(), "sr0", patient)),
                     File(__openat64_2(AT_FDCWD, "/dev/sr0", patient))};
  for (const File& file : files) EXPECT_TRUE(answers(file.get()));
  EXPECT_EQ(error_of(creat("/dev/sr0", 0600)), EROFS);
  EXPECT_EQ(error_of(creat64("/dev/sr0", 0600)), EROFS);
}

TEST(Names, of_read) {
  const File file("/dev/sr0", O_RDONLY);
  const off_t place = 6 * 2048 - 1;
  Bytes data(2);
  const iovec part{data.data(), data.size()};
  const auto reads = [&](const char* name, ssize_t count) {
    EXPECT_EQ(count, 2) << name;
    EXPECT_EQ(data, (Bytes{5, 6})) << name;
    std::ranges::fill(data, 0xEE);
    EXPECT_EQ(lseek64(file.get(), place, SEEK_SET), place);
  };
  lseek(file.get(), place, SEEK_SET);
  reads("read", read(file.get(), data.data(), 2));
  reads("__read_chk", __read_chk(file.get(), data.data(), 2, 2));
  reads("readv", readv(file.get(), &part, 1));
  reads("pread", pread(file.get(), data.data(), 2, place));
  reads("pread64", pread64(file.get(), data.data(), 2, place));
  reads("__pread_chk", __pread_chk(file.get(), data.data(), 2, place, 2));
  reads("__pread64_chk", __pread64_chk(file.get(), data.data(), 2, place, 2));
  reads("preadv", preadv(file.get(), &part, 1, place));
  reads("preadv64", preadv64(file.get(), &part, 1, place));
  reads("preadv2", preadv2(file.get(), &part, 1, place, 0));
  reads("preadv64v2", preadv64v2(file.get(), &part, 1, -1, 0));
}

// What each gives for one byte, an error as a negative number.
std::vector<std::pair<const char*, ssize_t>> writes_with_a_place(int file) {
  char byte = 'x';
  const iovec part{&byte, 1};
  const auto result = [](ssize_t count) { return count < 0 ? ssize_t{-errno} : count; };
  return {{"pwrite", result(pwrite(file, &byte, 1, 0))},
          {"pwrite64", result(pwrite64(file, &byte, 1, 0))},
          {"pwritev", result(pwritev(file, &part, 1, 0))},
          {"pwritev64", result(pwritev64(file, &part, 1, 0))},
          {"pwritev2", result(pwritev2(file, &part, 1, 0, 0))}};
}

std::vector<std::pair<const char*, ssize_t>> writes_at_the_position(int file) {
  char byte = 'x';
  const iovec part{&byte, 1};
  const auto result = [](ssize_t count) { return count < 0 ? ssize_t{-errno} : count; };
  return {{"write", result(write(file, &byte, 1))},
          {"writev", result(writev(file, &part, 1))},
          {"pwritev64v2", result(pwritev64v2(file, &part, 1, -1, 0))}};
}

// sg takes commands alone (Decision 4) and has no places.
TEST(Names, of_write) {
  struct Case {
    const char* path;
    int flags;
    ssize_t at_the_position, with_a_place;
  };
  for (const auto& [path, flags, at_the_position, with_a_place] :
       {Case{"/dev/sr0", O_RDWR | O_NONBLOCK, 1, 1}, Case{"/dev/sr0", patient, -EBADF, -EBADF},
        Case{"/dev/sg0", O_RDWR | O_NONBLOCK, -EIO, -ESPIPE}, Case{"/dev/sg0", patient, -EBADF, -ESPIPE}}) {
    const File file(path, flags);
    for (const auto& [name, result] : writes_at_the_position(file.get())) {
      EXPECT_EQ(result, at_the_position) << name << " on " << path;
    }
    for (const auto& [name, result] : writes_with_a_place(file.get())) {
      EXPECT_EQ(result, with_a_place) << name << " on " << path;
    }
  }
}

TEST(Names, of_stat) {
  const File file("/dev/sg1");
  const auto is_sg1 = [](const char* name, int result, const auto& status) {
    EXPECT_EQ(result, 0) << name;
    EXPECT_TRUE(S_ISCHR(status.st_mode)) << name;
    EXPECT_EQ(status.st_rdev, makedev(21, 1)) << name;
  };
  struct stat status{};
  struct stat64 wide{};
  is_sg1("stat", stat("/dev/sg1", &status), status);
  is_sg1("stat64", stat64("/dev/sg1", &wide), wide);
  is_sg1("lstat", lstat("/dev/sg1", &status), status);
  is_sg1("lstat64", lstat64("/dev/sg1", &wide), wide);
  is_sg1("fstat", fstat(file.get(), &status), status);
  is_sg1("fstat64", fstat64(file.get(), &wide), wide);
  is_sg1("fstatat", fstatat(AT_FDCWD, "/dev/sg1", &status, 0), status);
  is_sg1("fstatat64", fstatat64(file.get(), "", &wide, AT_EMPTY_PATH), wide);
  is_sg1("__xstat", __xstat(version, "/dev/sg1", &status), status);
  is_sg1("__xstat64", __xstat64(version, "/dev/sg1", &wide), wide);
  is_sg1("__lxstat", __lxstat(version, "/dev/sg1", &status), status);
  is_sg1("__lxstat64", __lxstat64(version, "/dev/sg1", &wide), wide);
  is_sg1("__fxstat", __fxstat(version, file.get(), &status), status);
  is_sg1("__fxstat64", __fxstat64(version, file.get(), &wide), wide);
  is_sg1("__fxstatat", __fxstatat(version, AT_FDCWD, "/dev/sg1", &status, 0), status);
  is_sg1("__fxstatat64", __fxstatat64(version, AT_FDCWD, "/dev/sg1", &wide, 0), wide);
}

TEST(Names, of_access) {
  EXPECT_EQ(access("/dev/sr0", R_OK | W_OK), 0);
  EXPECT_EQ(eaccess("/dev/sr0", R_OK | W_OK), 0);
  EXPECT_EQ(euidaccess("/dev/sr0", F_OK), 0);
  EXPECT_EQ(faccessat(AT_FDCWD, "/dev/sr0", R_OK, AT_EACCESS), 0);
  EXPECT_EQ(error_of(eaccess("/dev/sr0", X_OK)), EACCES);
  EXPECT_EQ(error_of(faccessat(AT_FDCWD, "/dev/sr9", F_OK, 0)), ENOENT);
}

TEST(Names, of_the_true_name) {
  std::array<char, PATH_MAX> room{};
  EXPECT_EQ(realpath("/dev/cdrom", room.data()), room.data());
  EXPECT_STREQ(room.data(), "/dev/sr0");
  EXPECT_STREQ(__realpath_chk("/dev/../dev/scd1", room.data(), room.size()), "/dev/sr1");
  char* made = canonicalize_file_name("/dev/dvdrw");
  EXPECT_STREQ(made, "/dev/sr0");
  std::free(made);
  made = realpath("/sys/class/block/sr1/device", nullptr);
  EXPECT_STREQ(made, "/sys/devices/platform/host1/session2/target1:0:0/1:0:0:0");
  std::free(made);
  EXPECT_EQ(realpath("/dev/sr9", nullptr), nullptr);
  EXPECT_EQ(errno, ENOENT);
}

TEST(Names, of_links) {
  std::array<char, 64> text{};
  EXPECT_EQ(readlink("/dev/cdrw", text.data(), text.size()), 3);
  const File dev("/dev", O_RDONLY | O_DIRECTORY);
  EXPECT_EQ(readlinkat(dev.get(), "scd1", text.data(), text.size()), 3);
  EXPECT_STREQ(text.data(), "sr1");
  EXPECT_EQ(readlinkat(dev.get(), "scd1", text.data(), 2), 2) << "cut to the room";
  EXPECT_EQ(error_of(readlink("/dev/sr0", text.data(), text.size())), EINVAL);
  const File file("/dev/sg1");
  text = {};
  EXPECT_EQ(readlink(("/proc/self/fd/" + std::to_string(file.get())).c_str(), text.data(), text.size()), 8);
  EXPECT_STREQ(text.data(), "/dev/sg1");
}

TEST(Names, of_file_systems) {
  struct statfs dev{};
  struct statfs found{};
  ASSERT_EQ(statfs("/dev", &dev), 0);
  EXPECT_EQ(statfs("/dev/sr0", &found), 0);
  EXPECT_EQ(found.f_type, dev.f_type);
  struct statfs64 wide{};
  EXPECT_EQ(statfs64("/dev/sr0", &wide), 0);
  EXPECT_EQ(wide.f_type, dev.f_type);
  struct statvfs virtual_system{};
  EXPECT_EQ(statvfs("/dev/cdrom", &virtual_system), 0);
  struct statvfs64 virtual_wide{};
  EXPECT_EQ(statvfs64("/dev/sg0", &virtual_wide), 0);
  EXPECT_EQ(error_of(statfs("/dev/sr9", &found)), ENOENT);
}

TEST(Names, of_attributes) {
  std::array<char, 8> room{};
  EXPECT_EQ(error_of(getxattr("/dev/sr0", "user.name", room.data(), room.size())), ENODATA);
  EXPECT_EQ(error_of(lgetxattr("/dev/cdrom", "user.name", room.data(), room.size())), ENODATA);
  EXPECT_EQ(listxattr("/dev/sr0", room.data(), room.size()), 0);
  EXPECT_EQ(llistxattr("/dev/cdrom", room.data(), room.size()), 0);
}

// wodim and cdrdao search so.
TEST(Names, of_glob) {
  glob_t found{};
  ASSERT_EQ(glob("/dev/s[rg][0-9]*", 0, nullptr, &found), 0);
  std::vector<std::string> paths(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  EXPECT_EQ(paths, (std::vector<std::string>{"/dev/sg0", "/dev/sg1", "/dev/sr0", "/dev/sr1"}));
  globfree(&found);
  glob64_t wide{};
  ASSERT_EQ(glob64("/sys/class/scsi_generic/sg*", 0, nullptr, &wide), 0);
  EXPECT_EQ(wide.gl_pathc, 2U);
  globfree64(&wide);
  EXPECT_EQ(glob("/dev/sr7*", 0, nullptr, &found), GLOB_NOMATCH);
}

TEST(Names, of_scandir) {
  const auto names = [](auto** entries, int count) {
    std::vector<std::string> all;
    for (int i = 0; i < count; ++i) {
      all.emplace_back(entries[i]->d_name);
      std::free(entries[i]);
    }
    std::free(entries);
    return all;
  };
  dirent** entries = nullptr;
  int count = scandir(
      "/dev", &entries, [](const dirent* entry) { return std::string_view(entry->d_name).starts_with("sr") ? 1 : 0; },
      alphasort);
  EXPECT_EQ(names(entries, count), (std::vector<std::string>{"sr0", "sr1"}));
  dirent64** wide = nullptr;
  count = scandir64("/sys/class/scsi_generic", &wide, nullptr, alphasort64);
  EXPECT_EQ(names(wide, count), (std::vector<std::string>{".", "..", "sg0", "sg1"}));
  EXPECT_EQ(error_of(scandir("/dev/sr0", &entries, nullptr, alphasort)), ENOTDIR);
}

TEST(Names, of_readdir) {
  DIR* folder = opendir("/dev");
  ASSERT_NE(folder, nullptr);
  std::map<std::string, int> types;
  while (const dirent64* entry = readdir64(folder)) types[entry->d_name] = entry->d_type;
  EXPECT_EQ(types["sr0"], DT_BLK);
  EXPECT_EQ(types["sg1"], DT_CHR);
  EXPECT_EQ(types["cdrom"], DT_LNK);
  closedir(folder);
}

TEST(Names, of_control_and_locks) {
  const File file("/dev/sr0");
  EXPECT_EQ(fcntl64(file.get(), F_GETFL) & O_ACCMODE, O_RDWR);
  EXPECT_EQ(lockf64(file.get(), F_TLOCK, 0), 0);
  EXPECT_EQ(exit_code_in_child([] {
              const File own("/dev/sr0");
              return error_of(lockf64(own.get(), F_TLOCK, 0));
            }),
            EAGAIN);
  EXPECT_EQ(lockf(file.get(), F_ULOCK, 0), 0);
}

TEST(Names, of_streams) {
  FILE* stream = fopen64("/dev/sr1", "r");
  ASSERT_NE(stream, nullptr);
  EXPECT_TRUE(answers(fileno_unlocked(stream)));
  fclose(stream);
}

// sg's own buffer (SG_FLAG_MMAP_IO).
TEST(Names, of_mapping) {
  const File file("/dev/sg0", O_RDWR);
  void* const memory = mmap(nullptr, 4096, PROT_READ, MAP_SHARED, file.get(), 0);
  ASSERT_NE(memory, MAP_FAILED);
  void* const again = mmap64(nullptr, 4096, PROT_READ, MAP_SHARED, file.get(), 0);
  EXPECT_NE(again, MAP_FAILED);
  munmap(memory, 4096);
  munmap(again, 4096);
}

TEST(Names, of_the_working_folder) {
  std::array<char, PATH_MAX> room{};
  std::array<char, PATH_MAX> checked{};
  ASSERT_NE(getcwd(room.data(), room.size()), nullptr);
  EXPECT_EQ(__getcwd_chk(checked.data(), checked.size(), checked.size()), checked.data());
  EXPECT_STREQ(room.data(), checked.data());
}

}  // namespace
}  // namespace conformance::preload::shim

// What the tests under the shim share: an open file, and commands over SG_IO. The drives are those of
// scsi/fake_drive.h, seen through the C library alone.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <scsi/sg.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace conformance::preload::shim {

class File {
 public:
  explicit File(const char* path, int flags = O_RDWR | O_NONBLOCK) : descriptor_(::open(path, flags)) {
    EXPECT_GE(descriptor_, 0) << path << ": errno " << errno;
  }
  explicit File(int descriptor) : descriptor_(descriptor) { EXPECT_GE(descriptor_, 0) << "errno " << errno; }
  File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  File& operator=(File&&) = delete;
  ~File() { close(); }
  void close() {
    if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
  }
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

using Bytes = std::vector<unsigned char>;

// A header for a command without data; the fields of a transfer are the caller's.
struct Command {
  explicit Command(Bytes bytes) : cdb(std::move(bytes)) {
    header.interface_id = 'S';
    header.cmdp = cdb.data();
    header.cmd_len = static_cast<unsigned char>(cdb.size());
    header.sbp = sense.data();
    header.mx_sb_len = static_cast<unsigned char>(sense.size());
    header.dxfer_direction = SG_DXFER_NONE;
    header.timeout = 20'000;
  }
  Command& transfer(int direction, void* memory, unsigned length) {
    header.dxfer_direction = direction;
    header.dxferp = memory;
    header.dxfer_len = length;
    return *this;
  }
  int send(int descriptor) { return ioctl(descriptor, SG_IO, &header); }

  Bytes cdb;
  std::array<unsigned char, 32> sense{};
  sg_io_hdr_t header{};
};

inline const Bytes test_unit_ready{0, 0, 0, 0, 0, 0};
inline const Bytes inquiry{0x12, 0, 0, 0, 36, 0};
inline const Bytes write_buffer{0x3B, 2, 0, 0, 0, 0, 0, 0, 8, 0};
inline const Bytes read_buffer{0x3C, 2, 0, 0, 0, 0, 0, 0, 8, 0};

// Whether the drive behind a descriptor answers INQUIRY as the fake drive does.
inline bool answers(int descriptor) {
  std::array<char, 36> data{};
  Command command(inquiry);
  command.transfer(SG_DXFER_FROM_DEV, data.data(), data.size());
  return command.send(descriptor) == 0 && command.header.status == 0 && data[8] == 'B' && data[15] == 'H';
}

// READ (10) of one block.
inline Bytes read_block(unsigned char address) { return {0x28, 0, 0, 0, 0, address, 0, 0, 1, 0}; }

// What a call gave when it failed: errno, or 0.
inline int error_of(long result) { return result < 0 ? errno : 0; }

// Runs something in a forked child and gives its exit code.
int exit_code_in_child(const std::function<int()>& work);

}  // namespace conformance::preload::shim

#include "conformance/preload/broker/channel.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/cdrom.h>
#include <scsi/sg.h>
#include <sys/file.h>
#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <thread>

#include "conformance/preload/broker/fake_devices.h"
#include "conformance/preload/stream.h"

namespace conformance::preload::broker {
namespace {

using scsi::FakeDrive;
using wire::Operation;

constexpr int patient = O_RDWR | O_NONBLOCK;

struct Said {
  wire::Reply reply;
  base::ByteBuffer bytes;
};

template <typename Value>
base::ByteBuffer bytes_of(const Value& value) {
  base::ByteBuffer bytes(sizeof value);
  std::memcpy(bytes.data(), &value, sizeof value);
  return bytes;
}

// A program's side of one channel, typed from wire.h.
class Channels : public testing::Test {
 protected:
  Channels()
      : serving_([this] {
          serve_channel(pair_.broker, files_);
          shutdown(pair_.broker.get(), SHUT_RDWR);
        }) {}
  ~Channels() override {
    shutdown(pair_.program.get(), SHUT_RDWR);
    serving_.join();
  }

  Said call(wire::Request request, base::ByteBuffer bytes = {}, int passed = -1) {
    request.bytes = static_cast<std::uint32_t>(bytes.size());
    const std::array<iovec, 2> out{iovec{.iov_base = &request, .iov_len = sizeof request},
                                   iovec{.iov_base = bytes.data(), .iov_len = bytes.size()}};
    EXPECT_TRUE(stream::send(pair_.program.get(), out, passed));
    Said said;
    const iovec head{.iov_base = &said.reply, .iov_len = sizeof said.reply};
    EXPECT_TRUE(stream::receive(pair_.program.get(), {&head, 1}));
    said.bytes.resize(said.reply.bytes);
    const iovec body{.iov_base = said.bytes.data(), .iov_len = said.bytes.size()};
    EXPECT_TRUE(stream::receive(pair_.program.get(), {&body, 1}));
    return said;
  }

  // Opens a node; the device socket's end stays open as long as the test.
  std::uint64_t open(wire::Node node, int flags = patient) {
    SocketPair device;
    const Said said = call(
        {.operation = Operation::open, .number = static_cast<std::uint64_t>(flags), .argument = wire::packed(node)}, {},
        device.broker.get());
    EXPECT_EQ(said.reply.error, 0);
    descriptors_.push_back(std::move(device.program));
    return static_cast<std::uint64_t>(said.reply.result);
  }

  Said execute(std::uint64_t file, wire::ScsiRequest fields, const base::ByteBuffer& cdb,
               const base::ByteBuffer& out = {}) {
    fields.interface_id = 'S';
    fields.cdb_bytes = fields.sent_cdb_bytes = static_cast<std::uint32_t>(cdb.size());
    fields.has_cdb = fields.has_data = 1;
    base::ByteBuffer bytes = bytes_of(fields);
    bytes.insert(bytes.end(), cdb.begin(), cdb.end());
    bytes.insert(bytes.end(), out.begin(), out.end());
    return call({.operation = Operation::scsi, .file = file, .number = SG_IO}, bytes);
  }

  static wire::ScsiReply reply_of(const Said& said) {
    wire::ScsiReply reply;
    EXPECT_GE(said.bytes.size(), sizeof reply);
    if (said.bytes.size() >= sizeof reply) std::memcpy(&reply, said.bytes.data(), sizeof reply);
    return reply;
  }

  FakeDevices fakes_;
  OpenFiles files_{fakes_.devices};
  SocketPair pair_;
  std::vector<Socket> descriptors_;
  std::thread serving_;
};

TEST_F(Channels, requests_are_answered_in_order_on_one_socket) {
  const std::uint64_t first = open(first_sr);
  const std::uint64_t second = open(first_sg);
  EXPECT_NE(first, second);
  EXPECT_EQ(call({.operation = Operation::seek, .file = first, .number = SEEK_SET, .argument = 4096}).reply.result,
            4096);
  EXPECT_EQ(call({.operation = Operation::seek, .file = first, .number = SEEK_CUR, .argument = -96}).reply.result,
            4000);
}

TEST_F(Channels, refused_open_says_why) {
  SocketPair device;
  const Said said = call({.operation = Operation::open, .number = O_RDWR, .argument = wire::packed(first_sr)}, {},
                         device.broker.get());
  EXPECT_EQ(said.reply.error, EROFS);
  EXPECT_EQ(said.reply.result, -1);
  EXPECT_TRUE(files_.empty());
}

TEST_F(Channels, file_that_nobody_opened_is_a_bad_descriptor) {
  for (const auto operation : {Operation::ioctl, Operation::scsi, Operation::read, Operation::write, Operation::seek,
                               Operation::get_flags, Operation::synchronize, Operation::lock_whole}) {
    EXPECT_EQ(call({.operation = operation, .file = 12345}).reply.error, EBADF);
  }
}

TEST_F(Channels, operation_that_there_is_not_is_refused) {
  const std::uint64_t file = open(first_sr);
  EXPECT_EQ(call({.operation = static_cast<Operation>(77), .file = file}).reply.error, EINVAL);
}

TEST_F(Channels, read_moves_the_files_position_and_an_offset_leaves_it) {
  const std::uint64_t file = open(first_sr, O_RDONLY);
  const Said at = call({.operation = Operation::read, .file = file, .number = 3, .argument = 5 * 2048 - 1});
  EXPECT_EQ(at.bytes, (base::ByteBuffer{4, 5, 5}));
  EXPECT_EQ(at.reply.result, 3);
  EXPECT_EQ(call({.operation = Operation::read, .file = file, .number = 2, .argument = -1}).bytes,
            base::ByteBuffer(2, 0));
  EXPECT_EQ(call({.operation = Operation::seek, .file = file, .number = SEEK_CUR}).reply.result, 2);
}

TEST_F(Channels, access_is_that_of_the_open) {
  const std::uint64_t writer = open(first_sr, O_WRONLY | O_NONBLOCK);
  EXPECT_EQ(call({.operation = Operation::read, .file = writer, .number = 1, .argument = -1}).reply.error, EBADF);
  EXPECT_EQ(call({.operation = Operation::write, .file = writer, .number = 1}, {1}).reply.result, 1);
  const std::uint64_t reader = open(first_sr, O_RDONLY);
  EXPECT_EQ(call({.operation = Operation::write, .file = reader, .number = 1}, {1}).reply.error, EBADF);
}

TEST_F(Channels, flags_are_those_of_the_file_without_those_of_the_call) {
  const std::uint64_t file = open(first_sr, patient | O_EXCL | O_CLOEXEC);
  EXPECT_EQ(call({.operation = Operation::get_flags, .file = file}).reply.result, patient | O_LARGEFILE);
  EXPECT_EQ(call({.operation = Operation::set_flags, .file = file, .number = O_APPEND | O_WRONLY}).reply.error, 0);
  EXPECT_EQ(call({.operation = Operation::get_flags, .file = file}).reply.result, O_RDWR | O_APPEND | O_LARGEFILE);
}

TEST_F(Channels, request_of_a_driver_brings_its_structure) {
  const std::uint64_t file = open(first_sr, O_RDONLY);
  cdrom_tocentry entry{.cdte_track = CDROM_LEADOUT, .cdte_format = CDROM_LBA};
  const Said said = call({.operation = Operation::ioctl, .file = file, .number = CDROMREADTOCENTRY}, bytes_of(entry));
  ASSERT_EQ(said.reply.error, 0);
  ASSERT_EQ(said.bytes.size(), sizeof entry);
  std::memcpy(&entry, said.bytes.data(), sizeof entry);
  EXPECT_EQ(entry.cdte_addr.lba, 100);
}

TEST_F(Channels, structure_of_a_wrong_size_is_refused) {
  const std::uint64_t file = open(first_sr, O_RDONLY);
  EXPECT_EQ(call({.operation = Operation::ioctl, .file = file, .number = CDROMREADTOCENTRY}, {1, 2}).reply.error,
            EINVAL);
  EXPECT_EQ(call({.operation = Operation::lock_record, .file = file, .number = F_SETLK}, {1, 2}).reply.error, EINVAL);
}

TEST_F(Channels, command_brings_status_data_and_residual) {
  const std::uint64_t file = open(first_sr);
  const Said said = execute(file, {.direction = SG_DXFER_FROM_DEV, .transfer_bytes = 64}, {0x12, 0, 0, 0, 64, 0});
  const wire::ScsiReply reply = reply_of(said);
  EXPECT_EQ(reply.status, 0);
  EXPECT_EQ(reply.residual, 28);
  EXPECT_EQ(said.bytes.size(), sizeof reply + 36);
  EXPECT_EQ(said.bytes[sizeof reply + 8], 'B');
}

TEST_F(Channels, command_takes_data_to_the_drive) {
  const std::uint64_t file = open(first_sg);
  const base::ByteBuffer data{9, 8, 7, 6};
  const Said said =
      execute(file, {.direction = SG_DXFER_TO_DEV, .transfer_bytes = 4}, {0x3B, 2, 0, 0, 0, 0, 0, 0, 4, 0}, data);
  EXPECT_EQ(reply_of(said).status, 0);
  EXPECT_EQ(fakes_.drives[0]->buffer(), data);
}

TEST_F(Channels, command_that_is_shorter_than_it_says_is_refused) {
  const std::uint64_t file = open(first_sg);
  EXPECT_EQ(call({.operation = Operation::scsi, .file = file, .number = SG_IO}, {1, 2, 3}).reply.error, EINVAL);
  const base::ByteBuffer without_command =
      bytes_of(wire::ScsiRequest{.interface_id = 'S', .cdb_bytes = 6, .sent_cdb_bytes = 6});
  EXPECT_EQ(call({.operation = Operation::scsi, .file = file, .number = SG_IO}, without_command).reply.error, EINVAL);
}

TEST_F(Channels, lost_connection_is_a_host_status_and_no_error_of_the_call) {
  const std::uint64_t file = open(first_sg);
  fakes_.drives[0]->next(0x12, {.host = scsi::HostStatus::transport_disrupted, .residual = 36});
  const Said said = execute(file, {.direction = SG_DXFER_FROM_DEV, .transfer_bytes = 36}, {0x12, 0, 0, 0, 36, 0});
  EXPECT_EQ(said.reply.error, 0);
  const wire::ScsiReply reply = reply_of(said);
  EXPECT_EQ(reply.host_status, 0x0E) << "DID_TRANSPORT_DISRUPTED";
}

TEST_F(Channels, command_of_version_4_brings_its_structure_sense_and_data) {
  const std::uint64_t file = open(first_bsg);
  wire::ScsiV4Request fields{.header = {.guard = 'Q', .request_len = 6, .request = 1}, .sent_cdb_bytes = 6};
  fields.header.din_xfer_len = 64;
  fields.header.din_xferp = 1;
  base::ByteBuffer bytes = bytes_of(fields);
  const base::ByteBuffer cdb{0x12, 0, 0, 0, 64, 0};
  bytes.insert(bytes.end(), cdb.begin(), cdb.end());
  const Said said = call({.operation = Operation::scsi_v4, .file = file}, bytes);
  ASSERT_EQ(said.reply.error, 0);
  wire::ScsiV4Reply reply;
  ASSERT_EQ(said.bytes.size(), sizeof reply + 36);
  std::memcpy(&reply, said.bytes.data(), sizeof reply);
  EXPECT_EQ(reply.header.din_resid, 28);
  EXPECT_EQ(said.bytes[sizeof reply + 8], 'B');
  EXPECT_EQ(call({.operation = Operation::scsi_v4, .file = file}, {1, 2, 3}).reply.error, EINVAL);
}

TEST_F(Channels, mapping_passes_a_descriptor_of_the_buffer) {
  const std::uint64_t file = open(first_sg);
  const wire::Request request{
      .operation = Operation::map, .bytes = sizeof(wire::MapRequest), .file = file, .number = 4096};
  const base::ByteBuffer wanted = bytes_of(wire::MapRequest{.protection = PROT_READ, .flags = MAP_SHARED});
  const std::array<iovec, 2> out{iovec{const_cast<wire::Request*>(&request), sizeof request},
                                 iovec{const_cast<std::uint8_t*>(wanted.data()), wanted.size()}};
  ASSERT_TRUE(stream::send(pair_.program.get(), out));
  wire::Reply reply;
  const iovec head{.iov_base = &reply, .iov_len = sizeof reply};
  int descriptor = -1;
  ASSERT_TRUE(stream::receive(pair_.program.get(), {&head, 1}, &descriptor));
  EXPECT_EQ(reply.error, 0);
  const Socket held(descriptor);
  void* memory = mmap(nullptr, 4096, PROT_READ, MAP_SHARED, descriptor, 0);
  ASSERT_NE(memory, MAP_FAILED);
  munmap(memory, 4096);
  EXPECT_EQ(call({.operation = Operation::map, .file = file, .number = 4096}, {1, 2}).reply.error, EINVAL);
}

TEST_F(Channels, flushing_is_the_drivers) {
  const std::uint64_t sr = open(first_sr);
  const std::uint64_t sg = open(first_sg);
  EXPECT_EQ(call({.operation = Operation::synchronize, .file = sr}).reply.error, 0);
  EXPECT_EQ(call({.operation = Operation::synchronize, .file = sg}).reply.error, EINVAL);
  fakes_.drives[0]->sever();
  EXPECT_EQ(call({.operation = Operation::synchronize, .file = sr}).reply.error, EIO);
}

TEST_F(Channels, locks_are_between_open_files) {
  const std::uint64_t first = open(first_sr);
  const std::uint64_t second = open(first_sr);
  EXPECT_EQ(call({.operation = Operation::lock_whole, .file = first, .number = LOCK_EX}).reply.error, 0);
  EXPECT_EQ(call({.operation = Operation::lock_whole, .file = second, .number = LOCK_SH}).reply.error, EAGAIN);
  // Linux fs/locks.c, flock64_to_posix_lock: the file in /dev has no size, whatever the disc's is.
  const struct flock asked{.l_type = F_RDLCK, .l_whence = SEEK_END, .l_start = 2048, .l_len = 0, .l_pid = 0};
  const Said said = call({.operation = Operation::lock_record, .file = first, .number = F_OFD_SETLK}, bytes_of(asked));
  EXPECT_EQ(said.reply.error, 0);
  const struct flock whole{.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 0, .l_pid = 0};
  const Said found =
      call({.operation = Operation::lock_record, .file = second, .number = F_OFD_GETLK}, bytes_of(whole));
  struct flock other{};
  ASSERT_EQ(found.bytes.size(), sizeof other);
  std::memcpy(&other, found.bytes.data(), sizeof other);
  EXPECT_EQ(other.l_type, F_RDLCK);
  EXPECT_EQ(other.l_start, 2048);
}

TEST_F(Channels, closing_is_over_when_it_is_answered) {
  open(first_sr, patient | O_EXCL);
  descriptors_.clear();
  EXPECT_EQ(call({.operation = Operation::closed, .argument = wire::packed(first_sr)}).reply.error, 0);
  EXPECT_TRUE(files_.empty());
  open(first_sr, patient | O_EXCL);
}

TEST_F(Channels, request_of_more_bytes_than_any_driver_takes_ends_the_channel) {
  wire::Request request{.operation = Operation::write, .bytes = wire::largest_bytes * 2};
  const iovec head{.iov_base = &request, .iov_len = sizeof request};
  ASSERT_TRUE(stream::send(pair_.program.get(), {&head, 1}));
  wire::Reply reply;
  const iovec part{.iov_base = &reply, .iov_len = sizeof reply};
  EXPECT_FALSE(stream::receive(pair_.program.get(), {&part, 1}));
}

}  // namespace
}  // namespace conformance::preload::broker

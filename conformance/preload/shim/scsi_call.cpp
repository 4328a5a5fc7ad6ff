#include "conformance/preload/shim/scsi_call.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "conformance/preload/shim/scatter_list.h"

namespace conformance::preload::shim {
namespace {

int fail(int error) {
  errno = error;
  return -1;
}

// Of a drive whose bbrun is gone: what the kernel says of one whose way is.
int fail_lost(const OpenDrive& drive) { return fail(drive.node.driver == wire::Driver::sg ? ENXIO : ENODEV); }

template <typename Value>
iovec part_of(Value& value) {
  return {.iov_base = &value, .iov_len = sizeof value};
}

iovec at(std::uint64_t address, std::uint32_t length) {
  return {.iov_base = reinterpret_cast<void*>(static_cast<std::uintptr_t>(address)), .iov_len = length};
}

std::uint32_t sum_of(std::span<const iovec> parts) {
  std::size_t total = 0;
  for (const iovec& part : parts) total += part.iov_len;
  return static_cast<std::uint32_t>(total);
}

struct ScsiCall {
  unsigned long request{};
  wire::ScsiRequest fields;
  unsigned char* cdb{};
  iovec data{};
};

// Of a transfer in both directions sg alone reads the memory before.
bool sends_data(const OpenDrive& drive, const wire::ScsiRequest& fields) {
  const bool is_sg = drive.node.driver == wire::Driver::sg;
  return fields.direction == SG_DXFER_TO_DEV || (is_sg && fields.direction == SG_DXFER_TO_FROM_DEV);
}

std::optional<wire::Reply> call_scsi(Shim& shim, const OpenDrive& drive, ScsiCall& call, wire::ScsiReply& answer) {
  call.fields.has_cdb = call.cdb != nullptr ? 1 : 0;
  call.fields.sent_cdb_bytes = call.cdb != nullptr ? call.fields.cdb_bytes : 0;
  const std::array<iovec, 3> out{part_of(call.fields),
                                 iovec{.iov_base = call.cdb, .iov_len = call.fields.sent_cdb_bytes},
                                 sends_data(drive, call.fields) ? call.data : iovec{}};
  const std::array<iovec, 2> in{part_of(answer), call.fields.direction == SG_DXFER_TO_DEV ? iovec{} : call.data};
  const wire::Request request{
      .operation = wire::Operation::scsi, .bytes = sum_of(out), .file = drive.file, .number = call.request};
  return shim.client.call(request, {.out = out, .in = in});
}

void write_back(sg_io_hdr_t& header, const wire::ScsiReply& answer) {
  header.status = answer.status;
  header.masked_status = (answer.status >> 1) & 0x7F;
  header.msg_status = 0;
  header.host_status = answer.host_status;
  header.driver_status = answer.driver_status;
  header.resid = answer.residual;
  header.duration = answer.duration_milliseconds;
  header.info = answer.info;
  header.sb_len_wr = 0;
  if (header.sbp != nullptr) {
    header.sb_len_wr = std::min(header.mx_sb_len, answer.sense_bytes);
    std::memcpy(header.sbp, answer.sense.data(), header.sb_len_wr);
  }
}

int direction_of(unsigned char cdrom_direction) {
  constexpr int unknown = -5;  // SG_DXFER_UNKNOWN, which glibc's header leaves out
  switch (cdrom_direction) {
    case CGC_DATA_WRITE:
      return SG_DXFER_TO_DEV;
    case CGC_DATA_READ:
      return SG_DXFER_FROM_DEV;
    case CGC_DATA_NONE:
      return SG_DXFER_NONE;
    default:
      return unknown;
  }
}

}  // namespace

int sg_io(Shim& shim, const OpenDrive& drive, sg_io_hdr_t* header) {
  if (header == nullptr) return fail(EFAULT);
  ScsiCall call{.request = SG_IO, .fields = {.interface_id = header->interface_id}};
  TransferMemory memory;
  // The rest of another version's structure means something else.
  if (header->interface_id == 'S') {
    call.fields.direction = header->dxfer_direction;
    call.fields.cdb_bytes = header->cmd_len;
    call.fields.timeout_milliseconds = header->timeout;
    call.fields.flags = header->flags;
    call.fields.sense_room = header->sbp != nullptr ? header->mx_sb_len : 0;
    call.cdb = header->cmdp;
    if (!memory.take(*header, call.fields)) return fail(ENOMEM);
    if (sends_data(drive, call.fields)) memory.gather();
    call.data = memory.part();
  }
  wire::ScsiReply answer;
  const auto reply = call_scsi(shim, drive, call, answer);
  if (!reply) return fail_lost(drive);
  if (reply->error != 0) return fail(reply->error);
  memory.scatter(reply->bytes - sizeof answer);
  write_back(*header, answer);
  return 0;
}

int sg_io_v4(Shim& shim, const OpenDrive& drive, ::sg_io_v4* header) {
  if (header == nullptr) return fail(EFAULT);
  if (header->guard != 'Q') return fail(EINVAL);  // it may be a shorter structure
  wire::ScsiV4Request fields{.header = *header};
  constexpr std::uint32_t most_cdb_bytes = 32;
  if (header->request != 0) fields.sent_cdb_bytes = std::min(header->request_len, most_cdb_bytes);
  const auto data = [](std::uint64_t address, std::uint32_t length) {
    return address != 0 && length <= wire::largest_bytes ? at(address, length) : iovec{};
  };
  const std::array<iovec, 3> out{part_of(fields), at(header->request, fields.sent_cdb_bytes),
                                 data(header->dout_xferp, header->dout_xfer_len)};
  wire::ScsiV4Reply answer;
  const std::array<iovec, 2> in{part_of(answer), data(header->din_xferp, header->din_xfer_len)};
  const auto reply = shim.client.call({.operation = wire::Operation::scsi_v4, .bytes = sum_of(out), .file = drive.file},
                                      {.out = out, .in = in});
  if (!reply) return fail_lost(drive);
  if (reply->error != 0) return fail(reply->error);
  *header = answer.header;
  const iovec response = at(header->response, header->response_len);
  if (header->response_len > 0) std::memcpy(response.iov_base, answer.sense.data(), response.iov_len);
  return 0;
}

int send_packet(Shim& shim, const OpenDrive& drive, cdrom_generic_command* command) {
  if (command == nullptr) return fail(EFAULT);
  if (command->data_direction > CGC_DATA_NONE) return fail(EINVAL);
  const bool is_too_much = command->buflen > wire::largest_bytes;  // is refused by its length alone
  // The unit of this time-out is a hundredth of a second (USER_HZ).
  ScsiCall call{.request = CDROM_SEND_PACKET,
                .fields = {.interface_id = 'S',
                           .direction = direction_of(command->data_direction),
                           .cdb_bytes = sizeof command->cmd,
                           .transfer_bytes = command->buflen,
                           .timeout_milliseconds = static_cast<std::uint32_t>(command->timeout) * 10,
                           .has_data = command->buffer != nullptr ? 1U : 0U},
                .cdb = command->cmd};
  if (command->buffer != nullptr && !is_too_much) call.data = {command->buffer, command->buflen};
  wire::ScsiReply answer;
  const auto reply = call_scsi(shim, drive, call, answer);
  if (!reply) return fail_lost(drive);
  if (reply->error == EFAULT || reply->error == ENODEV || reply->error == ENOTTY) return fail(reply->error);
  if (command->sense != nullptr) {
    std::memcpy(command->sense, answer.sense.data(), std::min<std::size_t>(sizeof *command->sense, answer.sense_bytes));
  }
  if (answer.status != 0) return fail(EIO);
  // A refused command too leaves its error here, and no residual.
  command->stat = -reply->error;
  command->buflen = static_cast<unsigned>(answer.residual);
  return reply->error != 0 ? fail(reply->error) : 0;
}

}  // namespace conformance::preload::shim

#include "conformance/preload/shim/scatter_list.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>

namespace conformance::preload::shim {
namespace {

// import_iovec of the kernel: too many parts, a length that is none, or no memory behind one.
int error_in(std::span<const sg_iovec_t> list) {
  constexpr std::size_t most_parts = 1024;  // UIO_MAXIOV
  if (list.size() > most_parts) return EINVAL;
  if (list.data() == nullptr) return EFAULT;
  for (const sg_iovec_t& part : list) {
    if (static_cast<ssize_t>(part.iov_len) < 0) return EINVAL;
    if (part.iov_len > 0 && part.iov_base == nullptr) return EFAULT;
  }
  return 0;
}

}  // namespace

bool TransferMemory::take(const sg_io_hdr_t& header, wire::ScsiRequest& fields) {
  fields.transfer_bytes = header.dxfer_len;
  fields.list_parts = header.iovec_count;
  fields.has_data = header.dxferp != nullptr ? 1 : 0;
  // More than any driver takes: it is refused without a look at the memory.
  if (header.dxfer_len == 0 || header.dxfer_len > wire::largest_bytes) return true;
  if (header.iovec_count == 0) {
    memory_ = header.dxferp;
    length_ = memory_ != nullptr ? header.dxfer_len : 0;
    return true;
  }
  list_ = {static_cast<const sg_iovec_t*>(header.dxferp), header.iovec_count};
  fields.list_error = error_in(list_);
  if (fields.list_error != 0) return true;
  std::size_t total = 0;
  for (const sg_iovec_t& part : list_) total = std::min<std::size_t>(total + part.iov_len, wire::largest_bytes);
  fields.list_bytes = static_cast<std::uint32_t>(total);
  // A list that is longer than the transfer is used up to its length; one that is shorter shortens the transfer.
  length_ = std::min(header.dxfer_len, fields.list_bytes);
  copy_.reset(new (std::nothrow) unsigned char[length_]);
  memory_ = copy_.get();
  return copy_ != nullptr;
}

template <typename Mover>
void TransferMemory::move(std::size_t bytes, Mover mover) {
  std::size_t done = 0;
  for (const sg_iovec_t& part : list_) {
    const std::size_t count = std::min<std::size_t>(part.iov_len, bytes - done);
    if (count > 0) mover(copy_.get() + done, part.iov_base, count);
    done += count;
  }
}

void TransferMemory::gather() {
  if (copy_) move(length_, [](void* mine, void* theirs, std::size_t n) { std::memcpy(mine, theirs, n); });
}

void TransferMemory::scatter(std::size_t bytes) {
  if (copy_) move(bytes, [](void* mine, void* theirs, std::size_t n) { std::memcpy(theirs, mine, n); });
}

}  // namespace conformance::preload::shim

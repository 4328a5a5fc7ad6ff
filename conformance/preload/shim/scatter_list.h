// The memory of one transfer in one piece: the caller's own where it is, a copy where the caller gave a scatter list.
#pragma once

#include <scsi/sg.h>
#include <sys/uio.h>

#include <cstdint>
#include <memory>
#include <span>

#include "conformance/preload/wire.h"

namespace conformance::preload::shim {

class TransferMemory {
 public:
  // Describes the memory in the fields of `fields` that are about it. False: there is no memory for a copy.
  [[nodiscard]] bool take(const sg_io_hdr_t& header, wire::ScsiRequest& fields);

  // What goes to the drive, and where what comes from it goes; empty where there is nothing.
  [[nodiscard]] iovec part() const { return {.iov_base = memory_, .iov_len = length_}; }
  void gather();
  void scatter(std::size_t bytes);

 private:
  template <typename Mover>
  void move(std::size_t bytes, Mover mover);

  std::span<const sg_iovec_t> list_;
  std::unique_ptr<unsigned char[]> copy_;
  void* memory_{};
  std::uint32_t length_{};
};

}  // namespace conformance::preload::shim

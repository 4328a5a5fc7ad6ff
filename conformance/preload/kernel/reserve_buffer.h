// The buffer that sg keeps for each open file. Commands whose data fit go through it, and a program may map it into its
// own memory. It is memory that another process can share (memfd_create(2)).
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>

#include "conformance/preload/kernel/answer.h"

namespace conformance::preload::kernel {

class ReserveBuffer {
 public:
  ReserveBuffer() = default;
  ReserveBuffer(const ReserveBuffer&) = delete;
  ReserveBuffer& operator=(const ReserveBuffer&) = delete;
  ~ReserveBuffer();

  [[nodiscard]] std::uint32_t size() const { return size_; }
  // To `wanted` bytes, as sg_build_reserve rounds them. EBUSY: it is mapped or a command uses it.
  Errno resize(std::uint32_t wanted);

  // For one command: false while another has it, or where there is no memory.
  [[nodiscard]] bool take();
  void give_back() { is_taken_ = false; }
  [[nodiscard]] bool is_taken() const { return is_taken_; }
  // Of whoever took it.
  [[nodiscard]] base::MutableBytes bytes() { return {memory_, size_}; }

  // The descriptor to map instead of the device's; still ours.
  [[nodiscard]] std::expected<int, Errno> descriptor_to_map(std::uint64_t length);

 private:
  [[nodiscard]] bool allocate();
  void free();

  std::mutex mutex_;
  std::atomic<std::uint32_t> size_{32 * 1024};  // SG_DEF_RESERVED_SIZE
  std::atomic<bool> is_taken_{};
  bool is_mapped_{};
  int descriptor_{-1};
  std::uint8_t* memory_{};
};

}  // namespace conformance::preload::kernel

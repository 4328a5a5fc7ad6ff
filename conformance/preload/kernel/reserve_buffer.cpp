#include "conformance/preload/kernel/reserve_buffer.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>

namespace conformance::preload::kernel {
namespace {

constexpr std::uint32_t page_bytes = 4096;
constexpr std::uint32_t sector_bytes = 512;  // SG_SECTOR_SZ, to which sg_build_indirect rounds

constexpr std::uint64_t rounded(std::uint64_t value, std::uint64_t unit) { return (value + unit - 1) / unit * unit; }

}  // namespace

ReserveBuffer::~ReserveBuffer() { free(); }

void ReserveBuffer::free() {
  if (memory_ != nullptr) munmap(memory_, rounded(size_, page_bytes));
  if (descriptor_ >= 0) close(descriptor_);
  memory_ = nullptr;
  descriptor_ = -1;
}

// Zeroed, as sg's pages are. Most files never need it, so it is made by the first who does.
bool ReserveBuffer::allocate() {
  if (memory_ != nullptr) return true;
  const auto bytes = rounded(size_, page_bytes);
  descriptor_ = memfd_create("sg reserve buffer", MFD_CLOEXEC);
  void* memory = MAP_FAILED;
  if (descriptor_ >= 0 && ftruncate(descriptor_, static_cast<off_t>(bytes)) == 0) {
    memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor_, 0);
  }
  if (memory != MAP_FAILED) memory_ = static_cast<std::uint8_t*>(memory);
  if (memory_ == nullptr) free();
  return memory_ != nullptr;
}

Errno ReserveBuffer::resize(std::uint32_t wanted) {
  const std::scoped_lock lock(mutex_);
  // The request itself is compared, not what it is rounded to.
  if (wanted == size_) return 0;
  if (is_mapped_ || is_taken_) return EBUSY;
  free();
  size_ = static_cast<std::uint32_t>(rounded(std::max(wanted, page_bytes), sector_bytes));
  return 0;
}

bool ReserveBuffer::take() {
  const std::scoped_lock lock(mutex_);
  if (is_taken_ || !allocate()) return false;
  is_taken_ = true;
  return true;
}

std::expected<int, Errno> ReserveBuffer::descriptor_to_map(std::uint64_t length) {
  const std::scoped_lock lock(mutex_);
  if (rounded(length, page_bytes) > size_ || !allocate()) return std::unexpected(ENOMEM);
  is_mapped_ = true;
  return descriptor_;
}

}  // namespace conformance::preload::kernel

// For tests: a file in memory that notes every operation and fails the one it is told to.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "emulator/media/backing_file.h"

namespace emulator::media {

// Bytes that a file holds, without those that are zero: a disc is mostly a hole.
class SparseBytes {
 public:
  void write(std::int64_t offset, base::Bytes bytes) {
    for (std::size_t i = 0; i < bytes.size();) {
      const std::int64_t page = (offset + static_cast<std::int64_t>(i)) / page_bytes;
      const auto within = static_cast<std::size_t>((offset + static_cast<std::int64_t>(i)) % page_bytes);
      const std::size_t count = std::min(bytes.size() - i, static_cast<std::size_t>(page_bytes) - within);
      base::ByteBuffer& place = pages_[page];
      place.resize(page_bytes);
      std::ranges::copy(bytes.subspan(i, count), place.begin() + static_cast<std::ptrdiff_t>(within));
      i += count;
    }
    size_ = std::max(size_, offset + static_cast<std::int64_t>(bytes.size()));
  }
  [[nodiscard]] bool read(std::int64_t offset, base::MutableBytes out) const {
    if (offset + static_cast<std::int64_t>(out.size()) > size_) return false;
    for (std::size_t i = 0; i < out.size(); ++i) {
      const std::int64_t at = offset + static_cast<std::int64_t>(i);
      const auto page = pages_.find(at / page_bytes);
      out[i] = page == pages_.end() ? std::uint8_t{0} : page->second[static_cast<std::size_t>(at % page_bytes)];
    }
    return true;
  }
  [[nodiscard]] std::int64_t size() const { return size_; }

 private:
  static constexpr std::int64_t page_bytes = 4096;
  std::map<std::int64_t, base::ByteBuffer> pages_;
  std::int64_t size_{};
};

// A write, or an fdatasync when there are no bytes.
struct Operation {
  std::int64_t offset{};
  base::ByteBuffer bytes;
};

// Notes every operation, and fails the one it is told to.
class NotingFile final : public BackingFile {
 public:
  explicit NotingFile(SparseBytes content = {}) : content_(std::move(content)) {}

  [[nodiscard]] std::int64_t size() const override { return content_.size(); }
  [[nodiscard]] bool read(std::int64_t offset, base::MutableBytes out) const override {
    return content_.read(offset, out);
  }
  [[nodiscard]] bool write(std::int64_t offset, base::Bytes bytes) override {
    if (fails()) {
      content_.write(offset, bytes.first(bytes.size() / 2));  // a full disk takes what fits
      return false;
    }
    content_.write(offset, bytes);
    operations.push_back({offset, {bytes.begin(), bytes.end()}});
    return true;
  }
  [[nodiscard]] bool synchronize() override {
    if (fails()) return false;
    operations.push_back({});
    return true;
  }
  void allocate(std::int64_t, std::int64_t) override {}
  [[nodiscard]] Mapping map(std::int64_t offset, std::int64_t length) const override {
    // A copy, as long as reading is what the test is not about.
    auto bytes = std::make_shared<base::ByteBuffer>(static_cast<std::size_t>(std::min(length, std::int64_t{4096})));
    static_cast<void>(offset);
    return {bytes, *bytes};
  }
  [[nodiscard]] bool is_there(const Mapping& /*mapping*/, base::Bytes /*part*/) const override { return true; }

  [[nodiscard]] const SparseBytes& content() const { return content_; }

  std::vector<Operation> operations;
  std::optional<std::size_t> fail_at{};  // counted from now on
  bool has_failed{};

 private:
  [[nodiscard]] bool fails() {
    if (!fail_at) return false;
    if (*fail_at == 0) {
      fail_at.reset();
      has_failed = true;
      return true;
    }
    --*fail_at;
    return false;
  }

  SparseBytes content_;
};

}  // namespace emulator::media

// Where the bytes of an image come from.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>

#include "emulator/base/bytes.h"

namespace conformance::inspect {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  [[nodiscard]] virtual std::uint64_t size() const = 0;  // bytes
  // Fills `out` from byte `offset`; false when the source does not hold all of them.
  [[nodiscard]] virtual bool read(std::uint64_t offset, base::MutableBytes out) const = 0;
};

// Bytes in memory that outlive it.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(base::Bytes bytes) : bytes_(bytes) {}
  [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }
  [[nodiscard]] bool read(std::uint64_t offset, base::MutableBytes out) const override;

 private:
  base::Bytes bytes_;
};

class FileSource final : public ByteSource {
 public:
  // The error says why the file cannot be read, and what to do.
  [[nodiscard]] static std::expected<FileSource, std::string> open(const std::filesystem::path& file);
  ~FileSource() override;
  FileSource(FileSource&& other) noexcept;
  FileSource& operator=(FileSource&&) = delete;
  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] bool read(std::uint64_t offset, base::MutableBytes out) const override;

 private:
  FileSource(int file, std::uint64_t size) : file_(file), size_(size) {}

  int file_;
  std::uint64_t size_;
};

}  // namespace conformance::inspect

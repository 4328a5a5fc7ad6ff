// For tests: a disc in a folder of its own that goes away, and the verbs of burning.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "emulator/media/medium.h"
#include "emulator/media/registry.h"

namespace emulator::media {

// A fresh folder that is removed with everything in it.
class TestFolder {
 public:
  TestFolder();
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  ~TestFolder();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

// The repository's media profiles.
[[nodiscard]] std::filesystem::path media_profiles();

// "5/21/02", "good".
[[nodiscard]] std::string text_of(const scsi::Sense& sense);

template <typename T>
[[nodiscard]] std::string outcome(const Result<T>& result) {
  return result ? "good" : text_of(result.error());
}

// Bytes that tell their block: block `lba` is filled with a pattern of its address and of `seed`.
[[nodiscard]] base::ByteBuffer pattern(base::BlockRange range, std::uint8_t seed = 1);

class DiscTest : public testing::Test {
 protected:
  // A blank disc of that medium, loaded.
  void insert_blank(std::string_view medium);
  // As the file has it; what was never flushed is gone.
  void reload();
  [[nodiscard]] std::filesystem::path file() const { return folder_ / "disc.bbd"; }

  [[nodiscard]] std::string write(std::int64_t first, std::int64_t count, std::uint8_t seed = 1);
  [[nodiscard]] std::string read(std::int64_t first, std::int64_t count) const;
  // Whether the blocks hold what write() with that seed put there.
  [[nodiscard]] bool holds(std::int64_t first, std::int64_t count, std::uint8_t seed = 1) const;
  [[nodiscard]] bool holds_zeros(std::int64_t first, std::int64_t count) const;
  [[nodiscard]] std::string synchronize();
  [[nodiscard]] std::string close(std::uint8_t function, std::uint16_t track = 0);
  [[nodiscard]] std::string reserve(std::int64_t blocks);
  [[nodiscard]] std::string blank(BlankingType type, std::uint32_t start = 0);

  // Each write gives its sense, and the next writable address is still `next`.
  struct RefusedWrite {
    std::int64_t first, count;
    const char* sense;
  };
  void refuse_all(std::int64_t next, std::initializer_list<RefusedWrite> writes);

  [[nodiscard]] DiscLayout layout() const { return medium_->layout(parameters_); }
  // "blank: s1 empty 1-1 | t1 s1 0+12219392 nwa 0 free 12219392 blank" and so on.
  [[nodiscard]] std::string state() const;
  // Where the track of unknown size or the invisible one goes on; -1 when NWA is not valid.
  [[nodiscard]] std::int64_t next_writable() const;

  TestFolder folder_;
  std::unique_ptr<Medium> medium_;
  WriteParameters parameters_;
};

}  // namespace emulator::media

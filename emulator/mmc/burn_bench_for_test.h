// For tests: a drive with a real disc of emulator/media, and the verbs of whole burns.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "emulator/media/registry.h"
#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {

inline constexpr std::string_view ready = "00 00 00 00 00 00";
inline constexpr std::string_view disc_information = "51 00 00 00 00 00 00 00 22 00";
inline constexpr std::string_view open_track = "52 01 00 00 00 FF 00 00 30 00";
inline constexpr std::string_view synchronize = "35 00 00 00 00 00 00 00 00 00";
inline constexpr std::string_view capacity = "25 00 00 00 00 00 00 00 00 00";

class BurnTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "burnbench-mmc-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override {
    bench_.reset();
    std::filesystem::remove_all(folder_);
  }

  // A disc as sold, unless it is to be formatted or not.
  TestDrive& with_blank(std::string_view medium, std::optional<bool> is_formatted = {}) {
    return insert_new(medium, {.is_formatted = is_formatted});
  }
  // One of so many blocks.
  TestDrive& with_small_blank(std::string_view medium, std::int64_t blocks) {
    return insert_new(medium, {.capacity = base::BlockCount{blocks}});
  }

  TestDrive& insert_new(std::string_view medium, media::CreateOptions options) {
    const std::filesystem::path file = folder_ / "disc.bbd";
    std::filesystem::remove(file);
    options.profiles = BURNBENCH_SOURCE_DIR "/profiles/media";
    options.disc_identification = 0x12345678;
    const auto created = media::create_disc(file, medium, options);
    EXPECT_TRUE(created) << created.error().message;
    auto opened = media::open_medium(file);
    EXPECT_TRUE(opened) << opened.error().message;
    bench_ = std::make_unique<TestDrive>(drive::DriveOptions{.disc = *std::move(opened)});
    return *bench_;
  }

  // "GOOD" when all blocks were taken, 32 a command.
  std::string write(std::int64_t first, std::int64_t count, std::uint8_t seed) {
    for (std::int64_t done = 0; done < count; done += 32) {
      const std::int64_t blocks = std::min<std::int64_t>(32, count - done);
      const base::ByteBuffer data(static_cast<std::size_t>(blocks) * 2048, seed);
      const std::string outcome = bench_->outcome(cdb(0x2A, first + done, blocks), data);
      if (outcome != "GOOD") return outcome;
    }
    return "GOOD";
  }

  // The drive hears `cdb`, its answer is on disk, and then the power is gone: what was not on disk is lost.
  void lose_power_after(std::string_view cdb) {
    const scsi::Reply reply = bench_->send(cdb);
    ASSERT_EQ(reply.status, scsi::Status::good);
    ASSERT_TRUE(!reply.durable_after || bench_->drive.loaded_medium().flush(*reply.durable_after));
    bench_.reset();
    auto opened = media::open_medium(folder_ / "disc.bbd");
    ASSERT_TRUE(opened) << opened.error().message;
    bench_ = std::make_unique<TestDrive>(drive::DriveOptions{.disc = *std::move(opened)});
  }

  // READ (10) or WRITE (10), typed here by hand: the layouts under test have no part in it.
  static std::string cdb(std::uint8_t operation_code, std::int64_t first, std::int64_t blocks) {
    const auto address = static_cast<std::uint32_t>(first);
    const auto byte = [](std::uint64_t value) { return static_cast<std::uint8_t>(value); };
    return base::format_hex(base::ByteBuffer{
        operation_code, 0, byte(address >> 24), byte(address >> 16), byte(address >> 8), byte(address), 0,
        byte(static_cast<std::uint64_t>(blocks) >> 8), byte(static_cast<std::uint64_t>(blocks)), 0});
  }

  bool holds(std::int64_t first, std::int64_t count, std::uint8_t seed) {
    const base::ByteBuffer expected(static_cast<std::size_t>(count) * 2048, seed);
    return scsi::gather(bench_->send(cdb(0x28, first, count)).segments) == expected;
  }

  std::string select_write_parameters(const std::string& four) {
    std::string list = "00 00 00 00 00 00 00 00 05 32 " + four + " 00 00 00 00 00 00 00 00 00 96";
    for (int i = 0; i < 36; ++i) list += " 00";
    return bench_->outcome("55 10 00 00 00 00 00 00 3C 00", list);
  }

  std::filesystem::path folder_;
  std::unique_ptr<TestDrive> bench_;
};

}  // namespace emulator::mmc

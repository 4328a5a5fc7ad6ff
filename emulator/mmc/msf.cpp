#include "emulator/mmc/msf.h"

namespace emulator::mmc {
namespace {

constexpr std::int64_t frames_per_second = 75;
constexpr std::int64_t frames_per_minute = 60 * frames_per_second;
constexpr std::int64_t pre_gap = 150;
constexpr std::int64_t lead_in_turn = 450'150;  // what 100 minutes lie above LBA -150
constexpr std::int64_t first_lead_in_minute = 90;

}  // namespace

Msf to_msf(base::Lba address) {
  const std::int64_t frames = address.value + (address.value < -pre_gap ? lead_in_turn : pre_gap);
  const std::int64_t minute = frames / frames_per_minute;
  if (minute > 255) return {255, 59, 74};
  return {static_cast<std::uint8_t>(minute), static_cast<std::uint8_t>(frames / frames_per_second % 60),
          static_cast<std::uint8_t>(frames % frames_per_second)};
}

base::Lba from_msf(Msf address) {
  const std::int64_t frames = address.minute * frames_per_minute + address.second * frames_per_second + address.frame;
  return base::Lba{frames - (address.minute < first_lead_in_minute ? pre_gap : lead_in_turn)};
}

}  // namespace emulator::mmc

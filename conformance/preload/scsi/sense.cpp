#include "conformance/preload/scsi/sense.h"

#include "conformance/preload/scsi/sense_layout.h"

namespace conformance::preload::scsi {
namespace {

constexpr std::uint64_t fixed_current = 0x70;
constexpr std::uint64_t descriptor_current = 0x72;

template <typename Key, typename Asc, typename Ascq>
std::optional<Sense> read(base::Bytes bytes) {
  if (bytes.size() < Ascq::end || bytes.size() < Key::end) return std::nullopt;
  return Sense{.key = static_cast<std::uint8_t>(Key::get(bytes)),
               .asc = static_cast<std::uint8_t>(Asc::get(bytes)),
               .ascq = static_cast<std::uint8_t>(Ascq::get(bytes))};
}

}  // namespace

std::optional<Sense> parse_sense(base::Bytes bytes) {
  if (bytes.empty()) return std::nullopt;
  const auto code = sense_fixed::response_code::get(bytes);
  if (code == fixed_current) {
    return read<sense_fixed::sense_key, sense_fixed::additional_sense_code,
                sense_fixed::additional_sense_code_qualifier>(bytes);
  }
  if (code == descriptor_current) {
    return read<sense_descriptor_header::sense_key, sense_descriptor_header::additional_sense_code,
                sense_descriptor_header::additional_sense_code_qualifier>(bytes);
  }
  return std::nullopt;
}

}  // namespace conformance::preload::scsi

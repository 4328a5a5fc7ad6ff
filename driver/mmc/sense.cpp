#include "driver/mmc/sense.h"

#include <fmt/core.h>

#include "driver/mmc/sense_layout.h"

namespace driver::mmc {
namespace {

// SPC-4, Sense data, Response codes.
constexpr std::uint8_t fixed_current = 0x70;
constexpr std::uint8_t fixed_deferred = 0x71;
constexpr std::uint8_t descriptor_current = 0x72;
constexpr std::uint8_t descriptor_deferred = 0x73;

constexpr std::uint8_t information_descriptor = 0x00;
constexpr std::uint8_t key_specific_descriptor = 0x02;

// The two bytes are a progress indication under NO SENSE and NOT READY, a field pointer under ILLEGAL REQUEST, and a
// retry count else (SPC-4, Sense key specific).
void set_key_specific(Sense& sense, std::uint16_t value, bool in_cdb) {
  if (sense.key == SenseKey::no_sense || sense.key == SenseKey::not_ready) sense.progress = value;
  if (sense.key == SenseKey::illegal_request) {
    sense.field_pointer = value;
    sense.field_is_in_cdb = in_cdb;
  }
}

std::optional<Sense> decode_fixed(base::Bytes bytes) {
  if (bytes.size() < sense_fixed::sense_key::end) return std::nullopt;
  Sense sense{.key = static_cast<SenseKey>(sense_fixed::sense_key::get(bytes)),
              .deferred = sense_fixed::response_code::get(bytes) == fixed_deferred};
  if (bytes.size() >= sense_fixed::information::end && sense_fixed::valid::get(bytes) == 1) {
    sense.information = sense_fixed::information::get(bytes);
  }
  if (bytes.size() >= sense_fixed::additional_sense_code_qualifier::end) {
    sense.code = static_cast<std::uint8_t>(sense_fixed::additional_sense_code::get(bytes));
    sense.qualifier = static_cast<std::uint8_t>(sense_fixed::additional_sense_code_qualifier::get(bytes));
  }
  if (bytes.size() >= sense_fixed::field_pointer::end && sense_fixed::sksv::get(bytes) == 1) {
    const bool is_progress = sense.key == SenseKey::no_sense || sense.key == SenseKey::not_ready;
    const std::uint64_t value =
        is_progress ? sense_fixed_progress::progress_indication::get(bytes) : sense_fixed::field_pointer::get(bytes);
    set_key_specific(sense, static_cast<std::uint16_t>(value), sense_fixed::command_data::get(bytes) == 1);
  }
  return sense;
}

void apply_descriptor(Sense& sense, base::Bytes descriptor) {
  namespace information = sense_information_descriptor;
  namespace specific = sense_key_specific_descriptor;
  const auto type = specific::descriptor_type::get(descriptor);
  if (type == information_descriptor && descriptor.size() >= information::information::end &&
      information::valid::get(descriptor) == 1) {
    sense.information = information::information::get(descriptor);
  }
  if (type == key_specific_descriptor && descriptor.size() >= specific::field_pointer::end &&
      specific::sksv::get(descriptor) == 1) {
    set_key_specific(sense, static_cast<std::uint16_t>(specific::field_pointer::get(descriptor)),
                     specific::command_data::get(descriptor) == 1);
  }
}

std::optional<Sense> decode_descriptors(base::Bytes bytes) {
  namespace header = sense_descriptor_header;
  if (bytes.size() < header::additional_sense_code_qualifier::end) return std::nullopt;
  Sense sense{.key = static_cast<SenseKey>(header::sense_key::get(bytes)),
              .code = static_cast<std::uint8_t>(header::additional_sense_code::get(bytes)),
              .qualifier = static_cast<std::uint8_t>(header::additional_sense_code_qualifier::get(bytes)),
              .deferred = header::response_code::get(bytes) == descriptor_deferred};
  if (bytes.size() < header::additional_sense_length::end) return sense;
  base::Bytes rest = bytes.subspan(header::additional_sense_length::end);
  const std::uint64_t announced = header::additional_sense_length::get(bytes);
  if (rest.size() > announced) rest = rest.first(announced);
  while (rest.size() >= sense_key_specific_descriptor::additional_length::end) {
    const std::size_t size = sense_key_specific_descriptor::additional_length::end +
                             sense_key_specific_descriptor::additional_length::get(rest);
    if (size > rest.size()) break;
    apply_descriptor(sense, rest.first(size));
    rest = rest.subspan(size);
  }
  return sense;
}

}  // namespace

std::optional<Sense> decode_sense(base::Bytes bytes) {
  if (bytes.empty()) return std::nullopt;
  switch (sense_fixed::response_code::get(bytes)) {
    case fixed_current:
    case fixed_deferred:
      return decode_fixed(bytes);
    case descriptor_current:
    case descriptor_deferred:
      return decode_descriptors(bytes);
    default:
      return std::nullopt;
  }
}

std::string describe(const Sense& sense) {
  std::string text = fmt::format("{} {:X}/{:02X}/{:02X}", sense_key_name(sense.key),
                                 static_cast<std::uint8_t>(sense.key), sense.code, sense.qualifier);
  const std::string_view name = additional_sense_name(sense.code, sense.qualifier);
  if (!name.empty()) text += fmt::format(", {}", name);
  if (sense.field_pointer) {
    text += fmt::format(", byte {} of the {}", *sense.field_pointer, sense.field_is_in_cdb ? "CDB" : "parameter list");
  }
  if (sense.information) text += fmt::format(", at block {}", *sense.information);
  if (sense.progress) text += fmt::format(", {} % done", *sense.progress * 100U / 65536U);
  if (sense.deferred) text += ", about an earlier command";
  return text;
}

}  // namespace driver::mmc

#include "emulator/scsi/sense.h"

#include "emulator/scsi/sense_layout.h"

namespace emulator::scsi {
namespace {

constexpr std::size_t fixed_bytes = 18;
constexpr std::size_t descriptor_header_bytes = 8;
constexpr std::size_t information_descriptor_bytes = 12;
constexpr std::size_t key_specific_descriptor_bytes = 8;

// The sense key specific bytes are alike in both formats and lie at different places.
template <typename Layout>
void set_field_pointer(base::MutableBytes bytes, const FieldPointer& field) {
  Layout::sksv::set(bytes, 1);
  Layout::command_data::set(bytes, field.where == FieldPointer::Where::cdb ? 1 : 0);
  Layout::field_pointer::set(bytes, field.byte);
  if (!field.bit) return;
  Layout::bit_pointer_valid::set(bytes, 1);
  Layout::bit_pointer::set(bytes, *field.bit);
}

// Templates take types, and a layout is a namespace.
struct FixedKeySpecific {
  using sksv = sense_fixed::sksv;
  using command_data = sense_fixed::command_data;
  using bit_pointer_valid = sense_fixed::bit_pointer_valid;
  using bit_pointer = sense_fixed::bit_pointer;
  using field_pointer = sense_fixed::field_pointer;
};
struct DescriptorKeySpecific {
  using sksv = sense_key_specific_descriptor::sksv;
  using command_data = sense_key_specific_descriptor::command_data;
  using bit_pointer_valid = sense_key_specific_descriptor::bit_pointer_valid;
  using bit_pointer = sense_key_specific_descriptor::bit_pointer;
  using field_pointer = sense_key_specific_descriptor::field_pointer;
};

base::ByteBuffer information_descriptor(base::Lba address) {
  namespace layout = sense_information_descriptor;
  base::ByteBuffer bytes(information_descriptor_bytes);
  layout::additional_length::set(bytes, information_descriptor_bytes - 2);
  layout::valid::set(bytes, 1);
  layout::information::set(bytes, address.wire());
  return bytes;
}

base::ByteBuffer key_specific_descriptor(const Sense& sense) {
  namespace layout = sense_key_specific_descriptor;
  base::ByteBuffer bytes(key_specific_descriptor_bytes);
  layout::descriptor_type::set(bytes, 0x02);
  layout::additional_length::set(bytes, key_specific_descriptor_bytes - 2);
  if (sense.field) {
    set_field_pointer<DescriptorKeySpecific>(bytes, *sense.field);
  } else {
    layout::sksv::set(bytes, 1);
    // A progress indication takes the two bytes of the field pointer.
    layout::field_pointer::set(bytes, sense.progress->of_65536);
  }
  return bytes;
}

}  // namespace

base::ByteBuffer encode_fixed(const Sense& sense) {
  namespace layout = sense_fixed;
  base::ByteBuffer bytes(fixed_bytes);
  layout::response_code::set(bytes, sense.deferred ? 0x71 : 0x70);
  layout::sense_key::set(bytes, static_cast<std::uint8_t>(sense.key));
  layout::additional_sense_length::set(bytes, fixed_bytes - 8);
  layout::additional_sense_code::set(bytes, sense.asc);
  layout::additional_sense_code_qualifier::set(bytes, sense.ascq);
  if (sense.information) {
    layout::valid::set(bytes, 1);
    layout::information::set(bytes, sense.information->wire());
  }
  if (sense.field) {
    set_field_pointer<FixedKeySpecific>(bytes, *sense.field);
  } else if (sense.progress) {
    sense_fixed_progress::sksv::set(bytes, 1);
    sense_fixed_progress::progress_indication::set(bytes, sense.progress->of_65536);
  }
  return bytes;
}

base::ByteBuffer encode_descriptor(const Sense& sense) {
  namespace layout = sense_descriptor_header;
  base::ByteBuffer bytes(descriptor_header_bytes);
  layout::response_code::set(bytes, sense.deferred ? 0x73 : 0x72);
  layout::sense_key::set(bytes, static_cast<std::uint8_t>(sense.key));
  layout::additional_sense_code::set(bytes, sense.asc);
  layout::additional_sense_code_qualifier::set(bytes, sense.ascq);
  const auto append = [&bytes](const base::ByteBuffer& descriptor) {
    bytes.insert(bytes.end(), descriptor.begin(), descriptor.end());
  };
  if (sense.information) append(information_descriptor(*sense.information));
  if (sense.field || sense.progress) append(key_specific_descriptor(sense));
  layout::additional_sense_length::set(bytes, bytes.size() - descriptor_header_bytes);
  return bytes;
}

}  // namespace emulator::scsi

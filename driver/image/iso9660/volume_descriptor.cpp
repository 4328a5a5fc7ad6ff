#include "driver/image/iso9660/volume_descriptor.h"

#include <string_view>

#include "driver/image/iso9660/identifier.h"
#include "driver/image/joliet/identifier.h"
#include "driver/image/names.h"

namespace driver::image::iso9660 {
namespace {

constexpr std::string_view application = "BURNBENCH";

// The text fields, which differ in character set: position and length as the standard gives them.
struct TextField {
  std::size_t position, length;
};
constexpr TextField system_id{9, 32}, volume_id{41, 32}, volume_set_id{191, 128}, publisher{319, 128},
    preparer{447, 128}, application_id{575, 128}, copyright_file{703, 37}, abstract_file{740, 37},
    bibliographic_file{777, 37};

void put_ucs2(base::MutableBytes bytes, TextField field, const std::u16string& text) {
  std::u16string padded = text.substr(0, field.length / 2);
  padded.resize(field.length / 2, u' ');
  put_bytes(bytes, field.position, joliet::ucs2(padded));
}

// What both descriptors have, but for the texts.
base::ByteBuffer descriptor(std::uint8_t type, const VolumeIdentity& identity, const VolumePlace& place) {
  base::ByteBuffer bytes(2048);
  bytes[0] = type;
  put_text(bytes, 2, 5, "CD001");
  bytes[6] = 1;  // version
  put_both_32(bytes, 81, place.blocks);
  put_both_16(bytes, 121, 1);  // volume set size
  put_both_16(bytes, 125, 1);  // volume sequence number
  put_both_16(bytes, 129, 2048);
  put_both_32(bytes, 133, place.path_table_size);
  put_little_32(bytes, 141, place.little_path_table);
  put_big_32(bytes, 149, place.big_path_table);
  put_bytes(bytes, 157, encode(place.root));
  put_long_date(bytes, 814, identity.timestamp);  // creation
  put_long_date(bytes, 831, identity.timestamp);  // modification
  put_no_date(bytes, 848);                        // expiration
  put_no_date(bytes, 865);                        // effective
  bytes[881] = 1;                                 // file structure version
  return bytes;
}

}  // namespace

base::ByteBuffer primary_descriptor(const VolumeIdentity& identity, const VolumePlace& place) {
  base::ByteBuffer bytes = descriptor(1, identity, place);
  for (const TextField field :
       {system_id, volume_set_id, publisher, preparer, copyright_file, abstract_file, bibliographic_file}) {
    put_text(bytes, field.position, field.length, "");
  }
  put_text(bytes, volume_id.position, volume_id.length, d_characters(code_points(identity.volume_id)));
  put_text(bytes, application_id.position, application_id.length, application);
  return bytes;
}

base::ByteBuffer joliet_descriptor(const VolumeIdentity& identity, const VolumePlace& place) {
  base::ByteBuffer bytes = descriptor(2, identity, place);
  for (const TextField field :
       {system_id, volume_set_id, publisher, preparer, copyright_file, abstract_file, bibliographic_file}) {
    put_ucs2(bytes, field, u"");
  }
  put_ucs2(bytes, volume_id, joliet::permitted(code_points(identity.volume_id)));
  put_ucs2(bytes, application_id, std::u16string(application.begin(), application.end()));
  put_text(bytes, 89, 3, "%/E");  // UCS-2 level 3. Joliet Specification, SVD Escape Sequences
  bytes[91] = 0;
  return bytes;
}

base::ByteBuffer terminator() {
  base::ByteBuffer bytes(2048);
  bytes[0] = 255;
  put_text(bytes, 2, 5, "CD001");
  bytes[6] = 1;
  return bytes;
}

}  // namespace driver::image::iso9660

// Which layouts follow each other in a command's data, so that a byte can be called by its field.
#pragma once

#include <string>
#include <vector>

#include "conformance/replay/sheets.h"

namespace conformance::replay {

// `layout` begins at byte `begin` of the data and holds to the next section. `index` counts repeated elements.
struct Section {
  std::string layout;
  std::size_t begin{};
  std::optional<std::size_t> index{};
};

[[nodiscard]] std::vector<Section> sections_of_cdb(base::Bytes cdb);
[[nodiscard]] std::vector<Section> sections_of_data_in(const Sheets& sheets, base::Bytes cdb, base::Bytes data);
[[nodiscard]] std::vector<Section> sections_of_data_out(const Sheets& sheets, base::Bytes cdb, base::Bytes data);
[[nodiscard]] std::vector<Section> sections_of_sense(base::Bytes sense);

// The name of byte `at`, which differs in `bits`: "toc_track_descriptor[2].track_start_address", or "byte 7" where no
// sheet knows it.
[[nodiscard]] std::string field_name(const Sheets& sheets, const std::vector<Section>& sections, std::size_t at,
                                     std::uint8_t bits);
// The field's value there as "300 (12Ch)", or the byte as "2Ch".
[[nodiscard]] std::string field_value(const Sheets& sheets, const std::vector<Section>& sections, std::size_t at,
                                      std::uint8_t bits, base::Bytes data);

}  // namespace conformance::replay

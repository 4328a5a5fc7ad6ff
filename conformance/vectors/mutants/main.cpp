// Spoils one layout line after the other and says which spoiled lines nobody notices. scripts/mutate_layouts builds
// this program with headers in which every line carries its number, and with the table of exactly these lines.
//
// usage: layout_mutants VECTORS SHEETS < "number kind" lines, kind 0 shifted or 1 byte-swapped, numbers from 1
// Each line is answered with "number kind verdict": vectors, sheet or survived. A tree that fails unspoiled ends it.
#include <iostream>

#include "conformance/vectors/layout_check.h"
#include "emulator/base/bits.h"

namespace conformance::vectors {
namespace {

struct Judge {
  std::vector<Vector> vectors;
  Sheets sheets;

  [[nodiscard]] std::vector<std::string> by_vectors(Codec codec) const {
    std::vector<std::string> found;
    for (const Vector& vector : vectors) {
      if (vector.layout != codec.front().layout) continue;
      found = differences(codec, vector);
      if (!found.empty()) break;
    }
    return found;
  }

  [[nodiscard]] std::vector<std::string> by_sheet(Codec codec) const {
    const auto sheet = sheets.find(codec.front().layout);
    return sheet == sheets.end() ? std::vector<std::string>{} : differences(codec, sheet->second);
  }

  [[nodiscard]] std::string_view verdict(Codec codec) const {
    if (!by_vectors(codec).empty()) return "vectors";
    return by_sheet(codec).empty() ? "survived" : "sheet";
  }
};

bool unspoiled_is_good(const Judge& judge) {
  bool good = true;
  for (const Codec codec : codecs(layout_lines())) {
    for (const auto& found : {judge.by_vectors(codec), judge.by_sheet(codec)}) {
      for (const std::string& difference : found) {
        std::cerr << difference << '\n';
        good = false;
      }
    }
  }
  return good;
}

// The codec that holds each line, in the order of the lines.
std::vector<Codec> codec_of_each_line() {
  std::vector<Codec> owners;
  for (const Codec codec : codecs(layout_lines())) owners.insert(owners.end(), codec.size(), codec);
  return owners;
}

int run(const char* vectors_folder, const char* sheets_folder) {
  auto vectors = load_vectors(vectors_folder);
  auto sheets = load_sheets(sheets_folder);
  if (!vectors || !sheets) {
    std::cerr << (vectors ? sheets.error() : vectors.error()) << '\n';
    return 2;
  }
  const Judge judge{.vectors = std::move(*vectors), .sheets = std::move(*sheets)};
  if (!unspoiled_is_good(judge)) return 1;
  const std::vector<Codec> owners = codec_of_each_line();
  std::size_t number = 0;
  int kind = 0;
  while (std::cin >> number >> kind) {
    base::active_mutant = {.number = static_cast<int>(number), .kind = static_cast<base::MutantKind>(kind)};
    std::cout << number << ' ' << kind << ' ' << judge.verdict(owners.at(number - 1)) << '\n';
  }
  return 0;
}

}  // namespace
}  // namespace conformance::vectors

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: layout_mutants VECTORS SHEETS\n";
    return 2;
  }
  return conformance::vectors::run(argv[1], argv[2]);
}

// One layout line of the code, as scripts/layout_table finds it: who wrote it, where, and how to use it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "emulator/base/bytes.h"

namespace conformance::vectors {

struct LayoutLine {
  std::string_view side;        // emulator, driver or conformance
  std::string_view name_space;  // emulator::mmc::read_toc_cdb
  std::string_view layout;      // read_toc_cdb
  std::string_view field;
  std::string_view place;  // file:line
  std::size_t end{};       // the first byte after the field
  bool is_wide{};          // whole bytes, more than one
  std::uint64_t (*get)(base::Bytes){};
  void (*set)(base::MutableBytes, std::uint64_t){};
};

// Every layout line of the tree, those of one layout together. The source that scripts/layout_table writes defines it.
std::span<const LayoutLine> layout_lines();

}  // namespace conformance::vectors

// Identifiers: their characters, length and order.
#pragma once

#include "conformance/inspect/finding.h"
#include "conformance/inspect/iso9660/record.h"
#include "conformance/inspect/iso9660/text.h"

namespace conformance::inspect::iso9660 {

void judge_identifier(const Record& record, HierarchyKind kind, const Where& where, Findings& findings);

// How `left` and `right` stand in one directory.
enum class Order : std::uint8_t { before, same, after };
[[nodiscard]] Order order_of(const Record& left, const Record& right, HierarchyKind kind);

}  // namespace conformance::inspect::iso9660

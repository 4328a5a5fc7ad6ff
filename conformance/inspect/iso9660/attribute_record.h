// Extended attribute records, which may stand before the data of a file or directory.
#pragma once

#include "conformance/inspect/finding.h"
#include "conformance/inspect/iso9660/volume.h"

namespace conformance::inspect::iso9660 {

// Judges the extended attribute record of `record`, if it has one. ECMA-119, Format of an Extended Attribute Record.
void judge_attribute_record(const ByteSource& source, const Record& record, const ReadOptions& options,
                            const Where& where, Findings& findings);

}  // namespace conformance::inspect::iso9660

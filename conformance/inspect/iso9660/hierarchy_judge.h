// What the directories of a hierarchy must be to each other: links, order, names, depth, and the room they take.
#pragma once

#include "conformance/inspect/finding.h"
#include "conformance/inspect/iso9660/volume.h"

namespace conformance::inspect::iso9660 {

// The records of each directory: itself and its parent first, then in order, none twice; what they are called.
void judge_directory(const Hierarchy& hierarchy, const Directory& directory, Findings& findings);

// ECMA-119, Depth of the directory hierarchy: levels, and the length of every path.
void judge_depth(const Hierarchy& hierarchy, Findings& findings);

// Every extent lies in the volume, the volume in the image, and the structures of the volume beside each other.
void judge_space(const ByteSource& source, const Volume& volume, const ReadOptions& options, Findings& findings);

}  // namespace conformance::inspect::iso9660

// What the fuzzer and its test in the ordinary run share: a volume spoiled in a few bytes, read by all of this folder.
#pragma once

#include <string>

#include "emulator/base/bytes.h"

namespace conformance::inspect {

// `patches` are three bytes each: a byte of the typed volume counted from its first descriptor, most significant byte
// first, and the value it gets; a rest of fewer than three bytes is ignored. Judges, lists and reads the volume, and
// returns what contradicts itself: empty, unless there is a mistake of ours.
[[nodiscard]] std::string contradiction_in(base::Bytes patches);

}  // namespace conformance::inspect

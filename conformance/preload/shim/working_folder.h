// The process's working folder, from which relative paths may lead to drives.
#pragma once

#include "conformance/preload/shim/shim.h"

namespace conformance::preload::shim {

// Looks whether relative paths have to be looked at; in a process that begins and after each change.
void note_working_folder(Shim& shim);

}  // namespace conformance::preload::shim

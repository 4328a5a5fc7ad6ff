// Programs that a burner starts and into which the shim cannot be loaded: they would see the computer's own drives.
#pragma once

namespace conformance::preload::shim {

// Whether the program there is one, which standard error is told. Only stack memory is used, so that a child of vfork
// may ask. False where there is no such program: exec says so itself.
bool is_refused_program(int directory, const char* path);
// The same, searched for in $PATH as execvp does.
bool is_refused_name(const char* name);
// The same for an open file, as fexecve takes it.
bool is_refused_file(int descriptor);
// As execveat takes it: the open file itself with AT_EMPTY_PATH and an empty path.
bool is_refused_at(int directory, const char* path, int flags);

}  // namespace conformance::preload::shim

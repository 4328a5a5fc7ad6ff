// Listing folders. One that exists both in the real system and in the tree is listed from both.
#pragma once

#include <dirent.h>

namespace conformance::preload::shim {

DIR* open_folder(const char* path);
DIR* open_folder(int descriptor);
dirent* next_entry(DIR* folder);
// As readdir_r: 0 or an error, and in `result` the room or null.
int next_entry_in(DIR* folder, dirent* room, dirent** result);
int close_folder(DIR* folder);

}  // namespace conformance::preload::shim

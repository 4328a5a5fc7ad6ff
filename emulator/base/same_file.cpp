#include "emulator/base/same_file.h"

namespace base {

namespace fs = std::filesystem;

fs::path place_of(const fs::path& name) {
  constexpr int link_limit = 40;  // path_resolution(7): as many as Linux follows
  std::error_code failure;
  fs::path file = fs::absolute(name, failure);
  for (int links = 0; links < link_limit && fs::is_symlink(fs::symlink_status(file, failure)); ++links) {
    file = file.parent_path() / fs::read_symlink(file, failure);
  }
  fs::path place = fs::weakly_canonical(file, failure);
  return failure ? file.lexically_normal() : place;
}

bool is_same_file(const fs::path& one, const fs::path& other) {
  std::error_code not_there;
  return place_of(one) == place_of(other) || fs::equivalent(one, other, not_there);
}

}  // namespace base

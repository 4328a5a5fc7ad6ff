#include "emulator/media/cd_r.h"

#include <utility>

#include "emulator/media/recordable_cd.h"

namespace emulator::media {

SequentialRules cd_r_rules(const MediaIdentity& identity) { return recordable_cd_rules(identity); }

std::unique_ptr<Medium> make_cd_r(std::unique_ptr<Store> store, DiscContents contents) {
  const SequentialRules rules = cd_r_rules(contents.identity);
  return make_recordable_cd(std::move(store), std::move(contents), rules);
}

}  // namespace emulator::media

#include "emulator/media/cd_rw.h"

#include <utility>

#include "emulator/media/recordable_cd.h"

namespace emulator::media {

SequentialRules cd_rw_rules(const MediaIdentity& identity) {
  SequentialRules rules = recordable_cd_rules(identity);
  rules.is_rewritable = true;
  return rules;
}

std::unique_ptr<Medium> make_cd_rw(std::unique_ptr<Store> store, DiscContents contents) {
  const SequentialRules rules = cd_rw_rules(contents.identity);
  return make_recordable_cd(std::move(store), std::move(contents), rules);
}

}  // namespace emulator::media

#include "conformance/inspect/patched_volume.h"

#include <fmt/format.h>

#include "conformance/inspect/iso9660/typed_volume.h"
#include "conformance/inspect/judge.h"
#include "conformance/inspect/listing.h"

namespace conformance::inspect {
namespace {

base::ByteBuffer patched(base::Bytes patches) {
  base::ByteBuffer image = iso9660::TypedVolume{}.bytes();
  const std::size_t first = iso9660::TypedVolume::at(16, 1);
  for (; patches.size() >= 3; patches = patches.subspan(3)) {
    const std::size_t offset = static_cast<std::size_t>(patches[0] << 8 | patches[1]) % (image.size() - first);
    image[first + offset] = patches[2];
  }
  return image;
}

// Reads every file; what cannot be read is no contradiction unless the judge found nothing.
std::string read_all(const ByteSource& source, Names names, bool is_broken) {
  const auto entries = list(source, names);
  if (!entries) return is_broken ? "" : "nothing is broken, and yet: " + entries.error();
  for (const Entry& entry : *entries) {
    const auto bytes = read_whole(source, entry);
    if (!bytes && !is_broken) return "nothing is broken, and yet: " + bytes.error();
    if (bytes && bytes->size() != entry.size)
      return fmt::format("{}: {} bytes read of {}", entry.path, bytes->size(), entry.size);
  }
  return "";
}

}  // namespace

std::string contradiction_in(base::Bytes patches) {
  const base::ByteBuffer image = patched(patches);
  const MemorySource source{image};
  constexpr std::size_t most = 50;
  const auto judgement = judge(source, {.most_findings = most});
  const bool is_broken = !judgement || !judgement->findings.empty();
  if (judgement && judgement->findings.size() > most) return "more findings than asked for";
  std::string contradiction = read_all(source, Names::iso9660, is_broken);
  if (contradiction.empty() && judgement && judgement->has_joliet) {
    contradiction = read_all(source, Names::joliet, is_broken);
  }
  return contradiction;
}

}  // namespace conformance::inspect

#include "conformance/trace/data_check.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "conformance/trace/content_source.h"
#include "conformance/trace/payload.h"

namespace conformance::trace {
namespace {

struct ByPlace {
  static auto key(const DigestPayload& payload) {
    return std::tuple(payload.from->offset, payload.length, payload.sha256);
  }
  bool operator()(const DigestPayload& one, const DigestPayload& other) const { return key(one) < key(other); }
};
// Equal payloads are kept once, so the same place may stand in many exchanges.
using KeptPayloads = std::map<std::filesystem::path, std::set<DigestPayload, ByPlace>>;

// Reads forward, so that a compressed file is read once; what lies before the place it has come to costs a new start.
class DataFile {
 public:
  explicit DataFile(std::filesystem::path path) : path_(std::move(path)) {}

  // False where the file has not so many bytes there.
  bool read(std::uint64_t offset, base::MutableBytes out) {
    if ((!source_ || offset < position_) && !begin()) return false;
    while (!out.empty()) {
      if (rest_.empty() && !fill()) return false;
      skip(std::min<std::uint64_t>(offset - position_, rest_.size()));
      if (rest_.empty()) continue;
      const base::Bytes taken = rest_.first(std::min(rest_.size(), out.size()));
      std::ranges::copy(taken, out.begin());
      out = out.subspan(taken.size());
      offset += taken.size();
      skip(taken.size());
    }
    return true;
  }

 private:
  bool begin() {
    auto opened = ContentSource::open(path_);
    if (!opened) return false;
    source_ = *std::move(opened);
    position_ = 0;
    rest_ = {};
    return true;
  }
  bool fill() {
    const auto chunk = source_->next();
    if (!chunk || chunk->empty()) return false;
    rest_ = *chunk;
    return true;
  }
  void skip(std::uint64_t count) {
    rest_ = rest_.subspan(count);
    position_ += count;
  }

  std::filesystem::path path_;
  std::optional<ContentSource> source_;
  std::uint64_t position_{};  // of rest_ in the content
  base::Bytes rest_;          // read from source_ and not yet used
};

void remember(KeptPayloads& kept, const std::optional<Payload>& payload) {
  const auto* digest = payload ? std::get_if<DigestPayload>(&*payload) : nullptr;
  if (digest != nullptr && digest->from) kept[digest->from->file].insert(*digest);
}

std::expected<void, TraceError> check_data(const std::filesystem::path& folder, const KeptPayloads& kept) {
  for (const auto& [name, payloads] : kept) {
    DataFile file(folder / name);
    for (const DigestPayload& payload : payloads) {
      base::ByteBuffer bytes(payload.length);
      if (!file.read(payload.from->offset, bytes)) return std::unexpected(missing_bytes(folder / name, payload));
      if (sha256(bytes) != payload.sha256) return std::unexpected(other_bytes(folder / name, payload));
    }
  }
  return {};
}

}  // namespace

std::expected<Summary, TraceError> check_with_data(const std::filesystem::path& path, Limits limits) {
  auto reader = Reader::open(path, limits);
  if (!reader) return std::unexpected(reader.error());
  KeptPayloads kept;
  while (true) {
    auto exchange = reader->next();
    if (!exchange) return std::unexpected(exchange.error());
    if (!*exchange) break;
    remember(kept, (*exchange)->out);
    remember(kept, (*exchange)->in);
  }
  if (auto checked = check_data(reader->folder(), kept); !checked) return std::unexpected(checked.error());
  return Summary{reader->header(), reader->count()};
}

}  // namespace conformance::trace

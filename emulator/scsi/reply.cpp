#include "emulator/scsi/reply.h"

namespace emulator::scsi {
namespace {

struct SizeOf {
  std::size_t operator()(const base::ByteBuffer& owned) const { return owned.size(); }
  std::size_t operator()(const Slice& slice) const { return slice.bytes.size(); }
  std::size_t operator()(const Fill& fill) const { return fill.size; }
};

struct CutTo {
  std::size_t size;
  void operator()(base::ByteBuffer& owned) const { owned.resize(size); }
  void operator()(Slice& slice) const { slice.bytes = slice.bytes.first(size); }
  void operator()(Fill& fill) const { fill.size = size; }
};

struct AppendTo {
  base::ByteBuffer& out;
  void operator()(const base::ByteBuffer& owned) const { out.insert(out.end(), owned.begin(), owned.end()); }
  void operator()(const Slice& slice) const { out.insert(out.end(), slice.bytes.begin(), slice.bytes.end()); }
  void operator()(const Fill& fill) const { out.insert(out.end(), fill.size, fill.value); }
};

}  // namespace

std::size_t size_of(const Segment& segment) { return std::visit(SizeOf{}, segment); }

std::size_t size_of(const std::vector<Segment>& segments) {
  std::size_t size = 0;
  for (const Segment& segment : segments) size += size_of(segment);
  return size;
}

void truncate(std::vector<Segment>& segments, std::size_t size) {
  std::size_t kept = 0;
  for (; kept < segments.size() && size > 0; ++kept) {
    const std::size_t here = size_of(segments[kept]);
    if (here > size) std::visit(CutTo{size}, segments[kept]);
    size -= here < size ? here : size;
  }
  segments.resize(kept);
}

base::ByteBuffer gather(const std::vector<Segment>& segments) {
  base::ByteBuffer out;
  out.reserve(size_of(segments));
  for (const Segment& segment : segments) std::visit(AppendTo{out}, segment);
  return out;
}

base::ByteBuffer sense_data(const Reply& reply) {
  if (!reply.sense) return {};
  return reply.sense_format == SenseFormat::descriptor ? encode_descriptor(*reply.sense) : encode_fixed(*reply.sense);
}

}  // namespace emulator::scsi

#include "emulator/media/disc_record.h"

#include <fmt/format.h>

#include <algorithm>

#include "emulator/media/big_endian.h"
#include "emulator/media/pseudo_overwrite.h"

namespace emulator::media {
namespace {

enum class RecordType : std::uint16_t {
  identity = 1,
  disc = 2,
  session = 3,
  track = 4,
  track_gone = 5,
  written = 6,
  cue_sheet = 7,
  formatting = 8,
  replacement = 9,
  erased = 10,
  formatted_until = 11,
  write_protection = 12,
  session_gone = 13,
  layers = 14,
  closing = 15,
  at_once_only = 16,
};

void append(base::ByteBuffer& out, RecordType type, const FieldWriter& fields) {
  FieldWriter header;
  header.number(static_cast<std::uint16_t>(type), 2);
  header.number(0, 2);
  header.number(fields.written().size(), 4);
  out.insert(out.end(), header.written().begin(), header.written().end());
  out.insert(out.end(), fields.written().begin(), fields.written().end());
}

FieldWriter identity_fields(const MediaIdentity& identity) {
  FieldWriter out;
  out.text(identity.name);
  out.text(identity.manufacturer_id);
  out.text(identity.media_type_id);
  out.number(identity.product_revision, 1);
  out.number(static_cast<std::uint64_t>(identity.capacity.value), 4);
  out.number(identity.write_speeds_kbytes_per_second.size(), 4);
  for (const std::uint32_t speed : identity.write_speeds_kbytes_per_second) out.number(speed, 4);
  out.bytes(identity.atip);
  out.bytes(identity.disc_information);
  out.bytes(identity.physical_format);
  return out;
}

FieldWriter disc_fields(const DiscState& state) {
  FieldWriter out;
  out.truth(state.is_finalized);
  out.number(state.disc_identification, 4);
  return out;
}

FieldWriter session_fields(const RecordedSession& session) {
  FieldWriter out;
  out.number(session.number, 2);
  out.truth(session.is_closed);
  out.truth(session.is_at_once);
  out.number(session.session_format, 1);
  out.address(session.start);
  out.address(session.lead_out);
  return out;
}

FieldWriter track_fields(const RecordedTrack& track) {
  FieldWriter out;
  out.number(track.number, 2);
  out.number(track.session, 2);
  out.address(track.start);
  out.address(track.written_end);
  out.address(track.end);
  out.truth(track.is_reserved);
  out.truth(track.is_closed);
  out.number(track.track_mode, 1);
  out.number(track.data_mode, 1);
  return out;
}

// Of a session or a track that is gone.
FieldWriter gone_fields(std::uint16_t number) {
  FieldWriter out;
  out.number(number, 2);
  return out;
}

// Also of blocks that hold nothing any more.
FieldWriter written_fields(std::size_t area, base::BlockRange range) {
  FieldWriter out;
  out.number(area, 1);
  out.address(range.first);
  out.number(static_cast<std::uint64_t>(range.count.value), 4);
  return out;
}

FieldWriter cue_sheet_fields(const std::vector<CueEntry>& sheet) {
  FieldWriter out;
  out.number(sheet.size(), 4);
  for (const CueEntry& row : sheet) {
    for (const std::uint8_t byte : {row.control_adr, row.track_number, row.index, row.data_form,
                                    row.serial_copy_management, row.minute, row.second, row.frame}) {
      out.number(byte, 1);
    }
  }
  return out;
}

// No blocks: the disc has no format any more.
FieldWriter formatting_fields(const Formatting& formatting) {
  FieldWriter out;
  out.number(static_cast<std::uint64_t>(formatting.capacity.value), 4);
  out.truth(formatting.takes_overwrites);
  return out;
}

FieldWriter replacement_fields(const Replacement& replacement) {
  FieldWriter out;
  out.address(replacement.original);
  out.address(replacement.at);
  return out;
}

FieldWriter formatted_until_fields(base::Lba address) {
  FieldWriter out;
  out.address(address);
  return out;
}

FieldWriter truth_fields(bool value) {
  FieldWriter out;
  out.truth(value);
  return out;
}

FieldWriter layers_fields(const Layers& layers) {
  FieldWriter out;
  out.number(static_cast<std::uint64_t>(layers.layer_0.value), 4);
  out.truth(layers.has_extended_lead_out);
  return out;
}

FieldWriter closing_fields(std::uint16_t session) {
  FieldWriter out;
  out.number(session, 2);
  return out;
}

// The element with the same number, none when there is none. Both lists are ordered by number.
template <typename T>
const T* numbered(const std::vector<T>& list, std::uint16_t number) {
  const auto found = std::ranges::lower_bound(list, number, {}, &T::number);
  return found != list.end() && found->number == number ? &*found : nullptr;
}

template <typename T>
void append_gone(base::ByteBuffer& out, RecordType type, const std::vector<T>& before, const std::vector<T>& after) {
  for (const T& element : before) {
    if (numbered(after, element.number) == nullptr) append(out, type, gone_fields(element.number));
  }
}

template <typename T>
void replace_numbered(std::vector<T>& list, const T& element) {
  const auto place = std::ranges::lower_bound(list, element.number, {}, &T::number);
  if (place != list.end() && place->number == element.number) {
    *place = element;
  } else {
    list.insert(place, element);
  }
}

MediaIdentity read_identity(FieldReader& in) {
  MediaIdentity identity;
  identity.name = in.text();
  identity.manufacturer_id = in.text();
  identity.media_type_id = in.text();
  identity.product_revision = static_cast<std::uint8_t>(in.number(1));
  identity.capacity = base::BlockCount{static_cast<std::int64_t>(in.number(4))};
  const std::uint64_t speeds = in.number(4);
  for (std::uint64_t i = 0; i < speeds && !in.failed(); ++i) {
    identity.write_speeds_kbytes_per_second.push_back(static_cast<std::uint32_t>(in.number(4)));
  }
  identity.atip = in.bytes();
  identity.disc_information = in.bytes();
  identity.physical_format = in.bytes();
  return identity;
}

RecordedSession read_session(FieldReader& in) {
  RecordedSession session;
  session.number = static_cast<std::uint16_t>(in.number(2));
  session.is_closed = in.truth();
  session.is_at_once = in.truth();
  session.session_format = static_cast<std::uint8_t>(in.number(1));
  session.start = in.address();
  session.lead_out = in.address();
  return session;
}

RecordedTrack read_track(FieldReader& in) {
  RecordedTrack track;
  track.number = static_cast<std::uint16_t>(in.number(2));
  track.session = static_cast<std::uint16_t>(in.number(2));
  track.start = in.address();
  track.written_end = in.address();
  track.end = in.address();
  track.is_reserved = in.truth();
  track.is_closed = in.truth();
  track.track_mode = static_cast<std::uint8_t>(in.number(1));
  track.data_mode = static_cast<std::uint8_t>(in.number(1));
  return track;
}

std::vector<CueEntry> read_cue_sheet(FieldReader& in) {
  std::vector<CueEntry> sheet;
  const std::uint64_t rows = in.number(4);
  for (std::uint64_t i = 0; i < rows && !in.failed(); ++i) {
    const base::Bytes row = in.raw(8);
    if (row.size() == 8) sheet.push_back({row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7]});
  }
  return sheet;
}

std::expected<void, RecordFault> fault(std::string detail) {
  return std::unexpected(RecordFault{.detail = std::move(detail)});
}

struct Extent {
  std::uint64_t area{};
  base::BlockRange blocks;
};

Extent read_extent(FieldReader& in) {
  const std::uint64_t area = in.number(1);
  const base::Lba first = in.address();
  return {area, {first, base::BlockCount{static_cast<std::int64_t>(in.number(4))}}};
}

std::expected<void, RecordFault> apply_written(const Extent& extent, DiscState& state) {
  const auto& [area, blocks] = extent;
  if (area >= area_count) return fault(fmt::format("written record for area {}", area));
  if (state.written[area].touches(blocks)) return fault(fmt::format("block {} written twice", blocks.first.value));
  state.written[area].add(blocks);
  return {};
}

std::expected<void, RecordFault> apply_erased(const Extent& extent, DiscState& state) {
  const auto& [area, blocks] = extent;
  if (area >= area_count) return fault(fmt::format("erased record for area {}", area));
  if (!state.written[area].contains(blocks)) {
    return fault(fmt::format("block {} erased that was never written", blocks.first.value));
  }
  state.written[area].remove(blocks);
  return {};
}

template <typename T>
std::expected<void, RecordFault> apply_gone(FieldReader& in, std::vector<T>& list, std::string_view what) {
  const std::uint64_t number = in.number(2);
  const auto gone = std::erase_if(list, [&](const T& element) { return element.number == number; });
  if (gone == 0) return fault(fmt::format("{} {} is gone but never was", what, number));
  return {};
}

std::expected<void, RecordFault> apply_one(Replay& replay, RecordType type, FieldReader& in) {
  DiscState& state = replay.contents.state;
  switch (type) {
    case RecordType::identity:
      if (replay.has_identity) return fault("a second identity record");
      replay.has_identity = true;
      replay.contents.identity = read_identity(in);
      return {};
    case RecordType::disc:
      replay.has_disc = true;
      state.is_finalized = in.truth();
      state.disc_identification = static_cast<std::uint32_t>(in.number(4));
      return {};
    case RecordType::session:
      replace_numbered(state.sessions, read_session(in));
      return {};
    case RecordType::session_gone:
      return apply_gone(in, state.sessions, "session");
    case RecordType::track:
      replace_numbered(state.tracks, read_track(in));
      return {};
    case RecordType::track_gone:
      return apply_gone(in, state.tracks, "track");
    case RecordType::written:
      return apply_written(read_extent(in), state);
    case RecordType::erased:
      return apply_erased(read_extent(in), state);
    case RecordType::cue_sheet:
      state.cue_sheet = read_cue_sheet(in);
      return {};
    case RecordType::formatting: {
      const base::BlockCount capacity{static_cast<std::int64_t>(in.number(4))};
      const bool takes_overwrites = in.truth();
      state.formatting.reset();
      if (capacity.value > 0) state.formatting = Formatting{.capacity = capacity, .takes_overwrites = takes_overwrites};
      return {};
    }
    case RecordType::replacement: {
      const base::Lba original = in.address();
      replace_cluster(state.replacements, {.original = original, .at = in.address()});
      return {};
    }
    case RecordType::formatted_until:
      state.formatted_until = in.address();
      return {};
    case RecordType::write_protection:
      state.is_write_protected = in.truth();
      return {};
    case RecordType::closing:
      state.closing_session = static_cast<std::uint16_t>(in.number(2));
      return {};
    case RecordType::layers: {
      const base::BlockCount layer_0{static_cast<std::int64_t>(in.number(4))};
      state.layers = Layers{.layer_0 = layer_0, .has_extended_lead_out = in.truth()};
      return {};
    }
    case RecordType::at_once_only:
      state.is_at_once_only = in.truth();
      return {};
  }
  return std::unexpected(
      RecordFault{.is_unknown_type = true, .detail = fmt::format("record type {}", static_cast<int>(type))});
}

}  // namespace

base::ByteBuffer encode_changes(const DiscState& before, const DiscState& after) {
  base::ByteBuffer out;
  if (before.is_finalized != after.is_finalized || before.disc_identification != after.disc_identification) {
    append(out, RecordType::disc, disc_fields(after));
  }
  append_gone(out, RecordType::session_gone, before.sessions, after.sessions);
  for (const RecordedSession& session : after.sessions) {
    const RecordedSession* old = numbered(before.sessions, session.number);
    if (old == nullptr || *old != session) append(out, RecordType::session, session_fields(session));
  }
  append_gone(out, RecordType::track_gone, before.tracks, after.tracks);
  for (const RecordedTrack& track : after.tracks) {
    const RecordedTrack* old = numbered(before.tracks, track.number);
    if (old == nullptr || *old != track) append(out, RecordType::track, track_fields(track));
  }
  for (std::size_t area = 0; area < area_count; ++area) {
    for (const base::BlockRange& range : before.written[area].grown_from(after.written[area])) {
      append(out, RecordType::erased, written_fields(area, range));
    }
    for (const base::BlockRange& range : after.written[area].grown_from(before.written[area])) {
      append(out, RecordType::written, written_fields(area, range));
    }
  }
  if (before.cue_sheet != after.cue_sheet) append(out, RecordType::cue_sheet, cue_sheet_fields(after.cue_sheet));
  if (before.formatting != after.formatting) {
    append(out, RecordType::formatting, formatting_fields(after.formatting.value_or(Formatting{})));
  }
  for (const Replacement& replacement : after.replacements) {
    if (find_replacement(before.replacements, replacement.original) != replacement.at) {
      append(out, RecordType::replacement, replacement_fields(replacement));
    }
  }
  if (before.formatted_until != after.formatted_until) {
    append(out, RecordType::formatted_until, formatted_until_fields(after.formatted_until));
  }
  if (before.is_write_protected != after.is_write_protected) {
    append(out, RecordType::write_protection, truth_fields(after.is_write_protected));
  }
  if (before.is_at_once_only != after.is_at_once_only) {
    append(out, RecordType::at_once_only, truth_fields(after.is_at_once_only));
  }
  if (before.closing_session != after.closing_session) {
    append(out, RecordType::closing, closing_fields(after.closing_session));
  }
  if (after.layers && before.layers != after.layers) append(out, RecordType::layers, layers_fields(*after.layers));
  return out;
}

base::ByteBuffer encode_disc(const DiscContents& contents) {
  base::ByteBuffer out;
  append(out, RecordType::identity, identity_fields(contents.identity));
  append(out, RecordType::disc, disc_fields(contents.state));
  DiscState nothing;
  nothing.is_finalized = contents.state.is_finalized;
  nothing.disc_identification = contents.state.disc_identification;
  const base::ByteBuffer rest = encode_changes(nothing, contents.state);
  out.insert(out.end(), rest.begin(), rest.end());
  return out;
}

std::expected<void, RecordFault> Replay::apply(base::Bytes records) {
  FieldReader in{records};
  while (in.left() > 0) {
    const auto type = static_cast<RecordType>(in.number(2));
    const std::uint64_t reserved = in.number(2);
    FieldReader fields{in.raw(in.number(4))};
    if (in.failed()) return fault("a record reaches past its batch");
    if (!has_identity && type != RecordType::identity) return fault("the first record is not the identity");
    if (auto applied = apply_one(*this, type, fields); !applied) return applied;
    if (reserved != 0 || !fields.consumed_exactly()) {
      return fault(fmt::format("record type {} has a wrong length or value", static_cast<int>(type)));
    }
  }
  return {};
}

}  // namespace emulator::media

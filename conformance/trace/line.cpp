#include "conformance/trace/line.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "conformance/trace/json_fields.h"
#include "emulator/base/hex.h"

namespace conformance::trace {
namespace {

// Ordered, so that lines read as README.md lists their keys.
using Json = nlohmann::ordered_json;
using nlohmann::json;

constexpr std::string_view format_name = "burnbench-trace";
constexpr std::uint64_t any_number = std::numeric_limits<std::int64_t>::max();

Json payload_to_json(const HexPayload& payload) { return {{"hex", base::format_hex(payload.bytes)}}; }
Json payload_to_json(const FillPayload& payload) { return {{"fill", payload.value}, {"length", payload.length}}; }
Json payload_to_json(const DigestPayload& payload) {
  Json value{{"length", payload.length}, {"sha256", fmt::format("{:02x}", fmt::join(payload.sha256, ""))}};
  if (payload.from) value["from"] = {{"file", payload.from->file}, {"offset", payload.from->offset}};
  return value;
}

Json to_json(const Payload& payload) {
  return std::visit([](const auto& alternative) { return payload_to_json(alternative); }, payload);
}

// A path that leaves the trace's folder could make a replay read, and a drive receive, any file of the machine.
bool stays_in_folder(std::string_view file) {
  return !file.empty() && file.front() != '/' && file != ".." && !file.starts_with("../") &&
         file.find("/../") == std::string_view::npos && !file.ends_with("/..");
}

DataPlace decode_place(JsonFields& fields, const json& value, const std::string& where) {
  JsonFields part(value, where + ".from");
  DataPlace place{part.text("file"), part.number("offset", any_number)};
  if (!part.complaint() && !stays_in_folder(place.file)) part.complain("file", "leaves the folder of the trace");
  part.finish();
  fields.take(part);
  return place;
}

Payload decode_digest(JsonFields& fields, const Limits& limits, const std::string& where) {
  DigestPayload payload;
  payload.length = fields.number("length", limits.payload_bytes);
  const base::ByteBuffer digest = fields.hex("sha256");
  if (!fields.complaint() && digest.size() != payload.sha256.size()) fields.complain("sha256", "is not 32 bytes");
  if (fields.complaint()) return payload;
  std::ranges::copy(digest, payload.sha256.begin());
  if (fields.has("from")) {
    if (const json* value = fields.object("from")) payload.from = decode_place(fields, *value, where);
  }
  return payload;
}

std::optional<Payload> decode_payload(JsonFields& exchange, const std::string& key, const Limits& limits) {
  if (!exchange.has(key)) return std::nullopt;
  const json* value = exchange.object(key);
  if (value == nullptr) return std::nullopt;
  JsonFields fields(*value, key);
  Payload payload;
  if (fields.has("hex")) {
    HexPayload hex{fields.hex("hex")};
    if (hex.bytes.size() > limits.hex_bytes) fields.complain("hex", fmt::format("is over {} bytes", limits.hex_bytes));
    payload = std::move(hex);
  } else if (fields.has("fill")) {
    const auto byte = static_cast<std::uint8_t>(fields.number("fill", 0xFF));
    payload = FillPayload{byte, fields.number("length", limits.payload_bytes)};
  } else {
    payload = decode_digest(fields, limits, key);
  }
  fields.finish();
  exchange.take(fields);
  return payload;
}

std::vector<Mask> decode_masks(JsonFields& exchange, const Limits& limits) {
  std::vector<Mask> masks;
  if (!exchange.has("masks")) return masks;
  const json* values = exchange.list("masks");
  if (values == nullptr) return masks;
  if (values->size() > limits.masks) exchange.complain("masks", fmt::format("are more than {}", limits.masks));
  for (const json& value : *values) {
    JsonFields fields(value, "masks");
    Mask mask;
    const auto part = part_of(fields.text("part"));
    if (!part) fields.complain("part", "is neither \"in\" nor \"sense\"");
    mask.part = part.value_or(Part::in);
    mask.offset = static_cast<std::uint32_t>(fields.number("offset", limits.payload_bytes));
    mask.length = static_cast<std::uint32_t>(fields.number("length", limits.payload_bytes));
    mask.reason = fields.text("reason");
    fields.finish();
    exchange.take(fields);
    masks.push_back(std::move(mask));
  }
  return masks;
}

std::expected<Line, std::string> decode_exchange(const json& value, const Limits& limits) {
  JsonFields fields(value, "");
  Exchange exchange;
  exchange.nexus = static_cast<std::uint32_t>(fields.number("nexus", 0xFFFF));
  exchange.cdb = fields.hex("cdb");
  constexpr std::array<std::size_t, 4> cdb_lengths{6, 10, 12, 16};
  if (std::ranges::find(cdb_lengths, exchange.cdb.size()) == cdb_lengths.end()) {
    fields.complain("cdb", fmt::format("has {} bytes; 6, 10, 12 and 16 are possible", exchange.cdb.size()));
  }
  exchange.expected = fields.number("expected", limits.payload_bytes);
  exchange.out = decode_payload(fields, "out", limits);
  exchange.in = decode_payload(fields, "in", limits);
  const base::ByteBuffer status = fields.hex("status");
  if (status.size() != 1) fields.complain("status", "is not two hex digits");
  exchange.status = status.empty() ? std::uint8_t{} : status.front();
  if (fields.has("sense")) exchange.sense = fields.hex("sense");
  if (exchange.sense.size() > 252) fields.complain("sense", "is over the 252 bytes that SPC-4 allows");
  exchange.start = std::chrono::microseconds(fields.number("start", any_number));
  exchange.duration = std::chrono::microseconds(fields.number("duration", any_number));
  exchange.masks = decode_masks(fields, limits);
  if (auto complaint = fields.finish()) return std::unexpected(*complaint);
  return exchange;
}

DriveIdentity decode_drive(JsonFields& header) {
  const json* value = header.object("drive");
  if (value == nullptr) return {};
  JsonFields fields(*value, "drive");
  DriveIdentity drive{fields.text("vendor"), fields.text("product"), fields.text("revision")};
  fields.finish();
  header.take(fields);
  return drive;
}

Precondition decode_precondition(JsonFields& header) {
  const json* value = header.object("precondition");
  if (value == nullptr) return {};
  JsonFields fields(*value, "precondition");
  Precondition precondition;
  const base::ByteBuffer profile = fields.hex("profile");
  if (profile.size() != 2) fields.complain("profile", "is not four hex digits");
  if (profile.size() == 2) precondition.profile = static_cast<std::uint16_t>(profile[0] << 8 | profile[1]);
  precondition.medium = fields.text_or_null("medium");
  const auto state = disc_state_of(fields.text("state"));
  if (!state) fields.complain("state", "is none of absent, blank, appendable, complete, other");
  precondition.state = state.value_or(DiscState::other);
  fields.finish();
  header.take(fields);
  return precondition;
}

Provenance decode_provenance(JsonFields& header) {
  const json* value = header.object("provenance");
  if (value == nullptr) return {};
  JsonFields fields(*value, "provenance");
  const std::string source = fields.text("source");
  const auto kind = provenance_kind_of(fields.text("kind"));
  if (!kind) fields.complain("kind", "is none of attested, derived, datasheet, assumed");
  Provenance provenance{source, kind.value_or(ProvenanceKind::assumed), {}};
  if (fields.has("comment")) provenance.comment = fields.text("comment");
  fields.finish();
  header.take(fields);
  return provenance;
}

std::expected<Line, std::string> decode_header(const json& value) {
  JsonFields fields(value, "");
  if (fields.text("format") != format_name) return std::unexpected("it does not begin as a burnbench-trace");
  const std::uint64_t version = fields.number("version", any_number);
  if (version > format_version) {
    return std::unexpected(
        fmt::format("it has format version {}, this program reads up to {}", version, format_version));
  }
  if (version == 0) fields.complain("version", "is 0; versions begin at 1");
  Header header{decode_drive(fields), decode_precondition(fields), decode_provenance(fields)};
  if (auto complaint = fields.finish()) return std::unexpected(*complaint);
  return header;
}

std::expected<Line, std::string> decode_end(const json& value) {
  JsonFields fields(value, "");
  const End end{fields.number("end", any_number)};
  if (auto complaint = fields.finish()) return std::unexpected(*complaint);
  return end;
}

}  // namespace

std::string encode(const Header& header) {
  const Precondition& precondition = header.precondition;
  Json medium = precondition.medium ? Json(*precondition.medium) : Json(nullptr);
  const Json value{
      {"format", format_name},
      {"version", format_version},
      {"drive",
       {{"vendor", header.drive.vendor}, {"product", header.drive.product}, {"revision", header.drive.revision}}},
      {"precondition",
       {{"profile", fmt::format("{:04X}", precondition.profile)},
        {"medium", std::move(medium)},
        {"state", name_of(precondition.state)}}},
      {"provenance",
       {{"source", header.provenance.source},
        {"kind", name_of(header.provenance.kind)},
        {"comment", header.provenance.comment}}}};
  // An INQUIRY answer may hold any byte; what is not UTF-8 is replaced rather than refused.
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string encode(const Exchange& exchange) {
  Json value{{"nexus", exchange.nexus}, {"cdb", base::format_hex(exchange.cdb)}, {"expected", exchange.expected}};
  if (exchange.out) value["out"] = to_json(*exchange.out);
  if (exchange.in) value["in"] = to_json(*exchange.in);
  value["status"] = fmt::format("{:02X}", exchange.status);
  if (!exchange.sense.empty()) value["sense"] = base::format_hex(exchange.sense);
  value["start"] = exchange.start.count();
  value["duration"] = exchange.duration.count();
  for (const Mask& mask : exchange.masks) {
    value["masks"].push_back(
        {{"part", name_of(mask.part)}, {"offset", mask.offset}, {"length", mask.length}, {"reason", mask.reason}});
  }
  return value.dump();
}

std::string encode(const End& end) { return Json{{"end", end.count}}.dump(); }

std::expected<Line, std::string> decode(std::string_view text, const Limits& limits) {
  const json value = json::parse(text, nullptr, false);
  if (value.is_discarded()) return std::unexpected("it is not JSON");
  if (!value.is_object()) return std::unexpected("it is not a JSON object");
  if (value.contains("format")) return decode_header(value);
  if (value.contains("end")) return decode_end(value);
  return decode_exchange(value, limits);
}

}  // namespace conformance::trace

#include "conformance/cases/listed_cases.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "conformance/cases/judge.h"
#include "emulator/base/hex.h"

namespace conformance::cases {
namespace {

using nlohmann::json;

// Reading throws where a member is missing or of another kind; parse_listed_cases turns that into its error.
struct Malformed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

base::ByteBuffer hex_of(const json& value) {
  auto bytes = base::parse_hex(value.get<std::string>());
  if (!bytes) throw Malformed(value.get<std::string>() + ": " + bytes.error());
  return *std::move(bytes);
}

std::uint8_t byte_of(const json& value) {
  const base::ByteBuffer bytes = hex_of(value);
  if (bytes.size() != 1) throw Malformed(value.get<std::string>() + " is not one byte in hex");
  return bytes[0];
}

Allowed allowed_of(const json& value) {
  Allowed allowed{byte_of(value.at("status")), {}};
  if (!value.contains("sense")) return allowed;
  allowed.sense = link::SenseCode::parse(value["sense"].get<std::string>());
  if (!allowed.sense) throw Malformed(value["sense"].get<std::string>() + " is no sense as \"5/24/00\"");
  return allowed;
}

std::vector<Allowed> allowed_list(const json& value) {
  std::vector<Allowed> list;
  if (!value.contains("allowed")) return list;
  for (const json& item : value["allowed"]) list.push_back(allowed_of(item));
  return list;
}

Level level_of(const std::string& name) {
  for (const Level level : {Level::required, Level::optional, Level::observed}) {
    if (name == name_of(level)) return level;
  }
  throw Malformed(name + " is none of required, optional, observed");
}

CaseHeader header_of(const json& value) {
  CaseHeader header{.id = value.at("id"),
                    .name = value.at("name"),
                    .title = value.at("title"),
                    .standard = value.at("standard"),
                    .clause = value.at("clause"),
                    .level = level_of(value.at("level")),
                    .needs = value.at("needs"),
                    .destroys = value.at("destroys"),
                    .provenance = value.at("provenance"),
                    .seen = {},
                    .allowed = allowed_list(value)};
  for (const json& seen : value.value("seen", json::array())) {
    header.seen.push_back({seen.at("drive"), seen.at("verdict")});
  }
  return header;
}

ListedStep step_of(const json& value, const CaseHeader& header) {
  ListedStep step{.cdb = hex_of(value.at("cdb")), .expected = value.value("in", std::size_t{})};
  if (value.contains("out")) step.data_out = hex_of(value["out"]);
  step.allowed = allowed_list(value);
  if (step.allowed.empty()) step.allowed = header.allowed;
  if (step.allowed.empty()) throw Malformed("a step has no allowed outcome, and neither has the case");
  if (value.contains("at_least")) step.at_least = value["at_least"].get<std::size_t>();
  for (const json& item : value.value("bytes", json::array())) {
    step.bytes.push_back({item.at("byte").get<std::size_t>(),
                          item.contains("mask") ? byte_of(item["mask"]) : std::uint8_t{0xFF},
                          byte_of(item.at("equals"))});
  }
  return step;
}

Case case_of(const json& value) {
  Case listed{header_of(value), ListedCase{}};
  for (const json& step : value.at("steps")) std::get<ListedCase>(listed.run).push_back(step_of(step, listed.header));
  if (std::get<ListedCase>(listed.run).empty()) throw Malformed("it has no step");
  if (const std::string complaint = complaint_about(listed.header); !complaint.empty()) throw Malformed(complaint);
  return listed;
}

}  // namespace

std::expected<std::vector<Case>, std::string> parse_listed_cases(std::string_view text) {
  std::vector<Case> cases;
  std::string id = "the file";
  try {
    const json document = json::parse(text);
    for (const json& value : document.at("cases")) {
      id = value.value("id", "a case without id");
      cases.push_back(case_of(value));
    }
  } catch (const json::exception& error) {
    return std::unexpected(id + ": " + error.what());
  } catch (const Malformed& error) {
    return std::unexpected(id + ": " + error.what());
  }
  return cases;
}

std::expected<std::vector<Case>, std::string> read_listed_cases(const std::filesystem::path& folder) {
  std::vector<Case> all;
  std::error_code failure;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, failure)) {
    if (entry.path().extension() != ".json") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    auto cases = parse_listed_cases(text.str());
    if (!cases) return std::unexpected(entry.path().string() + ": " + cases.error());
    std::ranges::move(*cases, std::back_inserter(all));
  }
  if (failure) return std::unexpected(folder.string() + ": cannot be read: " + failure.message());
  return all;
}

void run_listed(const ListedCase& steps, Judge& judge) {
  for (const ListedStep& step : steps) {
    const link::Answer answer =
        judge.allowed({.cdb = step.cdb, .expected = step.expected, .data_out = step.data_out}, step.allowed);
    if (!judge.goes_on()) return;
    if (answer.status != link::status_good) continue;
    const std::size_t at_least = step.at_least.value_or(0);
    judge.claim(answer.data_in.size() >= at_least, "data-in", fmt::format("at least {} bytes", at_least),
                fmt::format("{} bytes", answer.data_in.size()));
    for (const ExpectedByte& expected : step.bytes) {
      if (expected.byte >= answer.data_in.size()) {
        judge.fail(fmt::format("byte {}", expected.byte), "to be there",
                   fmt::format("{} bytes", answer.data_in.size()));
        return;
      }
      const unsigned actual = answer.data_in[expected.byte] & expected.mask;
      judge.claim(actual == expected.equals, fmt::format("byte {}", expected.byte),
                  fmt::format("{:02X}h", expected.equals), fmt::format("{:02X}h", actual));
    }
  }
}

}  // namespace conformance::cases

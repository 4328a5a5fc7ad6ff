// Reads fault plans. What the schema states is checked again here, because a program is handed files that nobody has
// run scripts/lint_data on; and a key that is not known is refused, since a rule without the condition that was meant
// would meet every command.
#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <nlohmann/json.hpp>

#include "emulator/drive/fault_plan.h"
#include "emulator/drive/json_node.h"

namespace emulator::drive {
namespace {

constexpr std::uintmax_t largest_file_bytes = 1 << 20;
constexpr std::size_t most_rules = 1000;
constexpr std::uint32_t largest = 0xFFFF'FFFF;

// Two upper-case hex digits, as the standards print them.
std::optional<std::uint8_t> hex_byte(std::string_view text) {
  std::uint8_t value = 0;
  const bool is_upper = std::ranges::none_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (text.size() != 2 || !is_upper || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::uint8_t operation_code(const Node& node) {
  const auto code = hex_byte(node.text(2));
  if (!code) throw Mistake(node.path() + " must be an operation code of two hex digits, as \"2A\"");
  return *code;
}

// "3/0C/00"; the sense keys are those that SPC-4 has for what a device says of a command.
scsi::Sense sense(const Node& node) {
  constexpr std::string_view keys = "012345678B";
  const std::string text = node.text(7);
  const bool has_form =
      text.size() == 7 && keys.find(text[0]) != std::string_view::npos && text[1] == '/' && text[4] == '/';
  const auto key = has_form ? hex_byte("0" + text.substr(0, 1)) : std::nullopt;
  const auto code = has_form ? hex_byte(text.substr(2, 2)) : std::nullopt;
  const auto qualifier = has_form ? hex_byte(text.substr(5, 2)) : std::nullopt;
  if (!key || !code || !qualifier) {
    throw Mistake(node.path() + " must be sense key, code and qualifier in hex, as \"3/0C/00\"");
  }
  return {.key = scsi::SenseKey{*key}, .asc = *code, .ascq = *qualifier};
}

base::BlockRange blocks(const Node& node) {
  node.allow_only({"first", "count"});
  constexpr std::int64_t lowest = -150;  // where the program area of a CD begins
  return {base::Lba{node.at("first").integer(lowest, largest)}, base::BlockCount{node.at("count").number(1, largest)}};
}

Ratio ratio(const Node& node) {
  node.allow_only({"numerator", "denominator"});
  const std::uint32_t denominator = node.at("denominator").number(1, largest);
  return {.numerator = node.at("numerator").number(0, denominator), .denominator = denominator};
}

Fault fault(const Node& node) {
  const std::string kind = node.at("kind").text(32);
  if (kind == "fail") {
    node.allow_only({"kind", "sense"});
    return Fail{sense(node.at("sense"))};
  }
  if (kind == "delay") {
    node.allow_only({"kind", "milliseconds"});
    return Delay{node.at("milliseconds").milliseconds()};
  }
  if (kind == "corrupt") {
    node.allow_only({"kind", "offset"});
    return Corrupt{node.at("offset").number(0, largest)};
  }
  const bool drops = kind == "drop_connection";
  if (!drops && kind != "power_loss") {
    throw Mistake(node.here("kind") + " must be fail, delay, corrupt, drop_connection or power_loss");
  }
  node.allow_only({"kind"});
  return drops ? Fault{DropConnection{}} : Fault{PowerLoss{}};
}

FaultRule rule(const Node& node) {
  node.allow_only({"comment", "operation_code", "blocks", "nth", "ratio", "fault"});
  FaultRule rule{.fault = fault(node.at("fault"))};
  if (node.has("operation_code")) rule.operation_code = operation_code(node.at("operation_code"));
  if (node.has("blocks")) rule.range = blocks(node.at("blocks"));
  if (node.has("nth")) rule.nth = node.at("nth").number(1, largest);
  if (node.has("ratio")) rule.ratio = ratio(node.at("ratio"));
  return rule;
}

std::vector<FaultRule> rules(const Node& root) {
  if (root.at("format").text(64) != "burnbench-fault-plan") throw Mistake("format must be \"burnbench-fault-plan\"");
  static_cast<void>(root.at("version").number(1, 1));
  root.allow_only({"format", "version", "comment", "rules"});
  const std::vector<Node> nodes = root.at("rules").list();
  if (nodes.empty() || nodes.size() > most_rules) {
    throw Mistake("rules must have 1 to " + std::to_string(most_rules) + " entries");
  }
  std::vector<FaultRule> rules;
  for (const Node& node : nodes) rules.push_back(rule(node));
  return rules;
}

}  // namespace

std::expected<std::vector<FaultRule>, std::string> parse_fault_plan(std::string_view json_text) {
  const auto root = nlohmann::json::parse(json_text, nullptr, false);
  if (!root.is_object()) return std::unexpected("it is not a JSON object");
  try {
    return rules(Node{root, ""});
  } catch (const Mistake& mistake) {
    return std::unexpected(mistake.what());
  }
}

std::expected<std::vector<FaultRule>, std::string> load_fault_plan(const std::filesystem::path& file) {
  std::error_code failed;
  if (!std::filesystem::is_regular_file(file, failed)) return std::unexpected("it is no file");
  if (const auto size = std::filesystem::file_size(file, failed); failed || size > largest_file_bytes) {
    return std::unexpected("it is larger than " + std::to_string(largest_file_bytes) + " bytes");
  }
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return std::unexpected("it cannot be opened");
  return parse_fault_plan(std::string{std::istreambuf_iterator<char>(stream), {}});
}

}  // namespace emulator::drive

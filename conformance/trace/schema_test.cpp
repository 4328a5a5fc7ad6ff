// The published schema and the reader agree about what a line is.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "conformance/trace/line.h"

namespace conformance::trace {
namespace {

using nlohmann::json;

class TraceSchema : public testing::Test {
 protected:
  TraceSchema() {
    const json document = json::parse(std::ifstream(BURNBENCH_SOURCE_DIR "/fixtures/schemas/trace.schema.json"));
    const valijson::adapters::NlohmannJsonAdapter adapter(document);
    valijson::SchemaParser().populateSchema(adapter, schema_);
  }

  bool allows(std::string_view line) {
    const json value = json::parse(line);
    const valijson::adapters::NlohmannJsonAdapter adapter(value);
    return valijson::Validator().validate(schema_, adapter, nullptr);
  }

  // The schema's judgement, after it has been compared with the reader's.
  bool both_allow(std::string_view line) {
    EXPECT_EQ(allows(line), decode(line).has_value()) << line;
    return allows(line);
  }

  valijson::Schema schema_;
};

constexpr std::string_view whole_exchange =
    R"({"nexus":0,"cdb":"12 00 00 00 24 00","expected":36,"in":{"hex":"05 80"},"status":"00","start":0,"duration":9,)"
    R"("masks":[{"part":"in","offset":0,"length":1,"reason":"varies"}],"comment":"cut short"})";

std::string with(std::string_view from, std::string_view to) {
  std::string text(whole_exchange);
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST_F(TraceSchema, lines_that_we_write_are_allowed) {
  Header header{{"V", "P", "R"}, {0, {}, DiscState::absent}, {"s", ProvenanceKind::derived, "c"}};
  EXPECT_TRUE(both_allow(encode(header)));
  header.precondition = {0x0009, "cd-r", DiscState::appendable};
  EXPECT_TRUE(both_allow(encode(header)));
  EXPECT_TRUE(both_allow(encode(End{3})));
  Exchange exchange;
  exchange.cdb.assign(12, 0xA0);
  EXPECT_TRUE(both_allow(encode(exchange)));
  exchange.out = HexPayload{{1, 2}};
  exchange.in = FillPayload{0, 65536};
  exchange.sense = {0x70, 0, 5};
  exchange.masks = {{Part::sense, 0, 2, "varies"}};
  EXPECT_TRUE(both_allow(encode(exchange)));
  exchange.out = DigestPayload{5000, {}, DataPlace{"a.data", 0}};
  exchange.in = DigestPayload{5000, {}, {}};
  EXPECT_TRUE(both_allow(encode(exchange)));
}

TEST_F(TraceSchema, what_the_reader_refuses_the_schema_refuses) {
  EXPECT_TRUE(both_allow(whole_exchange));
  EXPECT_FALSE(both_allow(with("\"nexus\":0,", "")));
  EXPECT_FALSE(both_allow(with("\"nexus\":0,", "\"nexus\":-1,")));
  EXPECT_FALSE(both_allow(with("\"status\":\"00\"", "\"status\":\"0\"")));
  EXPECT_FALSE(both_allow(with("12 00 00 00 24 00", "12 00 00 00 24")));
  EXPECT_FALSE(both_allow(with("\"masks\"", "\"mask\"")));
  EXPECT_FALSE(both_allow(with("\"part\":\"in\"", "\"part\":\"out\"")));
  EXPECT_FALSE(both_allow(with(R"({"hex":"05 80"})", R"({"hex":"05 8"})")));
  EXPECT_FALSE(both_allow(with(R"({"hex":"05 80"})", R"({"fill":256,"length":9})")));
  EXPECT_FALSE(both_allow(with(R"({"hex":"05 80"})", R"({"fill":0})")));
  EXPECT_FALSE(both_allow(with(R"({"hex":"05 80"})", R"({"length":9,"sha256":"00"})")));
  EXPECT_FALSE(both_allow(R"({"end":"3"})"));
  EXPECT_FALSE(both_allow(R"({"end":3,"format":"burnbench-trace"})"));
}

}  // namespace
}  // namespace conformance::trace

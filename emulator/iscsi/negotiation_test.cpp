#include "emulator/iscsi/negotiation.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "emulator/iscsi/test_initiator.h"

namespace emulator::iscsi {
namespace {

struct Row {
  std::string offer;
  std::string answer;             // "" for none
  std::string in_discovery{"="};  // "=" for the same
};

// One row for each key and each kind of offer. RFC 7143, Login/Text Operational Text Keys.
const std::vector<Row> table{
    {"AuthMethod=None", "AuthMethod=None"},
    {"AuthMethod=CHAP,None", "AuthMethod=None"},
    {"HeaderDigest=None", "HeaderDigest=None"},
    {"HeaderDigest=CRC32C", "HeaderDigest=CRC32C"},
    {"HeaderDigest=CRC32C,None", "HeaderDigest=CRC32C"},
    {"HeaderDigest=None,CRC32C", "HeaderDigest=None"},
    {"HeaderDigest=MD5", "HeaderDigest=Reject"},
    {"HeaderDigest=MD5,CRC32C", "HeaderDigest=CRC32C"},
    {"DataDigest=None", "DataDigest=None"},
    {"DataDigest=CRC32C,None", "DataDigest=CRC32C"},
    {"DataDigest=crc32c", "DataDigest=Reject"},
    {"MaxConnections=1", "MaxConnections=1", "MaxConnections=Irrelevant"},
    {"MaxConnections=65535", "MaxConnections=1", "MaxConnections=Irrelevant"},
    {"MaxConnections=0", "MaxConnections=Reject", "MaxConnections=Irrelevant"},
    {"MaxConnections=65536", "MaxConnections=Reject", "MaxConnections=Irrelevant"},
    {"InitialR2T=Yes", "InitialR2T=Yes", "InitialR2T=Irrelevant"},
    {"InitialR2T=No", "InitialR2T=Yes", "InitialR2T=Irrelevant"},
    {"InitialR2T=yes", "InitialR2T=Reject", "InitialR2T=Irrelevant"},
    {"ImmediateData=Yes", "ImmediateData=Yes", "ImmediateData=Irrelevant"},
    {"ImmediateData=No", "ImmediateData=No", "ImmediateData=Irrelevant"},
    {"MaxRecvDataSegmentLength=512", "MaxRecvDataSegmentLength=262144"},
    {"MaxRecvDataSegmentLength=16777215", "MaxRecvDataSegmentLength=262144"},
    {"MaxRecvDataSegmentLength=511", "MaxRecvDataSegmentLength=Reject"},
    {"MaxRecvDataSegmentLength=16777216", "MaxRecvDataSegmentLength=Reject"},
    {"MaxRecvDataSegmentLength=-1", "MaxRecvDataSegmentLength=Reject"},
    {"MaxBurstLength=512", "MaxBurstLength=512", "MaxBurstLength=Irrelevant"},
    {"MaxBurstLength=0x40000", "MaxBurstLength=262144", "MaxBurstLength=Irrelevant"},
    {"MaxBurstLength=16777215", "MaxBurstLength=262144", "MaxBurstLength=Irrelevant"},
    {"MaxBurstLength=511", "MaxBurstLength=Reject", "MaxBurstLength=Irrelevant"},
    {"FirstBurstLength=512", "FirstBurstLength=512", "FirstBurstLength=Irrelevant"},
    {"FirstBurstLength=262144", "FirstBurstLength=65536", "FirstBurstLength=Irrelevant"},
    {"FirstBurstLength=16777216", "FirstBurstLength=Reject", "FirstBurstLength=Irrelevant"},
    {"DefaultTime2Wait=0", "DefaultTime2Wait=2"},
    {"DefaultTime2Wait=3600", "DefaultTime2Wait=3600"},
    {"DefaultTime2Wait=3601", "DefaultTime2Wait=Reject"},
    {"DefaultTime2Retain=60", "DefaultTime2Retain=0"},
    {"DefaultTime2Retain=3601", "DefaultTime2Retain=Reject"},
    {"MaxOutstandingR2T=16", "MaxOutstandingR2T=1", "MaxOutstandingR2T=Irrelevant"},
    {"MaxOutstandingR2T=0", "MaxOutstandingR2T=Reject", "MaxOutstandingR2T=Irrelevant"},
    {"DataPDUInOrder=No", "DataPDUInOrder=Yes", "DataPDUInOrder=Irrelevant"},
    {"DataSequenceInOrder=No", "DataSequenceInOrder=Yes", "DataSequenceInOrder=Irrelevant"},
    {"ErrorRecoveryLevel=2", "ErrorRecoveryLevel=0"},
    {"ErrorRecoveryLevel=3", "ErrorRecoveryLevel=Reject"},
    {"TaskReporting=ResponseFence,RFC3720", "TaskReporting=RFC3720", "TaskReporting=Irrelevant"},
    {"TaskReporting=FastAbort", "TaskReporting=Reject", "TaskReporting=Irrelevant"},
    {"iSCSIProtocolLevel=2", "iSCSIProtocolLevel=1", "iSCSIProtocolLevel=Irrelevant"},
    {"iSCSIProtocolLevel=32", "iSCSIProtocolLevel=Reject", "iSCSIProtocolLevel=Irrelevant"},
    {"IFMarker=No", "IFMarker=No"},
    {"OFMarker=Yes", "OFMarker=No"},
    {"IFMarkInt=2048~4096", "IFMarkInt=Reject"},
    {"OFMarkInt=2048", "OFMarkInt=Reject"},
    {"SendTargets=All", "SendTargets=Reject"},
    {"TargetAlias=x", "TargetAlias=Reject"},
    {"TargetAddress=127.0.0.1:1,1", "TargetAddress=Reject"},
    {"TargetPortalGroupTag=1", "TargetPortalGroupTag=Reject"},
    {"InitiatorName=iqn.x.y:z", ""},
    {"InitiatorAlias=bench", ""},
    {"TargetName=iqn.x.y:z", ""},
    {"SessionType=Normal", ""},
    {"X#NodeArchitecture=pdp11", "X#NodeArchitecture=NotUnderstood"},
    {"X-com.example=secret", "X-com.example=NotUnderstood"},
    {"Nonsense=1", "Nonsense=NotUnderstood"},
};

std::string answer_to(const std::string& offers, SessionType type, const OwnParameters& own = {}) {
  Negotiation negotiation(own);
  negotiation.set_session_type(type);
  const auto answers = negotiation.answer(parse_text(key_text(offers)).value());
  if (!answers) return "status " + std::to_string(static_cast<int>(answers.error()));
  std::string text;
  for (const KeyValue& pair : *answers) text += (text.empty() ? "" : ";") + pair.key + "=" + pair.value;
  return text;
}

TEST(Negotiation, every_offer_in_the_table_gets_its_answer) {
  for (const Row& row : table) {
    EXPECT_EQ(answer_to(row.offer, SessionType::normal), row.answer) << row.offer;
    const std::string& in_discovery = row.in_discovery == "=" ? row.answer : row.in_discovery;
    EXPECT_EQ(answer_to(row.offer, SessionType::discovery), in_discovery) << row.offer;
  }
}

TEST(Negotiation, every_key_of_the_registry_but_those_of_CHAP_is_in_the_table) {
  std::ifstream file(BURNBENCH_SOURCE_DIR "/fixtures/registry/iscsi_keys.json");
  const nlohmann::json registry = nlohmann::json::parse(file);
  for (const auto& entry : registry.at("entries")) {
    const std::string key = entry.at("key");
    if (key.starts_with("CHAP_")) continue;
    const auto row = std::ranges::find_if(table, [&](const Row& r) { return r.offer.starts_with(key + "="); });
    EXPECT_NE(row, table.end()) << key;
  }
}

TEST(Negotiation, an_authentication_without_None_among_its_methods_fails) {
  EXPECT_EQ(answer_to("AuthMethod=CHAP", SessionType::normal), "status 513");  // 0201h
}

TEST(Negotiation, a_key_offered_twice_is_an_error_also_in_a_later_request) {
  EXPECT_EQ(answer_to("ImmediateData=Yes;ImmediateData=Yes", SessionType::normal), "status 512");
  Negotiation negotiation({});
  ASSERT_TRUE(negotiation.answer({{"HeaderDigest", "None"}}));
  EXPECT_EQ(negotiation.answer({{"HeaderDigest", "None"}}), std::unexpected(LoginStatus::initiator_error));
}

TEST(Negotiation, the_first_burst_never_exceeds_the_burst_whichever_comes_first) {
  for (const char* offers :
       {"MaxBurstLength=1024;FirstBurstLength=65536", "FirstBurstLength=65536;MaxBurstLength=1024"}) {
    Negotiation negotiation({});
    const auto answers = negotiation.answer(parse_text(key_text(offers)).value());
    ASSERT_TRUE(answers) << offers;
    for (const KeyValue& answer : *answers) EXPECT_EQ(answer.value, "1024") << offers;
    EXPECT_EQ(negotiation.parameters().first_burst_length, 1024U);
  }
  Negotiation in_two({});
  ASSERT_TRUE(in_two.answer({{"FirstBurstLength", "65536"}}));
  ASSERT_TRUE(in_two.answer({{"MaxBurstLength", "1024"}}));
  EXPECT_EQ(in_two.parameters().first_burst_length, 1024U);
}

TEST(Negotiation, answers_come_in_the_order_of_the_offers) {
  EXPECT_EQ(answer_to("FirstBurstLength=512;ImmediateData=Yes;MaxBurstLength=1024", SessionType::normal),
            "FirstBurstLength=512;ImmediateData=Yes;MaxBurstLength=1024");
}

TEST(Negotiation, without_an_offer_the_defaults_of_the_standard_hold) {
  const Negotiation negotiation({});
  const Parameters& parameters = negotiation.parameters();
  EXPECT_TRUE(parameters.initial_r2t);
  EXPECT_TRUE(parameters.immediate_data);
  EXPECT_EQ(parameters.initiator_max_recv_data_segment_length, 8192U);
  EXPECT_EQ(parameters.own_max_recv_data_segment_length, 8192U);  // ours was not told either
  EXPECT_EQ(parameters.max_burst_length, 262144U);
  EXPECT_EQ(parameters.first_burst_length, 65536U);
}

TEST(Negotiation, a_target_that_wants_it_so_takes_unsolicited_data_and_no_digests) {
  const OwnParameters own{.crc32c = false, .initial_r2t = false};
  EXPECT_EQ(answer_to("InitialR2T=No;HeaderDigest=CRC32C,None", SessionType::normal, own),
            "InitialR2T=No;HeaderDigest=None");
  EXPECT_EQ(answer_to("InitialR2T=Yes", SessionType::normal, own), "InitialR2T=Yes");
}

}  // namespace
}  // namespace emulator::iscsi

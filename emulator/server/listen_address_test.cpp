#include "emulator/server/listen_address.h"

#include <gtest/gtest.h>

namespace emulator::server {
namespace {

TEST(ListenAddress, an_address_has_a_host_and_a_port) {
  EXPECT_EQ(parse_listen_address("127.0.0.1:3260")->host, "127.0.0.1");
  EXPECT_EQ(parse_listen_address("127.0.0.1:3260")->port, 3260);
  EXPECT_EQ(parse_listen_address("127.0.0.1:0")->port, 0);
  EXPECT_EQ(parse_listen_address("[::1]:65535")->host, "::1");
  EXPECT_EQ(parse_listen_address("localhost:1")->host, "127.0.0.1");
}

TEST(ListenAddress, anything_else_is_refused_with_an_example) {
  for (const char* bad :
       {"", "3260", ":3260", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:80x", "::1:80"}) {
    const auto parsed = parse_listen_address(bad);
    ASSERT_FALSE(parsed) << bad;
    EXPECT_NE(parsed.error().find("127.0.0.1:3260"), std::string::npos);
  }
}

TEST(ListenAddress, an_IPv6_host_stands_in_brackets) {
  EXPECT_EQ(authority("::1", 3260), "[::1]:3260");
  EXPECT_EQ(authority("127.0.0.1", 3260), "127.0.0.1:3260");
}

}  // namespace
}  // namespace emulator::server

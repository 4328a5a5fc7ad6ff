// A script plays bbdrive here; the real one is met by scripts/tests/bbrun_test.py.
#include "conformance/preload/program/private_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

namespace conformance::preload::program {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class Servers : public testing::Test {
 protected:
  // `serve` is what it does when it is told to serve: $0 to $9 are bbdrive's words. Each call is written down.
  fs::path bbdrive(const std::string& serve) const {
    const fs::path path = folder_->path() / "bbdrive";
    std::ofstream(path) << "#!/bin/sh\necho \"$*\" >>" << calls().string() << "\n"
                        << "if [ \"$2\" = info ]; then echo \"${DISC_INFO:-}\"; exit \"${DISC_CODE:-0}\"; fi\n"
                        << "if [ \"$1\" = disc ]; then : >\"$3\"; exit \"${DISC_CODE:-0}\"; fi\n"
                        << serve << "\n";
    EXPECT_EQ(chmod(path.c_str(), 0755), 0);
    return path;
  }
  [[nodiscard]] fs::path calls() const { return folder_->path() / "calls"; }
  [[nodiscard]] std::string called() const {
    std::ifstream file(calls());
    return {std::istreambuf_iterator<char>(file), {}};
  }
  // Announces as many drives and ends when it is told to.
  static std::string serving(int drives) {
    return "trap 'exit 0' TERM; i=0; while [ $i -lt " + std::to_string(drives) +
           " ]; do echo \"iscsi://127.0.0.1:7/iqn.test:private$i/0  BD WRITER, BD-R\"; i=$((i + 1)); done\n"
           "while :; do sleep 0.02; done";
  }
  std::expected<TemporaryFolder, std::string> folder_{TemporaryFolder::create()};
};

const WantedDrive empty_drive{.profile = "generic-bd"};

TEST_F(Servers, addresses_come_in_the_order_of_the_drives) {
  auto server = PrivateServer::start({empty_drive, {.profile = "generic-cd"}}, {.bbdrive = bbdrive(serving(2))});
  ASSERT_TRUE(server) << server.error();
  EXPECT_THAT(server->urls(),
              ElementsAre("iscsi://127.0.0.1:7/iqn.test:private0/0", "iscsi://127.0.0.1:7/iqn.test:private1/0"));
  EXPECT_EQ(called(),
            "serve --listen 127.0.0.1:0 --clock real --drive generic-bd --name private0 --drive generic-cd --name "
            "private1\n");
  EXPECT_TRUE(server->stop());
}

TEST_F(Servers, blank_disc_is_made_in_a_folder_that_goes_with_the_server) {
  auto server = PrivateServer::start({{.profile = "generic-bd", .medium = "bd-r"}},
                                     {.bbdrive = bbdrive(serving(1)), .clock = "instant"});
  ASSERT_TRUE(server) << server.error();
  const std::string text = called();
  const std::size_t begin = text.find(" new ") + 5;
  const fs::path disc = text.substr(begin, text.find(" --medium") - begin);
  EXPECT_EQ(text, "disc new " + disc.string() + " --medium bd-r --json\nserve --listen 127.0.0.1:0 --clock instant " +
                      "--drive generic-bd --name private0 --disc " + disc.string() + "\n");
  EXPECT_TRUE(fs::exists(disc));
  {
    const PrivateServer moved = std::move(*server);
    EXPECT_TRUE(fs::exists(disc));
  }
  EXPECT_FALSE(fs::exists(disc));
  EXPECT_FALSE(fs::exists(disc.parent_path()));
}

TEST_F(Servers, kept_disc_is_made_once_and_stays) {
  const fs::path disc = folder_->path() / "kept.bbd";
  const WantedDrive drive{.profile = "generic-bd", .medium = "bd-r", .keep = disc};
  setenv("DISC_INFO", R"({"event":"disc","medium":"bd-r"})", 1);
  for (int i = 0; i < 2; ++i) {
    const auto server = PrivateServer::start({drive}, {.bbdrive = bbdrive(serving(1))});
    ASSERT_TRUE(server) << server.error();
  }
  unsetenv("DISC_INFO");
  EXPECT_TRUE(fs::exists(disc));
  const std::string text = called();
  EXPECT_EQ(text.find("disc new"), text.rfind("disc new"));
}

TEST_F(Servers, kept_disc_of_another_medium_is_refused) {
  const fs::path disc = folder_->path() / "kept.bbd";
  std::ofstream(disc) << "disc";
  const WantedDrive drive{.profile = "generic-bd", .medium = "cd-r", .keep = disc};
  const auto refusal = [&](const char* info) {
    setenv("DISC_INFO", info, 1);
    const auto server = PrivateServer::start({drive}, {.bbdrive = bbdrive(serving(1))});
    unsetenv("DISC_INFO");
    EXPECT_FALSE(server) << info;
    return server ? "" : server.error();
  };
  EXPECT_THAT(refusal(R"({"event":"disc","medium":"bd-r"})"),
              HasSubstr("kept.bbd: a bd-r, not a cd-r; leave --medium"));
  EXPECT_THAT(refusal(R"({"event":"disc"})"), HasSubstr("does not say what medium it is"));
  EXPECT_THAT(refusal(""), HasSubstr("does not say what medium it is"));
  EXPECT_EQ(called().find("serve"), std::string::npos);
}

TEST_F(Servers, kept_disc_that_is_not_there_needs_a_medium) {
  const auto server = PrivateServer::start({{.profile = "generic-bd", .keep = folder_->path() / "none.bbd"}},
                                           {.bbdrive = bbdrive(serving(1))});
  ASSERT_FALSE(server);
  EXPECT_THAT(server.error(), HasSubstr("none.bbd: no such disc; say with --medium"));
}

TEST_F(Servers, disc_that_cannot_be_made_was_explained_by_bbdrive) {
  setenv("DISC_CODE", "3", 1);
  const auto server =
      PrivateServer::start({{.profile = "generic-bd", .medium = "wax"}}, {.bbdrive = bbdrive(serving(1))});
  unsetenv("DISC_CODE");
  ASSERT_FALSE(server);
  EXPECT_EQ(server.error(), "");
  EXPECT_EQ(called().find("serve"), std::string::npos);
}

TEST_F(Servers, server_that_gives_up_has_said_why) {
  const auto server = PrivateServer::start({empty_drive}, {.bbdrive = bbdrive("exit 3")});
  ASSERT_FALSE(server);
  EXPECT_EQ(server.error(), "");
}

TEST_F(Servers, server_of_too_few_drives_is_no_server) {
  const auto server = PrivateServer::start(
      {empty_drive, empty_drive}, {.bbdrive = bbdrive("echo iscsi://127.0.0.1:7/iqn.test:private0/0; exit 0")});
  EXPECT_FALSE(server);
}

TEST_F(Servers, end_that_failed_is_told) {
  auto server = PrivateServer::start(
      {empty_drive},
      {.bbdrive = bbdrive("trap 'exit 7' TERM; echo iscsi://127.0.0.1:7/iqn.test:a/0; while :; do sleep 0.02; done")});
  ASSERT_TRUE(server) << server.error();
  const auto stopped = server->stop();
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error(), "the private bbdrive ended with 7; make room for its disc and run again");
}

TEST_F(Servers, server_that_was_killed_leaves_a_disc_to_be_checked) {
  auto server = PrivateServer::start({empty_drive}, {.bbdrive = bbdrive(serving(1))});
  ASSERT_TRUE(server) << server.error();
  kill(server->process(), SIGKILL);
  siginfo_t ended{};
  ASSERT_EQ(waitid(P_PID, static_cast<id_t>(server->process()), &ended, WEXITED | WNOWAIT), 0);
  const auto stopped = server->stop();
  ASSERT_FALSE(stopped);
  EXPECT_THAT(stopped.error(), HasSubstr("ended by signal 9; check its disc"));
}

TEST_F(Servers, server_that_was_stopped_ends_all_the_same) {
  auto server = PrivateServer::start({empty_drive}, {.bbdrive = bbdrive(serving(1))});
  ASSERT_TRUE(server) << server.error();
  kill(server->process(), SIGSTOP);
  EXPECT_TRUE(server->stop());
  EXPECT_TRUE(server->stop()) << "a second time there is nothing to do";
}

TEST_F(Servers, server_stands_in_a_session_of_its_own) {
  auto server = PrivateServer::start({empty_drive}, {.bbdrive = bbdrive(serving(1))});
  ASSERT_TRUE(server) << server.error();
  EXPECT_EQ(getsid(server->process()), server->process());
}

}  // namespace
}  // namespace conformance::preload::program

// Streams of the C library over drives.
#include <cstdio>
#include <cstring>
#include <string>

#include "conformance/preload/shim/under_shim.h"

namespace conformance::preload::shim {
namespace {

constexpr int patient = O_RDONLY | O_NONBLOCK;

TEST(Streams, every_function_that_opens_one_reads_the_drive) {
  FILE* by_path = fopen64("/dev/sr0", "rb");
  FILE* by_descriptor = fdopen(open("/dev/sr1", patient), "r");
  for (FILE* stream : {by_path, by_descriptor}) {
    ASSERT_NE(stream, nullptr);
    Bytes data(4096);
    EXPECT_EQ(fread(data.data(), 1, data.size(), stream), data.size());
    EXPECT_EQ(data[2047], 0);
    EXPECT_EQ(data[2048], 1);
    EXPECT_EQ(ftello(stream), 4096);
    EXPECT_TRUE(answers(fileno(stream)));
    EXPECT_EQ(fclose(stream), 0);
  }
}

TEST(Streams, end_of_the_disc_is_the_end_of_the_stream) {
  FILE* stream = fopen("/dev/sr0", "rb");
  ASSERT_EQ(fseeko(stream, -1, SEEK_END), 0);
  EXPECT_EQ(fgetc(stream), 99);
  EXPECT_EQ(fgetc(stream), EOF);
  EXPECT_NE(feof(stream), 0);
  EXPECT_EQ(ferror(stream), 0);
  fclose(stream);
}

TEST(Streams, refusals_are_those_of_open) {
  EXPECT_EQ(fopen("/dev/sr0", "w"), nullptr);
  EXPECT_EQ(errno, EROFS);
  EXPECT_EQ(fopen("/dev/sr0", "x"), nullptr);
  EXPECT_EQ(errno, EINVAL);
  EXPECT_EQ(fopen("/dev/sr9", "r"), nullptr);
  EXPECT_EQ(errno, ENOENT);
}

TEST(Streams, closing_one_releases_the_drive) {
  FILE* stream = fdopen(open("/dev/sr0", O_RDWR | O_NONBLOCK | O_EXCL), "r");
  ASSERT_NE(stream, nullptr);
  fclose(stream);
  const File again("/dev/sr0", O_RDWR | O_NONBLOCK | O_EXCL);
}

TEST(Streams, standard_input_can_be_opened_anew_as_a_drive) {
  EXPECT_EQ(exit_code_in_child([] {
              if (freopen("/dev/sr0", "rb", stdin) == nullptr) return 1;
              if (fseek(stdin, 7 * 2048, SEEK_SET) != 0) return 2;
              return getchar() == 7 && answers(fileno(stdin)) ? 0 : 3;
            }),
            0);
}

TEST(Streams, standard_input_that_is_a_drive_can_become_a_file) {
  EXPECT_EQ(exit_code_in_child([] {
              if (freopen("/dev/sr0", "rb", stdin) == nullptr || getchar() != 0) return 1;
              if (freopen64("/dev/null", "r", stdin) == nullptr) return 2;
              return getchar() == EOF && feof(stdin) != 0 ? 0 : 3;
            }),
            0);
}

// The C library would read on by functions whose drive is closed.
TEST(Streams, stream_of_a_drive_cannot_become_a_files) {
  FILE* stream = fopen("/dev/sr0", "r");
  EXPECT_EQ(freopen64("/dev/null", "r", stream), nullptr);
  EXPECT_EQ(errno, ENXIO);
  stream = fopen("/dev/sr0", "r");
  EXPECT_EQ(freopen(nullptr, "r", stream), nullptr);
  EXPECT_EQ(errno, EBADF);
  const File free("/dev/sr0", O_RDWR | O_NONBLOCK | O_EXCL);
}

TEST(Streams, other_stream_cannot_become_a_drives) {
  FILE* stream = fopen("/dev/null", "r");
  EXPECT_EQ(freopen("/dev/sr0", "r", stream), nullptr);
  EXPECT_EQ(errno, ENXIO);
}

// md5sum reads its standard input with fread: what the C library does inside never comes to our read().
TEST(Streams, program_reads_a_drive_that_is_its_standard_input) {
  const auto run = [](const char* script) {
    return exit_code_in_child([script] {
      execl("/bin/sh", "sh", "-c", script, nullptr);
      return 127;
    });
  };
  EXPECT_EQ(run("test \"$(md5sum </dev/sr0)\" = \"$(dd if=/dev/sr0 bs=2048 status=none | md5sum)\""), 0);
  EXPECT_EQ(run("test \"$(head -c 4096 </dev/sr1 | tail -c 1 | od -An -tu1 | tr -d ' ')\" = 1"), 0);
  EXPECT_EQ(run("test \"$(wc -c </dev/sr0)\" = 204800"), 0);
  EXPECT_EQ(run("test \"$(dd if=/dev/stdin bs=2048 status=none </dev/sr0 | wc -c)\" = 204800"), 0);
}

}  // namespace
}  // namespace conformance::preload::shim

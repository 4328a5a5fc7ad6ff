// Children into which the shim cannot be loaded are not started: they would see the computer's own drives.
#include <elf.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

#include "conformance/preload/shim/under_shim.h"

namespace conformance::preload::shim {
namespace {

using Words = char* const*;
char word[] = "program";
char* const words[]{word, nullptr};
char* const nothing[]{nullptr};

// A folder with a program that has no interpreter (ELF-64 Object File Format), and a script that is run by it.
class RefusedProgram : public testing::Test {
 protected:
  RefusedProgram() {
    std::string place = testing::TempDir() + "burnbench-XXXXXX";
    folder_ = mkdtemp(place.data());
    Elf64_Ehdr header{};
    std::memcpy(header.e_ident, ELFMAG, SELFMAG);
    header.e_ident[EI_CLASS] = ELFCLASS64;
    header.e_machine = EM_X86_64;
    std::string bytes(sizeof header, '\0');
    std::memcpy(bytes.data(), &header, sizeof header);
    write("program", bytes);
    write("script", "#! " + path("program") + " -x\n");
    const char* before = getenv("PATH");
    path_before_ = before;
    setenv("PATH", ("/nosuch:" + folder_.string() + ":" + before).c_str(), 1);
  }
  ~RefusedProgram() override {
    setenv("PATH", path_before_.c_str(), 1);
    std::filesystem::remove_all(folder_);
  }
  [[nodiscard]] std::string path(const char* name) const { return folder_ / name; }
  void write(const char* name, const std::string& bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    chmod(path(name).c_str(), 0755);
  }
  std::filesystem::path folder_;
  std::string path_before_;
};

TEST_F(RefusedProgram, every_exec_says_why_and_fails) {
  for (const std::string& program : {path("program"), path("script")}) {
    const std::vector<std::pair<const char*, std::function<int()>>> ways{
        {"execve", [&] { return execve(program.c_str(), words, nothing); }},
        {"execv", [&] { return execv(program.c_str(), words); }},
        {"execl", [&] { return execl(program.c_str(), word, nullptr); }},
        {"execle", [&] { return execle(program.c_str(), word, nullptr, nothing); }},
        {"execvp", [&] { return execvp(word, words); }},
        {"execvp of a path", [&] { return execvp(program.c_str(), words); }},
        {"execvpe", [&] { return execvpe(word, words, nothing); }},
        {"execlp", [&] { return execlp(word, word, nullptr); }},
        {"execveat", [&] { return execveat(AT_FDCWD, program.c_str(), words, nothing, 0); }},
        {"fexecve", [&] { return fexecve(open(program.c_str(), O_RDONLY), words, nothing); }},
        {"execveat of a file",
         [&] { return execveat(open(program.c_str(), O_RDONLY), "", words, nothing, AT_EMPTY_PATH); }},
        {"by number", [&] { return static_cast<int>(syscall(SYS_execve, program.c_str(), words, nothing)); }},
    };
    for (const auto& [way, become] : ways) {
      testing::internal::CaptureStderr();
      const int error = error_of(become());
      const std::string said = testing::internal::GetCapturedStderr();
      EXPECT_EQ(error, EACCES) << way << " " << program;
      EXPECT_EQ(said.substr(0, 7), "bbrun: ") << way;
      EXPECT_NE(said.find(": linked statically, so no drive can be shown to it; use a dynamically linked build of the "
                          "program\n"),
                said.npos)
          << way;
    }
  }
}

TEST_F(RefusedProgram, spawn_gives_the_error) {
  pid_t child = 0;
  testing::internal::CaptureStderr();
  EXPECT_EQ(posix_spawn(&child, path("program").c_str(), nullptr, nullptr, words, nothing), EACCES);
  EXPECT_EQ(posix_spawnp(&child, word, nullptr, nullptr, words, nothing), EACCES);
  EXPECT_NE(testing::internal::GetCapturedStderr().find(path("program")), std::string::npos);
}

TEST_F(RefusedProgram, what_is_no_program_is_left_to_exec) {
  const std::string fifo = path("fifo");
  ASSERT_EQ(mkfifo(fifo.c_str(), 0755), 0);
  testing::internal::CaptureStderr();
  EXPECT_EQ(error_of(execv(path("nosuch").c_str(), words)), ENOENT);
  EXPECT_EQ(error_of(execvp("no-such-program-anywhere", words)), ENOENT);
  EXPECT_EQ(error_of(execv(folder_.c_str(), words)), EACCES);
  EXPECT_EQ(error_of(execv(fifo.c_str(), words)), EACCES);
  EXPECT_EQ(error_of(static_cast<int>(syscall(SYS_execveat, AT_FDCWD, nullptr, words, nothing, 0))), EFAULT);
  write("script", "#!" + path("nosuch") + "\n");
  EXPECT_EQ(error_of(execv(path("script").c_str(), words)), ENOENT);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace conformance::preload::shim

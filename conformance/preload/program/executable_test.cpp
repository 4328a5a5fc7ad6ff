#include "conformance/preload/program/executable.h"

#include <elf.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <fstream>

#include "conformance/preload/program/temporary_folder.h"

namespace conformance::preload::program {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

constexpr int cannot_run = 126;
constexpr int not_found = 127;

class Programs : public testing::Test {
 protected:
  Programs() {
    const char* before = std::getenv("PATH");
    path_before_ = before == nullptr ? "" : before;
  }
  ~Programs() override { setenv("PATH", path_before_.c_str(), 1); }

  fs::path file(const std::string& name, const std::string& content, mode_t mode = 0755) const {
    const fs::path path = folder_->path() / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
    EXPECT_EQ(chmod(path.c_str(), mode), 0);
    return path;
  }
  fs::path script(const std::string& name, const std::string& interpreter) const {
    return file(name, "#!" + interpreter + "\necho\n");
  }

  // The first page of a program as its linker would write it, ELF-64 Object File Format.
  static std::string program(std::initializer_list<std::uint32_t> segments, std::uint16_t machine = own_machine(),
                             unsigned char bits = ELFCLASS64) {
    Elf64_Ehdr header{};
    std::memcpy(header.e_ident, ELFMAG, SELFMAG);
    header.e_ident[EI_CLASS] = bits;
    header.e_machine = machine;
    header.e_phoff = sizeof header;
    header.e_phentsize = sizeof(Elf64_Phdr);
    header.e_phnum = static_cast<Elf64_Half>(segments.size());
    std::string text(sizeof header, '\0');
    std::memcpy(text.data(), &header, sizeof header);
    for (const std::uint32_t type : segments) {
      Elf64_Phdr segment{};
      segment.p_type = type;
      text.append(sizeof segment, '\0');
      std::memcpy(text.data() + text.size() - sizeof segment, &segment, sizeof segment);
    }
    return text;
  }
  static std::uint16_t own_machine() {
    std::ifstream own("/proc/self/exe", std::ios::binary);
    Elf64_Ehdr header{};
    void* place = &header;
    own.read(static_cast<char*>(place), sizeof header);
    return header.e_machine;
  }

  static Refusal refusal(const std::string& name) {
    const auto found = find_program(name);
    EXPECT_FALSE(found) << name;
    return found ? Refusal{} : found.error();
  }

  std::expected<TemporaryFolder, std::string> folder_{TemporaryFolder::create()};
  std::string path_before_;
};

TEST_F(Programs, program_with_a_loader_is_taken) {
  const fs::path path = file("burner", program({PT_LOAD, PT_INTERP}));
  const auto found = find_program(path);
  ASSERT_TRUE(found) << found.error().text;
  EXPECT_EQ(*found, path);
}

TEST_F(Programs, static_program_is_refused_with_the_remedy) {
  const auto refused = refusal(file("static", program({PT_LOAD, PT_DYNAMIC})));
  EXPECT_EQ(refused.exit_code, cannot_run);
  EXPECT_THAT(refused.text,
              AllOf(HasSubstr("/static: linked statically"), HasSubstr("use a dynamically linked build")));
}

TEST_F(Programs, static_program_without_segments_is_refused) {
  EXPECT_THAT(refusal(file("none", program({}))).text, HasSubstr("linked statically"));
}

TEST_F(Programs, program_of_32_bits_is_refused) {
  const auto refused = refusal(file("old", program({PT_INTERP}, EM_386, ELFCLASS32)));
  EXPECT_EQ(refused.exit_code, cannot_run);
  EXPECT_THAT(refused.text, HasSubstr("a 32-bit program; bbrun needs a 64-bit one"));
}

TEST_F(Programs, program_of_another_machine_is_refused) {
  const auto refused = refusal(file("other", program({PT_INTERP}, EM_S390)));
  EXPECT_EQ(refused.exit_code, cannot_run);
  EXPECT_THAT(refused.text, HasSubstr("a program of another machine"));
}

TEST_F(Programs, script_is_taken_when_its_interpreter_is) {
  const fs::path interpreter = file("interpreter", program({PT_INTERP}));
  const fs::path path = script("tool", " " + interpreter.string() + " -e");
  const auto found = find_program(path);
  ASSERT_TRUE(found) << found.error().text;
  EXPECT_EQ(*found, path) << "the script itself is what runs";
}

TEST_F(Programs, script_of_a_static_interpreter_is_refused) {
  const fs::path interpreter = file("interpreter", program({PT_LOAD}));
  const auto refused = refusal(script("tool", interpreter));
  EXPECT_EQ(refused.exit_code, cannot_run);
  EXPECT_THAT(refused.text, HasSubstr(interpreter.string() + ": linked statically"));
}

TEST_F(Programs, script_of_a_missing_interpreter_is_refused) {
  const auto refused = refusal(script("tool", "/no/such/interpreter"));
  EXPECT_EQ(refused.exit_code, cannot_run);
  EXPECT_THAT(refused.text, HasSubstr("/no/such/interpreter: cannot be read"));
}

// BINPRM_MAX_RECURSION of Linux.
TEST_F(Programs, scripts_may_stand_before_each_other_four_deep) {
  std::string interpreter = file("interpreter", program({PT_INTERP}));
  for (int i = 1; i <= 4; ++i) interpreter = script("script" + std::to_string(i), interpreter);
  EXPECT_TRUE(find_program(interpreter));
  const auto refused = refusal(script("script5", interpreter));
  EXPECT_EQ(refused.exit_code, cannot_run);
  EXPECT_THAT(refused.text, HasSubstr("too many interpreters"));
}

// execvp gives such a text to the shell.
TEST_F(Programs, text_without_an_interpreter_is_taken) { EXPECT_TRUE(find_program(file("plain", "echo hello\n"))); }

TEST_F(Programs, file_too_short_to_look_at_is_refused) { EXPECT_EQ(refusal(file("empty", "")).exit_code, cannot_run); }

TEST_F(Programs, file_that_is_not_executable_is_refused) {
  const auto refused = refusal(file("plain", program({PT_INTERP}), 0644));
  EXPECT_EQ(refused.exit_code, cannot_run);
  EXPECT_THAT(refused.text, HasSubstr("/plain: not executable"));
}

TEST_F(Programs, folder_is_no_program) {
  const auto refused = refusal(folder_->path());
  EXPECT_EQ(refused.exit_code, cannot_run);
  EXPECT_THAT(refused.text, HasSubstr("not executable"));
}

TEST_F(Programs, path_that_is_not_there_is_not_found) {
  const auto refused = refusal(folder_->path() / "burner");
  EXPECT_EQ(refused.exit_code, not_found);
  EXPECT_THAT(refused.text, HasSubstr("no such program; install it or give its path"));
}

TEST_F(Programs, name_is_searched_as_execvp_does) {
  const fs::path usable = file("second/burner", program({PT_INTERP}));
  file("first/burner", program({PT_INTERP}), 0644);
  fs::create_directories(folder_->path() / "zeroth" / "burner");
  const std::string base = folder_->path();
  setenv("PATH", (base + "/none:" + base + "/zeroth:" + base + "/first:" + base + "/second").c_str(), 1);
  const auto found = find_program("burner");
  ASSERT_TRUE(found) << found.error().text;
  EXPECT_EQ(*found, usable);
}

TEST_F(Programs, name_found_only_where_it_cannot_run_is_refused) {
  file("first/burner", program({PT_INTERP}), 0644);
  setenv("PATH", (folder_->path() / "first").c_str(), 1);
  EXPECT_EQ(refusal("burner").exit_code, cannot_run);
}

TEST_F(Programs, name_that_nobody_has_is_not_found) {
  setenv("PATH", folder_->path().c_str(), 1);
  const auto refused = refusal("burner");
  EXPECT_EQ(refused.exit_code, not_found);
  EXPECT_THAT(refused.text, HasSubstr("burner: no such program; install it"));
}

TEST_F(Programs, empty_place_of_the_search_path_is_the_working_folder) {
  file("burner", program({PT_INTERP}));
  const fs::path before = fs::current_path();
  fs::current_path(folder_->path());
  setenv("PATH", "/none::/none", 1);
  const auto found = find_program("burner");
  fs::current_path(before);
  ASSERT_TRUE(found) << found.error().text;
  EXPECT_EQ(*found, "./burner");
}

TEST_F(Programs, without_a_search_path_the_usual_folders_are_searched) {
  unsetenv("PATH");
  const auto found = find_program("sh");
  ASSERT_TRUE(found) << found.error().text;
  EXPECT_EQ(*found, "/bin/sh");
}

}  // namespace
}  // namespace conformance::preload::program

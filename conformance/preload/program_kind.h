// What the dynamic loader, and with it LD_PRELOAD, can do for a program. Shared by bbrun, which looks before it starts
// one, and by the shim, which looks between vfork and exec: so nothing is allocated here.
#pragma once

#include <elf.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace conformance::preload {

// Texts that are no scripts are loadable: execvp has the shell run them, which is dynamic.
enum class ProgramKind : std::uint8_t {
  loadable,
  script,
  of_32_bits,
  of_another_machine,
  linked_statically,
  unreadable
};

// The line for the user, after the program's path; empty for the two that can be run.
constexpr const char* refusal_of(ProgramKind kind) {
  switch (kind) {
    case ProgramKind::of_32_bits:
      return "a 32-bit program; bbrun needs a 64-bit one";
    case ProgramKind::of_another_machine:
      return "a program of another machine; use a build of it for this computer";
    case ProgramKind::linked_statically:
      return "linked statically, so no drive can be shown to it; use a dynamically linked build of the program";
    case ProgramKind::unreadable:
      return "cannot be read; bbrun looks at a program before it runs it";
    case ProgramKind::loadable:
    case ProgramKind::script:
      break;
  }
  return "";
}

#if defined(__aarch64__)
inline constexpr std::uint16_t own_machine = EM_AARCH64;
#else
inline constexpr std::uint16_t own_machine = EM_X86_64;
#endif

inline constexpr int most_interpreters = 4;     // the kernel's own bound (BINPRM_MAX_RECURSION)
using InterpreterName = std::array<char, 256>;  // and its own longest line (BINPRM_BUF_SIZE)

// The kind of a file. `read_at(place, size, offset)` gives how many bytes it read. Of a script the interpreter is left
// in `interpreter`: "#!/usr/bin/env python3" has /usr/bin/env.
template <typename ReadAt>
ProgramKind kind_of_program(ReadAt read_at, InterpreterName& interpreter) {
  InterpreterName line{};
  const long length = read_at(line.data(), line.size() - 1, std::uint64_t{0});
  if (length < 2) return ProgramKind::unreadable;
  if (line[0] == '#' && line[1] == '!') {
    const auto is_blank = [](char letter) { return letter == ' ' || letter == '\t'; };
    const auto ends = [&](char letter) { return is_blank(letter) || letter == '\n' || letter == '\0'; };
    auto* const begin = std::find_if_not(line.begin() + 2, line.end(), is_blank);
    auto* const end = std::find_if(begin, line.end(), ends);
    interpreter.fill('\0');
    std::copy(begin, end, interpreter.begin());
    return ProgramKind::script;
  }
  Elf64_Ehdr header{};
  if (length < static_cast<long>(sizeof header)) return ProgramKind::loadable;
  std::memcpy(&header, line.data(), sizeof header);
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) return ProgramKind::loadable;
  if (header.e_ident[EI_CLASS] != ELFCLASS64) return ProgramKind::of_32_bits;
  if (header.e_machine != own_machine) return ProgramKind::of_another_machine;
  for (std::uint64_t i = 0; i < header.e_phnum; ++i) {
    Elf64_Phdr segment{};
    const long came = read_at(&segment, sizeof segment, header.e_phoff + i * header.e_phentsize);
    if (came == static_cast<long>(sizeof segment) && segment.p_type == PT_INTERP) return ProgramKind::loadable;
  }
  return ProgramKind::linked_statically;
}

}  // namespace conformance::preload

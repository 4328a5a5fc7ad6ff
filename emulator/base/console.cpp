#include "emulator/base/console.h"

#include <algorithm>
#include <csignal>
#include <cstdio>

namespace base {
namespace {

void write(std::FILE* stream, std::string_view text) {
  // An error is kept by the stream, where is_output_whole() finds it.
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stream));
  static_cast<void>(std::fflush(stream));
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string line{text};
  constexpr unsigned char space = 0x20;
  constexpr unsigned char del = 0x7F;
  std::ranges::replace_if(line, [](unsigned char c) { return c < space || c == del; }, '?');
  return line;
}

void print(std::string_view text) { write(stdout, text); }

bool is_output_whole() { return std::fflush(stdout) == 0 && std::ferror(stdout) == 0; }

void complain(std::string_view program, std::string_view text) {
  write(stderr, std::string(program) + ": " + one_line(text) + "\n");
}

void draw_over(std::string_view line) {
  constexpr std::string_view erase_to_the_end = "\x1B[K";  // ECMA-48, EL
  std::string text{'\r'};  // GCC 12 warns of "..." + std::string at -O3 (its bug 105651)
  text.append(line).append(erase_to_the_end);
  write(stderr, text);
}

void outlive_readers() { std::signal(SIGPIPE, SIG_IGN); }

}  // namespace base

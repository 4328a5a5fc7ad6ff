// What a program says: results on standard output, one line about what went wrong on standard error.
#pragma once

#include <string>
#include <string_view>

namespace base {

// The same text as one line that leaves a terminal alone: control characters, which names of files may hold, become
// '?'.
[[nodiscard]] std::string one_line(std::string_view text);

// On standard output at once, since another program may be waiting for it. What cannot be written is not fatal here: a
// disc in the making is worth more than what is said of it.
void print(std::string_view text);
// Whether all that was printed could be written.
[[nodiscard]] bool is_output_whole();

// "program: text" as one line on standard error.
void complain(std::string_view program, std::string_view text);

// Replaces what the terminal on standard error shows in its current line.
void draw_over(std::string_view line);

// A reader of our output that goes away must not end us: printing fails instead.
void outlive_readers();

}  // namespace base

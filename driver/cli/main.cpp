#include "driver/cli/command_line.h"

int main(int argc, char** argv) { return driver::cli::run_command_line(argc, argv); }

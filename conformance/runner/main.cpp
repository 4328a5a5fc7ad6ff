#include "conformance/runner/command_line.h"

int main(int argc, char** argv) { return conformance::runner::run_command_line(argc, argv); }

#include "conformance/preload/program/command_line.h"

int main(int argc, char** argv) { return conformance::preload::program::run_command_line(argc, argv); }

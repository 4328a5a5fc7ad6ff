#include "emulator/server/command_line.h"

int main(int argc, char** argv) { return emulator::server::run_command_line(argc, argv); }

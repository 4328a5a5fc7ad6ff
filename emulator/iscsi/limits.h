// Bounds on everything that an initiator sends or makes us keep.
#pragma once

#include <cstddef>
#include <cstdint>

namespace emulator::iscsi {

struct Limits {
  // Login. RFC 7143 gives both sides 8192 bytes a PDU before the full feature phase; the rest is assumed, and far
  // above what any initiator needs.
  std::size_t login_pdus = 16;
  std::size_t login_text_bytes = 16 * 1024;
  std::size_t login_keys = 128;
  std::size_t sessions = 128;

  // Commands of one session that are not answered yet; the width of its command window.
  std::uint32_t commands = 64;
  std::uint32_t immediate_commands = 8;
  // Data-out that waits to be complete. A drive takes a command whole, so the first bounds a WRITE, for good: ILLEGAL
  // REQUEST. Beyond the second there is room again when other commands are through: TASK SET FULL. Both before any data
  // moves. Linux writes 1280 KiB at a time unless it is told otherwise.
  std::size_t data_out_bytes_a_command = 4 * 1024 * 1024;
  std::size_t data_out_bytes_a_session = 16 * 1024 * 1024;
  // Data-Out that may still arrive for commands that are over: so many of them are remembered.
  std::size_t ended_commands = 64;

  // Answers that the peer has not taken yet; above it no other command is answered and nothing more is read.
  std::size_t send_queue_bytes = 4 * 1024 * 1024;
  std::size_t text_bytes = 64 * 1024;
};

}  // namespace emulator::iscsi

// What the shim in a burning program and the broker in bbrun say to each other. Both sides are built together and run
// on one computer, so a message is a plain structure as it lies in memory, and this page may change with every version.
//
// Three kinds of sockets, all made by socketpair():
//   rendezvous  inherited by the program and all its children, whose number and inode stand in the environment. Each
//               message is one Greeting that carries one end of a new pair: the broker serves that end as a channel.
//   channel     a stream over which one thread at a time has a Request (with its bytes) answered by a Reply (with its
//               bytes). A process keeps a few for its threads; they do not outlive exec.
//   device      the program's descriptor of an open drive is itself one end of a pair; the other end came to the broker
//               with the `open` request. No byte ever passes over it. The kernel counts its copies through dup, fork
//               and exec, and when the last is closed the broker sees the end: exactly when a driver's release would
//               run. Its name (getsockname) holds the number of the open file, so any process can tell what it has
//               inherited.
#pragma once

#include <linux/bsg.h>

#include <array>
#include <cstdint>

namespace conformance::preload::wire {

inline constexpr std::uint32_t version = 1;
// "SOCKET:INODE:RUN:MAJOR:DRIVES:TREE": descriptor and inode of the rendezvous, a number of the run, the major device
// number of bsg, "sr0=sg0=0.0.0.0,sr1=sg1=1.0.0.0" (host, channel, id and LUN name the bsg file), and the folder of the
// virtual /sys and /proc.
inline constexpr const char* environment_name = "BURNBENCH_BBRUN";

struct Greeting {
  std::uint32_t version{};
};

// The name of a device socket in Linux' abstract namespace: a zero byte, then this.
struct DeviceName {
  std::array<char, 8> magic{'b', 'b', 'r', 'u', 'n', 'd', 'e', 'v'};
  std::uint64_t run{};   // differs for every bbrun, so that a program under two of them knows whose it is
  std::uint64_t file{};  // the broker's number of the open file
  std::uint32_t node{};  // Node
  bool operator==(const DeviceName&) const = default;
};

// Which of a drive's three device files.
enum class Driver : std::uint32_t { sr, sg, bsg };
struct Node {
  std::uint32_t drive{};
  Driver driver{};
};
constexpr std::uint32_t packed(Node node) { return node.drive << 2 | static_cast<std::uint32_t>(node.driver); }
constexpr Node unpacked(std::uint32_t word) { return {.drive = word >> 2, .driver = static_cast<Driver>(word & 3)}; }

enum class Operation : std::uint32_t {
  open,          // number: flags, argument: packed node, with the device socket; result: the open file's number
  ioctl,         // number: request, argument: the third argument where it is a value; bytes: the structure, both ways
  scsi,          // number: request (SG_IO or CDROM_SEND_PACKET); bytes: ScsiRequest, CDB, data; reply: ScsiReply, data
  scsi_v4,       // SG_IO with struct sg_io_v4; bytes: ScsiV4Request, CDB, data; reply: ScsiV4Reply, data
  map,           // number: length, argument: offset; bytes: MapRequest; the reply carries a descriptor to map instead
  read,          // number: bytes wanted, argument: offset or -1 for the file's own position
  write,         // the same; bytes: the data
  seek,          // number: whence, argument: offset; result: the new position
  get_flags,     // result: the flags as F_GETFL gives them
  set_flags,     // number: the flags as F_SETFL takes them
  closed,        // argument: packed node; waits until the broker has seen every descriptor that was closed before this
                 // request, and takes the process's record locks on that node away
  synchronize,   // what fsync does
  lock_whole,    // number: operation of flock(2) without LOCK_NB; error EAGAIN where it has to wait
  lock_record,   // number: F_GETLK, F_SETLK, F_SETLKW or the same of OFD locks; bytes: struct flock, both ways;
                 // error EAGAIN where it has to wait
  stop_waiting,  // whoever asked with F_SETLKW or F_OFD_SETLKW does not wait any longer
};

struct Request {
  Operation operation{};
  std::uint32_t bytes{};  // that follow
  std::uint64_t file{};
  std::uint64_t number{};
  std::int64_t argument{};
};

struct Reply {
  std::int64_t result{};
  std::int32_t error{};   // errno, 0 when the call succeeded
  std::uint32_t bytes{};  // that follow
};

// What the driver reads in sg_io_hdr_t (or in struct cdrom_generic_command) and in the memory that it points to. The
// CDB and the data follow, each where it is there and the driver would look at it.
struct ScsiRequest {
  std::int32_t interface_id{};
  std::int32_t direction{};  // SG_DXFER_...
  std::uint32_t cdb_bytes{};
  std::uint32_t transfer_bytes{};
  std::uint32_t timeout_milliseconds{};
  std::uint32_t flags{};
  std::uint32_t sense_room{};  // 0 where there is no memory for sense data
  std::uint32_t list_parts{};  // of a scatter list; 0: the data lie in one piece
  std::uint32_t list_bytes{};  // its parts together, at most largest_bytes
  std::int32_t list_error{};   // EFAULT or EINVAL where it is no list
  std::uint32_t has_cdb{};     // whether the pointers lead anywhere
  std::uint32_t has_data{};
  std::uint32_t sent_cdb_bytes{};  // that follow
};

// And what it writes.
struct ScsiReply {
  std::uint32_t duration_milliseconds{};
  std::uint32_t info{};
  std::int32_t residual{};
  std::uint16_t host_status{};
  std::uint16_t driver_status{};
  std::uint8_t status{};
  std::uint8_t sense_bytes{};
  std::array<std::uint8_t, 252> sense{};
};

// The same of SG_IO with a structure of version 4, which travels whole.
struct ScsiV4Request {
  sg_io_v4 header{};
  std::uint32_t sent_cdb_bytes{};
};
struct ScsiV4Reply {
  sg_io_v4 header{};
  std::array<std::uint8_t, 96> sense{};  // of which header.response_len count
};

struct MapRequest {
  std::int32_t protection{};  // PROT_...
  std::int32_t flags{};       // MAP_...
};

// A driver's bound on one transfer; more is refused before a byte of it is read.
inline constexpr std::uint32_t largest_bytes = 16U << 20;

}  // namespace conformance::preload::wire

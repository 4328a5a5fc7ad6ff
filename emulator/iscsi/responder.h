// The PDUs that a target sends: each gets its place in the session's numbering and goes to the writer. RFC 7143, iSCSI
// PDU Formats.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "emulator/iscsi/command_window.h"
#include "emulator/iscsi/data_out.h"
#include "emulator/iscsi/login.h"
#include "emulator/iscsi/numbers.h"
#include "emulator/iscsi/pdu_writer.h"
#include "emulator/scsi/status.h"

namespace emulator::iscsi {

// What was not transferred of the expected length. RFC 7143, SCSI Response, Residual Count.
struct Residual {
  bool overflow{};
  bool underflow{};
  std::uint32_t count{};
};

struct ScsiResponse {
  std::uint32_t initiator_task_tag{};
  scsi::Status status{};
  Residual residual;
  std::uint32_t exp_data_sn{};  // Data-In and R2T PDUs that were sent for the command
  base::ByteBuffer sense;
};

struct DataIn {
  std::uint32_t initiator_task_tag{};
  std::uint32_t data_sn{};
  std::uint32_t buffer_offset{};
  bool is_final{};                        // of its burst
  std::optional<Residual> status_good{};  // the response, in the last PDU of a command that succeeded
  std::vector<scsi::Slice> data;
};

struct TextResponse {
  std::uint32_t initiator_task_tag{};
  std::uint32_t target_transfer_tag{no_tag};  // another tag when the exchange goes on
  bool continues{};                           // the text ends here only because the initiator takes no more at once
  base::ByteBuffer text;
};

class Responder {
 public:
  explicit Responder(PduWriter& writer) : writer_(writer) {}

  // Before the first response there is no window; the login's first request opens it.
  void open_window(std::uint32_t first_cmd_sn, std::uint32_t commands) { window_.emplace(first_cmd_sn, commands); }
  [[nodiscard]] CommandWindow& window() { return *window_; }
  // What the initiator has not taken yet.
  [[nodiscard]] std::size_t pending() const { return writer_.pending(); }

  void login(const Header& request, const LoginAnswer& answer, std::uint16_t tsih);
  void scsi(const ScsiResponse& response);
  void data_in(DataIn part);
  void ready_to_transfer(std::uint64_t lun, std::uint32_t initiator_task_tag, const Solicitation& wanted);
  void task_management(std::uint32_t initiator_task_tag, TaskResponse response);
  void text(TextResponse response);
  void logout(std::uint32_t initiator_task_tag, LogoutResponse response);
  // The answer to a ping.
  void nop_in(std::uint32_t initiator_task_tag, base::Bytes data);
  // A ping of our own, or news of the command window when the tag is none.
  void unasked_nop_in(std::uint32_t target_transfer_tag);
  void reject(const Pdu& pdu, RejectReason reason);

 private:
  enum class StatSn : std::uint8_t {
    used,     // a response: takes the next number
    carried,  // shows the next number and leaves it
    absent
  };
  [[nodiscard]] Header begin(Opcode opcode, std::uint32_t initiator_task_tag, StatSn numbering);

  PduWriter& writer_;
  std::optional<CommandWindow> window_;
  std::uint32_t stat_sn_{1};
};

}  // namespace emulator::iscsi

// A session after its login: commands and their data, task management, text, NOP and logout. RFC 7143, Full Feature
// Phase.
#pragma once

#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "emulator/iscsi/discovery.h"
#include "emulator/iscsi/portal_group.h"
#include "emulator/iscsi/responder.h"
#include "emulator/iscsi/task.h"

namespace emulator::iscsi {

class FullFeature {
 public:
  struct Surroundings {
    Session& session;
    PortalGroup& group;
    Responder& responder;
    std::string address;  // how this side was reached
  };
  FullFeature(Surroundings surroundings, const Admission& admission, std::uint16_t cid, const Parameters& parameters);

  void receive(const Pdu& pdu, base::Instant now);
  // Executes what can be executed and answers what is due.
  void advance(base::Instant now);
  [[nodiscard]] std::optional<base::Instant> wake_at() const;
  // Whether answers are held because the initiator does not take them, and what is to be done once it has.
  [[nodiscard]] bool has_backlog() const;
  void go_on_answering(base::Instant now) { answer_due_tasks(now); }

  void ping();
  [[nodiscard]] bool has_logged_out() const { return has_logged_out_; }
  // Ends all commands of the session without a response.
  void drop_tasks();

 private:
  // --- numbering (full_feature.cpp)
  void receive_numbered(const Pdu& pdu, base::Instant now);
  void handle(const Pdu& pdu, base::Instant now);
  void handle_early(base::Instant now);
  void keep_for_later(const Pdu& pdu, std::uint32_t cmd_sn);
  void nop_out(const Pdu& pdu);
  void text(const Pdu& pdu);
  [[nodiscard]] bool make_text_answer();
  void logout(const Pdu& pdu);
  void reject(const Pdu& pdu, RejectReason reason);

  // --- commands (scsi_commands.cpp)
  void scsi_command(const Pdu& pdu);
  void scsi_data_out(const Pdu& pdu);
  [[nodiscard]] std::optional<RejectReason> refuse_command(const Pdu& pdu) const;
  [[nodiscard]] bool fits(const Task& task) const;
  void queue_complete_tasks();
  void execute_queued_tasks(base::Instant now);
  void answer_due_tasks(base::Instant now);
  std::list<Task>::iterator end_task(std::list<Task>::iterator task);
  [[nodiscard]] std::list<Task>::iterator find_task(std::uint32_t initiator_task_tag);

  // --- faults (lost_reply.cpp)
  void lose(const Task& task, base::Instant now);
  void lose_power(base::Instant now);

  // --- task management (task_management.cpp)
  void task_management(const Pdu& pdu, base::Instant now);
  [[nodiscard]] TaskResponse abort_task(const Pdu& pdu);
  void drop_tasks_of_others();
  void reset_unit(scsi::ResetKind kind, base::Instant now);

  // A PDU that came before one with a lower number.
  struct Early {
    Header header;
    base::ByteBuffer additional_headers;
    base::ByteBuffer data;
    bool data_digest_is_wrong{};
  };

  Surroundings around_;
  Admission admission_;
  std::uint16_t cid_;
  Parameters parameters_;
  std::list<Task> tasks_;            // in the order in which they came
  std::deque<std::uint32_t> ended_;  // task tags of ended commands for which Data-Out may still come
  std::map<std::uint32_t, Early> early_;
  std::optional<TextExchange> text_;
  std::uint32_t last_transfer_tag_{};
  bool has_logged_out_{};

  [[nodiscard]] std::uint32_t fresh_transfer_tag();
};

}  // namespace emulator::iscsi

// Gathers the data-out of one command: what came with it, what follows unasked, and what is asked for. RFC 7143, Data
// Transfer Overview; R2T.
#pragma once

#include <cstdint>
#include <optional>

#include "emulator/base/bytes.h"
#include "emulator/iscsi/negotiation.h"
#include "emulator/iscsi/pdu_reader.h"
#include "emulator/scsi/sense.h"

namespace emulator::iscsi {

// One sequence that the target asks for.
struct Solicitation {
  std::uint32_t target_transfer_tag{};
  std::uint32_t r2t_sn{};
  std::uint32_t offset{};
  std::uint32_t length{};
};

class DataOut {
 public:
  // Nothing to gather.
  DataOut() = default;
  // `immediate` came in the command's PDU; `more_follows` when its F bit is clear.
  DataOut(std::uint32_t expected, base::Bytes immediate, bool more_follows, const Parameters& parameters);

  // What still comes is taken and thrown away: the command is over already.
  void discard();

  void receive(const Pdu& data_out);

  // The next sequence to ask for, when one has to be and nothing is on its way.
  [[nodiscard]] bool wants_solicitation() const;
  Solicitation solicit(std::uint32_t target_transfer_tag);

  // Everything is there, or something went wrong and nothing more is on its way.
  [[nodiscard]] bool is_complete() const;
  [[nodiscard]] const std::optional<scsi::Sense>& failure() const { return failure_; }
  [[nodiscard]] base::Bytes bytes() const { return bytes_; }
  // Whether Data-Out for this command may still be on its way.
  [[nodiscard]] bool is_open() const { return train_.has_value(); }
  [[nodiscard]] std::uint32_t solicitations() const { return solicitations_; }

 private:
  // A sequence of Data-Out PDUs that ends with F=1.
  struct Train {
    std::uint32_t target_transfer_tag{};
    std::uint32_t end{};      // the offset after its last byte
    std::uint32_t next_sn{};  // DataSN
  };
  void fail(const scsi::Sense& sense);

  std::uint32_t expected_{};
  std::uint32_t max_burst_{};
  base::ByteBuffer bytes_;
  std::optional<Train> train_;
  std::optional<scsi::Sense> failure_;
  bool discards_{};
  std::uint32_t solicitations_{};
};

}  // namespace emulator::iscsi

// A drive with the patience that every command needs: unit attentions are taken and the command sent again, a drive
// that is becoming ready or busy is waited for, sense data is decoded. Knows TEST UNIT READY and REQUEST SENSE alone.
#pragma once

#include <expected>

#include "driver/mmc/drive_error.h"
#include "driver/transport/clock.h"
#include "driver/transport/transport.h"

namespace driver::mmc {

// Told while the drive makes its host wait, and of what it said on the side.
class WaitListener {
 public:
  virtual ~WaitListener() = default;
  virtual void waiting(const Sense& reason, base::Duration so_far) = 0;
  // A command succeeded, and the drive had something to say (RECOVERED ERROR), or had lost attention (UNIT ATTENTION).
  virtual void remarked(const Sense& remark) = 0;
};

// Limits on what a drive can make its host do.
struct Patience {
  int attentions{8};                                // unit attentions in a row before a command fails
  base::Duration busy{std::chrono::minutes{60}};    // a long operation; IMAPI gives up an erase after an hour
  base::Duration loading{std::chrono::minutes{5}};  // becoming ready: libburn waits 300 s for a load
  base::Duration first_pause{std::chrono::milliseconds{20}};
  base::Duration longest_pause{std::chrono::seconds{1}};
};

// Whether a command may be sent again when the medium may have changed or the drive was reset before it. Reading may;
// what is part of a burn may not, since the burn is gone or the disc is another one.
enum class OnChange : std::uint8_t { send_again, fail };

struct Request {
  base::ByteBuffer cdb;
  base::Bytes data_out;          // alive until the command has ended
  std::size_t expected_bytes{};  // room for data-in
  std::chrono::milliseconds timeout{30'000};
  OnChange on_change{OnChange::send_again};
};

class Device {
 public:
  explicit Device(transport::Transport& transport, transport::Clock& clock, WaitListener* listener = nullptr,
                  const Patience& patience = {})
      : transport_(transport), clock_(clock), listener_(listener), patience_(patience) {}

  // The data that came in, empty when none was expected.
  std::expected<base::ByteBuffer, DriveError> execute(const Request& request);

  // The same in two parts, so that the caller can prepare the next command's data while the drive works on this one.
  // The request must live until end() has returned.
  void begin(const Request& request);
  std::expected<base::ByteBuffer, DriveError> end();

  // TEST UNIT READY until GOOD. While the drive is becoming ready or busy it waits; all else is an error.
  std::expected<void, DriveError> wait_until_ready(OnChange on_change = OnChange::send_again);

  [[nodiscard]] std::size_t largest_transfer() const { return transport_.largest_transfer(); }
  [[nodiscard]] transport::Clock& clock() { return clock_; }
  void listen(WaitListener* listener) { listener_ = listener; }

 private:
  enum class Answer : std::uint8_t { good, attention, busy, failed };
  static Answer judge(const transport::Completion& completion, const std::optional<Sense>& sense, OnChange on_change);
  std::expected<base::ByteBuffer, DriveError> settle(
      std::expected<transport::Completion, transport::TransportError> first, const Request& request);
  std::expected<void, DriveError> wait_out(const DriveError& busy, const Request& request, base::Instant since);
  std::expected<transport::Completion, transport::TransportError> send(const Request& request);
  std::optional<Sense> sense_of(transport::Completion& completion);

  transport::Transport& transport_;
  transport::Clock& clock_;
  WaitListener* listener_;
  Patience patience_;
  const Request* begun_{};
  std::expected<void, transport::TransportError> queued_;
};

}  // namespace driver::mmc

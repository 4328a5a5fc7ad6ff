#include "conformance/preload/scsi/local_drive.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <scsi/sg.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <optional>

namespace conformance::preload::scsi {
namespace {

namespace fs = std::filesystem;
using std::chrono::microseconds;
using Clock = std::chrono::steady_clock;

constexpr const char* block_folder = "/sys/class/block";

std::optional<std::uint32_t> number_after(std::string_view text, std::string_view word) {
  if (!text.starts_with(word)) return std::nullopt;
  text.remove_prefix(word.size());
  std::uint32_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return number;
}

// "2:0:0:1", the name of the SCSI device's folder: host, channel, id, LUN.
void take_place(std::string_view text, LocalAddress& address) {
  for (std::uint32_t* part : {&address.host, &address.channel, &address.id, &address.lun}) {
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), *part);
    if (error != std::errc()) return;
    text.remove_prefix(std::min<std::size_t>(static_cast<std::size_t>(stop - text.data()) + 1, text.size()));
  }
}

std::uint32_t generic_of(const fs::path& device) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(device / "scsi_generic", error)) {
    if (const auto number = number_after(entry.path().filename().string(), "sg")) return *number;
  }
  return 0;
}

class LocalDrive final : public Drive {
 public:
  LocalDrive(int descriptor, std::uint32_t lun) : descriptor_(descriptor), lun_(lun) {}
  LocalDrive(const LocalDrive&) = delete;
  LocalDrive& operator=(const LocalDrive&) = delete;
  ~LocalDrive() override { close(descriptor_); }

  Answer execute(const Command& command) override {
    const std::scoped_lock lock(mutex_);
    const auto start = Clock::now();
    Answer answer = is_connected_ ? run(command) : gone(command);
    answer.start = std::chrono::duration_cast<microseconds>(start - origin_);
    answer.duration = std::chrono::duration_cast<microseconds>(Clock::now() - start);
    return answer;
  }
  [[nodiscard]] bool is_connected() const override {
    const std::scoped_lock lock(mutex_);
    return is_connected_;
  }
  [[nodiscard]] std::uint64_t logical_unit_number() const override { return lun_; }
  // What USB and ATAPI bridges of optical drives take without being split by the kernel.
  [[nodiscard]] std::uint32_t largest_transfer() const override { return 128U << 10; }

 private:
  static Answer gone(const Command& command) {
    const auto length = command.direction == Direction::to_drive ? command.data_out.size() : std::size_t{command.room};
    return {.host = HostStatus::no_connect, .residual = static_cast<std::uint32_t>(length)};
  }

  Answer run(const Command& command) {
    Answer answer;
    base::ByteBuffer cdb = command.cdb;
    std::array<std::uint8_t, 252> sense{};  // the largest amount that SPC-4 allows
    sg_io_hdr_t header{};
    header.interface_id = 'S';
    header.cmdp = cdb.data();
    header.cmd_len = static_cast<unsigned char>(cdb.size());
    header.sbp = sense.data();
    header.mx_sb_len = static_cast<unsigned char>(sense.size());
    header.timeout = static_cast<unsigned>(command.timeout.count());
    header.dxfer_direction = SG_DXFER_NONE;
    if (command.direction == Direction::to_drive && !command.data_out.empty()) {
      header.dxfer_direction = SG_DXFER_TO_DEV;
      header.dxferp = const_cast<std::uint8_t*>(command.data_out.data());  // only read in this direction
      header.dxfer_len = static_cast<unsigned>(command.data_out.size());
    } else if (command.direction == Direction::from_drive && command.room > 0) {
      answer.data_in.resize(command.room);
      header.dxfer_direction = SG_DXFER_FROM_DEV;
      header.dxferp = answer.data_in.data();
      header.dxfer_len = command.room;
    }
    int result = -1;
    do {
      result = ioctl(descriptor_, SG_IO, &header);
    } while (result < 0 && errno == EINTR);
    if (result < 0) return fail(command, errno);
    return finish(header, sense, std::move(answer));
  }

  Answer fail(const Command& command, int error) {
    if (error == ENODEV || error == ENXIO) is_connected_ = false;
    Answer answer = gone(command);
    if (is_connected_) answer.host = HostStatus::error;
    return answer;
  }

  Answer finish(const sg_io_hdr_t& header, base::Bytes sense, Answer answer) {
    answer.host = static_cast<HostStatus>(header.host_status);
    answer.status = header.status;
    answer.residual = static_cast<std::uint32_t>(std::clamp(header.resid, 0, static_cast<int>(header.dxfer_len)));
    const base::Bytes kept = sense.first(std::min<std::size_t>(header.sb_len_wr, sense.size()));
    answer.sense.assign(kept.begin(), kept.end());
    if (!answer.data_in.empty()) answer.data_in.resize(header.dxfer_len - answer.residual);
    if (answer.status != good && answer.residual == 0) answer.data_in.clear();
    return answer;
  }

  int descriptor_;
  std::uint32_t lun_;
  Clock::time_point origin_{Clock::now()};
  mutable std::mutex mutex_;
  bool is_connected_{true};
};

}  // namespace

std::vector<LocalAddress> find_local_drives() {
  std::vector<LocalAddress> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(block_folder, error)) {
    const std::string name = entry.path().filename().string();
    const auto number = number_after(name, "sr");
    if (!number) continue;
    LocalAddress address{.path = "/dev/" + name, .sr = *number};
    const fs::path device = fs::canonical(entry.path() / "device", error);
    take_place(device.filename().string(), address);
    address.sg = generic_of(device);
    found.push_back(std::move(address));
  }
  std::ranges::sort(found, {}, &LocalAddress::sr);
  return found;
}

std::expected<std::unique_ptr<Drive>, std::string> open_local_drive(const LocalAddress& address) {
  // O_NONBLOCK: /dev/sr* would otherwise refuse to open without a medium.
  const int descriptor = open(address.path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) {
    return std::unexpected(fmt::format("{}: {}; run as a user who may use the drive", address.path, strerror(errno)));
  }
  return std::make_unique<LocalDrive>(descriptor, address.lun);
}

}  // namespace conformance::preload::scsi

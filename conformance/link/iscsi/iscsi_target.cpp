#include "conformance/link/iscsi/iscsi_target.h"

#include <random>

namespace conformance::link::iscsi {
namespace {

constexpr std::chrono::milliseconds logout_timeout{5'000};

class IscsiLink final : public Link {
 public:
  IscsiLink(Connection connection, std::uint64_t lun) : connection_(std::move(connection)), lun_(lun) {}
  ~IscsiLink() override {
    // A logout that fails leaves what a lost connection leaves; there is nobody to tell.
    if (!is_broken_) static_cast<void>(connection_.logout(logout_timeout));
  }
  IscsiLink(const IscsiLink&) = delete;
  IscsiLink& operator=(const IscsiLink&) = delete;

  std::expected<Answer, LinkError> exchange(const Command& command) override {
    if (is_broken_) return std::unexpected(LinkError{LinkError::Kind::lost, "the connection is of no use any more"});
    auto answer = connection_.command(command, command.lun.value_or(lun_));
    // After a command without an answer, its late answer would be taken for the next one's.
    if (!answer && answer.error().kind != LinkError::Kind::refused) is_broken_ = true;
    return answer;
  }

 private:
  Connection connection_;
  std::uint64_t lun_;
  bool is_broken_{};
};

}  // namespace

IscsiTarget::IscsiTarget(Url url, std::string description)
    : url_(std::move(url)), description_(std::move(description)) {
  // ISID of the random kind (RFC 7143, ISID): 80h, 24 random bits, 16 bits that count this program's sessions.
  // Another bbcheck at the same target must not take this one's sessions for its own.
  isid_ = std::uint64_t{0x80} << 40 | (std::uint64_t{std::random_device{}()} & 0xFF'FFFF) << 16;
}

std::uint64_t IscsiTarget::next_isid() { return isid_++; }

std::expected<Connection, LinkError> IscsiTarget::connect() {
  return Connection::login(url_.address, {.target_name = url_.target_name, .isid = next_isid()});
}

std::expected<Connection, LinkError> IscsiTarget::connect_for_discovery() {
  return Connection::login(url_.address, {.isid = next_isid()});
}

std::expected<std::unique_ptr<Link>, LinkError> IscsiTarget::open() {
  auto connection = connect();
  if (!connection) return std::unexpected(connection.error());
  return std::make_unique<IscsiLink>(*std::move(connection), lun_field(url_.lun));
}

}  // namespace conformance::link::iscsi

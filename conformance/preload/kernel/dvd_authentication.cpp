#include "conformance/preload/kernel/dvd_authentication.h"

#include <linux/cdrom.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace conformance::preload::kernel {
namespace {

// MMC-6, REPORT KEY command and SEND KEY command: key formats.
enum class KeyFormat : std::uint8_t {
  agid = 0x00,
  challenge = 0x01,
  key_1 = 0x02,
  key_2 = 0x03,
  title_key = 0x04,
  asf = 0x05,
  set_rpc = 0x06,
  rpc_state = 0x08,
  invalidate_agid = 0x3F,
};

// Header and key of each format, in both commands.
std::uint8_t length_of(KeyFormat format) {
  switch (format) {
    case KeyFormat::agid:
    case KeyFormat::asf:
    case KeyFormat::set_rpc:
    case KeyFormat::rpc_state:
      return 8;
    case KeyFormat::challenge:
      return 16;
    case KeyFormat::key_1:
    case KeyFormat::key_2:
    case KeyFormat::title_key:
      return 12;
    case KeyFormat::invalidate_agid:
      break;
  }
  return 0;
}

base::ByteBuffer key_cdb(std::uint8_t operation_code, unsigned agid, KeyFormat format) {
  base::ByteBuffer cdb(12);
  cdb[0] = operation_code;
  cdb[9] = length_of(format);
  cdb[10] = static_cast<std::uint8_t>(agid << 6 | static_cast<unsigned>(format));
  return cdb;
}

using Reply = std::expected<base::ByteBuffer, Errno>;

// As long as the driver's buffer, with zeros where nothing came.
Reply report_key(Device& device, unsigned agid, KeyFormat format, std::uint32_t lba = 0) {
  constexpr std::size_t buffer_bytes = 20;
  base::ByteBuffer cdb = key_cdb(GPCMD_REPORT_KEY, agid, format);
  for (unsigned i = 0; i < 4; ++i) cdb[2 + i] = static_cast<std::uint8_t>(lba >> (24 - 8 * i));
  auto reply = device.packet(cdb, length_of(format));
  if (!reply) return std::unexpected(reply.error().error);
  reply->resize(buffer_bytes);
  return std::move(*reply);
}

Answer send_key(Device& device, unsigned agid, KeyFormat format, base::Bytes key, const dvd_authinfo& after) {
  constexpr std::size_t header_bytes = 4;
  base::ByteBuffer list(length_of(format));
  list[1] = static_cast<std::uint8_t>(list.size() - 2);
  std::ranges::copy(key, list.begin() + header_bytes);
  const auto done = device.packet(key_cdb(GPCMD_SEND_KEY, agid, format), 0, list);
  if (!done) return std::unexpected(done.error().error);
  return answer_with(after);
}

// What the drive said, put into the structure.
template <typename Fill>
Answer reported(const Reply& reply, dvd_authinfo info, Fill fill) {
  if (!reply) return std::unexpected(reply.error());
  fill(*reply, info);
  return answer_with(info);
}

Answer report(Device& device, const dvd_authinfo& info) {
  using Bytes = const base::ByteBuffer&;
  switch (info.type) {
    case DVD_LU_SEND_AGID:
      return reported(report_key(device, info.lsa.agid, KeyFormat::agid), info,
                      [](Bytes reply, dvd_authinfo& to) { to.lsa.agid = (reply[7] >> 6) & 0x3; });
    case DVD_LU_SEND_KEY1:
      return reported(report_key(device, info.lsk.agid, KeyFormat::key_1), info, [](Bytes reply, dvd_authinfo& to) {
        std::copy_n(reply.begin() + 4, sizeof to.lsk.key, to.lsk.key);
      });
    case DVD_LU_SEND_CHALLENGE:
      return reported(report_key(device, info.lsc.agid, KeyFormat::challenge), info, [](Bytes reply, dvd_authinfo& to) {
        std::copy_n(reply.begin() + 4, sizeof to.lsc.chal, to.lsc.chal);
      });
    case DVD_LU_SEND_TITLE_KEY:
      return reported(
          report_key(device, info.lstk.agid, KeyFormat::title_key, static_cast<std::uint32_t>(info.lstk.lba)), info,
          [](Bytes reply, dvd_authinfo& to) {
            to.lstk.cpm = (reply[4] >> 7) & 0x1;
            to.lstk.cp_sec = (reply[4] >> 6) & 0x1;
            to.lstk.cgms = (reply[4] >> 4) & 0x3;
            std::copy_n(reply.begin() + 5, sizeof to.lstk.title_key, to.lstk.title_key);
          });
    case DVD_LU_SEND_ASF:
      return reported(report_key(device, info.lsasf.agid, KeyFormat::asf), info,
                      [](Bytes reply, dvd_authinfo& to) { to.lsasf.asf = reply[7] & 0x1; });
    case DVD_LU_SEND_RPC_STATE:
      return reported(report_key(device, 0, KeyFormat::rpc_state), info, [](Bytes reply, dvd_authinfo& to) {
        to.lrpcs.type = (reply[4] >> 6) & 0x3;
        to.lrpcs.vra = (reply[4] >> 3) & 0x7;
        to.lrpcs.ucca = reply[4] & 0x7;
        to.lrpcs.region_mask = reply[5];
        to.lrpcs.rpc_scheme = reply[6];
      });
    case DVD_INVALIDATE_AGID:
      return reported(report_key(device, info.lsa.agid, KeyFormat::invalidate_agid), info,
                      [](Bytes /*reply*/, dvd_authinfo& /*to*/) {});
    default:
      return std::unexpected(not_mine);
  }
}

}  // namespace

Answer dvd_authentication(Device& device, base::Bytes bytes) {
  const auto given = argument_as<dvd_authinfo>(bytes);
  if (!given) return std::unexpected(given.error());
  if (!device.can(CDC_DVD)) return std::unexpected(ENOSYS);
  dvd_authinfo after = *given;
  switch (given->type) {
    case DVD_HOST_SEND_CHALLENGE:
      after.type = DVD_LU_SEND_KEY1;
      return send_key(device, given->hsc.agid, KeyFormat::challenge, given->hsc.chal, after);
    case DVD_HOST_SEND_KEY2:
      after.type = DVD_AUTH_ESTABLISHED;
      return send_key(device, given->hsk.agid, KeyFormat::key_2, given->hsk.key, after);
    case DVD_HOST_SEND_RPC_STATE:
      return send_key(device, 0, KeyFormat::set_rpc, {&given->hrpcs.pdrc, 1}, after);
    default:
      return report(device, *given);
  }
}

}  // namespace conformance::preload::kernel

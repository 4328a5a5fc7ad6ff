#include "conformance/preload/shim/ioctl_shape.h"

#include <linux/blkzoned.h>
#include <linux/cdrom.h>
#include <linux/fs.h>
#include <scsi/scsi.h>
#include <scsi/scsi_ioctl.h>
#include <scsi/sg.h>

#include <algorithm>
#include <array>

namespace conformance::preload::shim {
namespace {

// What glibc's and Debian's headers leave out.
constexpr unsigned long scsi_ioctl_get_pci = 0x5387;
constexpr unsigned long sg_get_access_count = 0x2289;
constexpr unsigned long block_get_disk_sequence = _IOR(0x12, 128, std::uint64_t);

constexpr std::size_t host_name_room = 64;  // of a name as long as the kernel's are
constexpr std::size_t pci_name_room = 20;

constexpr IoctlShape reads(unsigned long request, std::size_t in) {
  return {.request = request, .in = static_cast<std::uint16_t>(in), .is_pointer = true};
}
constexpr IoctlShape writes(unsigned long request, std::size_t out) {
  return {.request = request, .out = static_cast<std::uint16_t>(out), .is_pointer = true};
}
constexpr IoctlShape both(unsigned long request, std::size_t in, std::size_t out) {
  return {.request = request,
          .in = static_cast<std::uint16_t>(in),
          .out = static_cast<std::uint16_t>(out),
          .is_pointer = true};
}

constexpr std::array shapes{
    // cdrom
    reads(CDROMPLAYMSF, sizeof(cdrom_msf)),
    reads(CDROMPLAYTRKIND, sizeof(cdrom_ti)),
    reads(CDROMPLAYBLK, sizeof(cdrom_blk)),
    writes(CDROMREADTOCHDR, sizeof(cdrom_tochdr)),
    both(CDROMREADTOCENTRY, sizeof(cdrom_tocentry), sizeof(cdrom_tocentry)),
    reads(CDROMVOLCTRL, sizeof(cdrom_volctrl)),
    writes(CDROMVOLREAD, sizeof(cdrom_volctrl)),
    both(CDROMSUBCHNL, sizeof(cdrom_subchnl), sizeof(cdrom_subchnl)),
    both(CDROMREADMODE2, sizeof(cdrom_msf), CD_FRAMESIZE_RAW0),
    both(CDROMREADMODE1, sizeof(cdrom_msf), CD_FRAMESIZE),
    both(CDROMREADRAW, sizeof(cdrom_msf), CD_FRAMESIZE_RAW),
    both(CDROMMULTISESSION, sizeof(cdrom_multisession), sizeof(cdrom_multisession)),
    writes(CDROM_GET_MCN, sizeof(cdrom_mcn)),
    writes(CDROM_NEXT_WRITABLE, sizeof(long)),
    writes(CDROM_LAST_WRITTEN, sizeof(long)),
    both(CDROM_TIMED_MEDIA_CHANGE, sizeof(cdrom_timed_media_change_info), sizeof(cdrom_timed_media_change_info)),
    both(DVD_READ_STRUCT, sizeof(dvd_struct), sizeof(dvd_struct)),
    both(DVD_AUTH, sizeof(dvd_authinfo), sizeof(dvd_authinfo)),
    // sg, and what sr and bsg take of it
    reads(SG_SET_TIMEOUT, sizeof(int)),
    writes(SG_EMULATED_HOST, sizeof(int)),
    writes(SG_GET_COMMAND_Q, sizeof(int)),
    reads(SG_SET_COMMAND_Q, sizeof(int)),
    writes(SG_GET_RESERVED_SIZE, sizeof(int)),
    reads(SG_SET_RESERVED_SIZE, sizeof(int)),
    writes(SG_GET_SCSI_ID, sizeof(sg_scsi_id)),
    writes(SG_GET_LOW_DMA, sizeof(int)),
    reads(SG_SET_FORCE_PACK_ID, sizeof(int)),
    writes(SG_GET_PACK_ID, sizeof(int)),
    writes(SG_GET_NUM_WAITING, sizeof(int)),
    reads(SG_SET_DEBUG, sizeof(int)),
    writes(SG_GET_SG_TABLESIZE, sizeof(int)),
    writes(SG_GET_VERSION_NUM, sizeof(int)),
    reads(SG_NEXT_CMD_LEN, sizeof(int)),
    reads(SG_SCSI_RESET, sizeof(int)),
    writes(SG_GET_REQUEST_TABLE, sizeof(sg_req_info) * SG_MAX_QUEUE),
    reads(SG_SET_KEEP_ORPHAN, sizeof(int)),
    writes(SG_GET_KEEP_ORPHAN, sizeof(int)),
    writes(sg_get_access_count, sizeof(int)),
    writes(SCSI_IOCTL_GET_IDLUN, 2 * sizeof(int)),
    writes(SCSI_IOCTL_GET_BUS_NUMBER, sizeof(int)),
    both(SCSI_IOCTL_PROBE_HOST, sizeof(int), host_name_room),
    writes(scsi_ioctl_get_pci, pci_name_room),
    // block
    writes(BLKROGET, sizeof(int)),
    writes(BLKGETSIZE, sizeof(long)),
    writes(BLKRAGET, sizeof(long)),
    writes(BLKFRAGET, sizeof(long)),
    reads(BLKROSET, sizeof(int)),
    reads(BLKBSZSET, sizeof(int)),
    writes(BLKSECTGET, sizeof(int)),  // of sg; sr writes a short
    writes(BLKROTATIONAL, sizeof(unsigned short)),
    writes(BLKDISCARDZEROES, sizeof(int)),
    writes(BLKGETZONESZ, sizeof(int)),
    writes(BLKGETNRZONES, sizeof(int)),
    writes(block_get_disk_sequence, sizeof(std::uint64_t)),
    writes(BLKSSZGET, sizeof(int)),
    writes(BLKBSZGET, sizeof(int)),
    writes(BLKGETSIZE64, sizeof(std::uint64_t)),
    writes(BLKIOMIN, sizeof(int)),
    writes(BLKIOOPT, sizeof(int)),
    writes(BLKALIGNOFF, sizeof(int)),
    writes(BLKPBSZGET, sizeof(int)),
};

}  // namespace

std::optional<IoctlShape> shape_of(unsigned long request) {
  const auto* const found = std::ranges::find(shapes, request, &IoctlShape::request);
  return found == shapes.end() ? std::nullopt : std::optional(*found);
}

}  // namespace conformance::preload::shim

#include "conformance/preload/program/proc_files.h"

#include <fmt/core.h>
#include <linux/cdrom.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string_view>

#include "conformance/preload/program/bsg_major.h"

namespace conformance::preload::program {
namespace {

using Devices = std::vector<std::unique_ptr<kernel::Device>>;

struct Row {
  std::string_view title;
  std::uint32_t capability{};
};
// The rows of /proc/sys/dev/cdrom/info (drivers/cdrom/cdrom.c, cdrom_sysctl_info), tabulators included.
constexpr std::array<Row, 17> rows{{{"Can close tray:\t", CDC_CLOSE_TRAY},
                                    {"Can open tray:\t", CDC_OPEN_TRAY},
                                    {"Can lock tray:\t", CDC_LOCK},
                                    {"Can change speed:", CDC_SELECT_SPEED},
                                    {"Can select disk:", CDC_SELECT_DISC},
                                    {"Can read multisession:", CDC_MULTI_SESSION},
                                    {"Can read MCN:\t", CDC_MCN},
                                    {"Reports media changed:", CDC_MEDIA_CHANGED},
                                    {"Can play audio:\t", CDC_PLAY_AUDIO},
                                    {"Can write CD-R:\t", CDC_CD_R},
                                    {"Can write CD-RW:", CDC_CD_RW},
                                    {"Can read DVD:\t", CDC_DVD},
                                    {"Can write DVD-R:", CDC_DVD_R},
                                    {"Can write DVD-RAM:", CDC_DVD_RAM},
                                    {"Can read MRW:\t", CDC_MRW},
                                    {"Can write MRW:\t", CDC_MRW_W},
                                    {"Can write RAM:\t", CDC_RAM}}};

// The kernel names the drive that it found last first.
template <typename Cell>
std::string row_of(std::string_view title, const Devices& devices, Cell cell) {
  std::string text(title);
  for (auto device = devices.rbegin(); device != devices.rend(); ++device) text += "\t" + cell(**device);
  return text + "\n";
}

std::string cdrom_info(const Devices& devices) {
  std::string text = "CD-ROM information, Id: cdrom.c 3.20 2003/12/17\n\n";
  text += row_of("drive name:\t", devices, [](const auto& device) { return fmt::format("sr{}", device.names().sr); });
  text += row_of("drive speed:\t", devices, [](const auto& device) { return fmt::format("{}", device.speed()); });
  text += row_of("drive # of slots:", devices, [](const auto&) { return std::string("1"); });
  for (const Row& row : rows) {
    text += row_of(row.title, devices, [&](const auto& device) {
      return std::string((device.capabilities() & row.capability) != 0 ? "1" : "0");
    });
  }
  return text + "\n\n";
}

std::string scsi_list(const Devices& devices) {
  std::string text = "Attached devices:\n";
  for (const auto& device : devices) {
    const kernel::Address address = device->address();
    const kernel::Identity& identity = device->identity();
    text += fmt::format("Host: scsi{} Channel: {:02} Id: {:02} Lun: {:02}\n", address.host, address.channel, address.id,
                        address.lun);
    text += fmt::format("  Vendor: {} Model: {} Rev: {}\n", identity.vendor, identity.product, identity.revision);
    text += fmt::format("  Type:   CD-ROM                           ANSI  SCSI revision: {:02x}\n", identity.version);
  }
  return text;
}

std::string sg_devices(const Devices& devices) {
  std::string text;
  for (const auto& device : devices) {
    const kernel::Address address = device->address();
    text += fmt::format("{}\t{}\t{}\t{}\t{}\t1\t1\t0\t1\n", address.host, address.channel, address.id, address.lun,
                        device->identity().type);
  }
  return text;
}

std::string sg_names(const Devices& devices) {
  std::string text;
  for (const auto& device : devices) {
    const kernel::Identity& identity = device->identity();
    text += fmt::format("{}\t{}\t{}\n", identity.vendor, identity.product, identity.revision);
  }
  return text;
}

std::string real_text(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The real list with the drivers of ours in their places: by number, characters before blocks.
std::string driver_list() {
  std::string text = real_text("/proc/devices");
  const auto insert = [&](std::string_view heading, unsigned number, std::string_view name) {
    const std::size_t start = text.find(heading);
    const std::string wanted = fmt::format("{:3} {}\n", number, name);
    if (start == text.npos || text.find('\n' + wanted) != text.npos) return;
    std::size_t line = text.find('\n', start) + 1;
    while (line < text.size() && text[line] != '\n' && std::strtoul(text.c_str() + line, nullptr, 10) < number) {
      line = text.find('\n', line) + 1;
    }
    text.insert(line, wanted);
  };
  insert("Character devices:", 21, "sg");
  insert("Character devices:", bsg_major(), "bsg");
  insert("Block devices:", 11, "sr");
  return text;
}

// The real list with the drives that have a disc: major, minor, kibibytes, name (block/genhd.c, show_partition).
std::string partitions(const Devices& devices) {
  std::string text = real_text("/proc/partitions");
  if (text.empty()) text = "major minor  #blocks  name\n\n";
  for (const auto& device : devices) {
    const std::string name = fmt::format("sr{}", device->names().sr);
    const std::uint64_t bytes = device->capacity().bytes;
    if (bytes == 0 || text.find(" " + name + "\n") != text.npos) continue;
    text += fmt::format("{:4}  {:7} {:10} {}\n", 11, device->names().sr, bytes / 1024, name);
  }
  return text;
}

bool is_ours(std::string_view source, const Devices& devices) {
  constexpr std::array<std::string_view, 4> links{"/dev/cdrom", "/dev/cdrw", "/dev/dvd", "/dev/dvdrw"};
  const auto has_name = [&](const auto& device) {
    const std::uint32_t number = device->names().sr;
    return source == fmt::format("/dev/sr{}", number) || source == fmt::format("/dev/scd{}", number);
  };
  return std::ranges::find(links, source) != links.end() || std::ranges::any_of(devices, has_name);
}

}  // namespace

std::optional<std::string> mounts_without(const Devices& devices, std::string_view list) {
  std::string kept;
  std::size_t total = list.size();
  while (!list.empty()) {
    const std::string_view line = list.substr(0, std::min(list.find('\n'), list.size() - 1) + 1);
    if (!is_ours(line.substr(0, line.find(' ')), devices)) kept += line;
    list.remove_prefix(line.size());
  }
  return kept.size() == total ? std::nullopt : std::optional(std::move(kept));
}

std::vector<ProcFile> proc_files(const Devices& devices) {
  std::vector<ProcFile> files{{"proc/devices", driver_list()},
                              {"proc/partitions", partitions(devices)},
                              {"proc/scsi/scsi", scsi_list(devices)},
                              {"proc/scsi/sg/device_hdr", "host\tchan\tid\tlun\ttype\topens\tqdepth\tbusy\tonline\n"},
                              {"proc/scsi/sg/devices", sg_devices(devices)},
                              {"proc/scsi/sg/device_strs", sg_names(devices)},
                              {"proc/scsi/sg/version", "30536\t3.5.36 [20140603]\n"},
                              {"proc/scsi/sg/def_reserved_size", "32768\n"},
                              {"proc/scsi/sg/allow_dio", "0\n"},
                              {"proc/sys/dev/cdrom/info", cdrom_info(devices)},
                              {"proc/sys/dev/cdrom/autoclose", "1\n"},
                              {"proc/sys/dev/cdrom/autoeject", "0\n"},
                              {"proc/sys/dev/cdrom/lock", "1\n"},
                              {"proc/sys/dev/cdrom/check_media", "0\n"},
                              {"proc/sys/dev/cdrom/debug", "0\n"}};
  if (auto mounts = mounts_without(devices, real_text("/proc/self/mounts"))) {
    files.emplace_back("proc/mounts", std::move(*mounts));
  }
  return files;
}

}  // namespace conformance::preload::program

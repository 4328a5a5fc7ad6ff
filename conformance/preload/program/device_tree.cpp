#include "conformance/preload/program/device_tree.h"

#include <fmt/core.h>

#include <fstream>

#include "conformance/preload/program/bsg_major.h"
#include "conformance/preload/program/proc_files.h"

namespace conformance::preload::program {
namespace {

namespace fs = std::filesystem;
using kernel::Device;

class Writer {
 public:
  explicit Writer(fs::path root) : root_(std::move(root)) {}

  void file(const fs::path& path, const std::string& text) {
    folder(path.parent_path());
    std::ofstream(root_ / path, std::ios::binary) << text;
  }
  void line(const fs::path& path, const std::string& text) { file(path, text + "\n"); }
  void folder(const fs::path& path) { fs::create_directories(root_ / path); }
  // A link from one place of the tree to another, relative as sysfs has them.
  void link(const fs::path& path, const fs::path& target) {
    folder(path.parent_path());
    fs::create_symlink(target.lexically_relative(path.parent_path()), root_ / path);
  }

 private:
  fs::path root_;
};

// Linux' names of one drive.
struct Names {
  explicit Names(const Device& device)
      : host(fmt::format("host{}", device.address().host)),
        target(fmt::format("target{}:{}:{}", device.address().host, device.address().channel, device.address().id)),
        unit(fmt::format("{}:{}:{}:{}", device.address().host, device.address().channel, device.address().id,
                         device.address().lun)),
        sr(fmt::format("sr{}", device.names().sr)),
        sg(fmt::format("sg{}", device.names().sg)),
        host_folder(fs::path("sys/devices/platform") / host),
        target_folder(host_folder / fmt::format("session{}", device.address().host + 1) / target),
        unit_folder(target_folder / unit) {}
  std::string host, target, unit, sr, sg;
  fs::path host_folder, target_folder, unit_folder;
};

void write_host(Writer& tree, const Names& names) {
  const fs::path folder = names.host_folder / "scsi_host" / names.host;
  tree.line(folder / "proc_name", "iscsi_tcp");
  tree.line(folder / "state", "running");
  tree.line(folder / "unique_id", "0");
  tree.link(folder / "device", names.host_folder);
  tree.link(fs::path("sys/class/scsi_host") / names.host, folder);
}

void write_unit(Writer& tree, const Names& names, const kernel::Identity& identity) {
  const fs::path& unit = names.unit_folder;
  tree.line(unit / "type", fmt::format("{}", identity.type));
  tree.line(unit / "vendor", identity.vendor);
  tree.line(unit / "model", identity.product);
  tree.line(unit / "rev", identity.revision);
  tree.line(unit / "scsi_level", fmt::format("{}", identity.version + 1));  // Linux counts SCSI-1 twice
  tree.line(unit / "state", "running");
  tree.line(unit / "queue_depth", "1");
  tree.line(unit / "device_blocked", "0");
  tree.line(unit / "timeout", "30");
  tree.line(unit / "modalias", "scsi:t-0x05");
  tree.file(unit / "uevent", "DEVTYPE=scsi_device\nDRIVER=sr\nMODALIAS=scsi:t-0x05\n");
  tree.link(unit / "subsystem", "sys/bus/scsi");
  tree.link(unit / "generic", unit / "scsi_generic" / names.sg);
  tree.link(unit / "scsi_device" / names.unit / "device", unit);
  tree.link(fs::path("sys/class/scsi_device") / names.unit, unit / "scsi_device" / names.unit);
  tree.link(fs::path("sys/bus/scsi/devices") / names.unit, unit);
  tree.link(fs::path("sys/bus/scsi/devices") / names.target, names.target_folder);
  tree.link(fs::path("sys/bus/scsi/devices") / names.host, names.host_folder);
  tree.link(fs::path("sys/bus/scsi/drivers/sr") / names.unit, unit);
}

void write_queue(Writer& tree, const fs::path& queue, Device& device) {
  const std::uint32_t most = device.drive().largest_transfer() / 1024;
  const std::uint32_t block = device.capacity().block_bytes;
  for (const char* name : {"max_sectors_kb", "max_hw_sectors_kb"}) tree.line(queue / name, fmt::format("{}", most));
  for (const char* name : {"logical_block_size", "physical_block_size", "hw_sector_size", "minimum_io_size"}) {
    tree.line(queue / name, fmt::format("{}", block));
  }
  tree.line(queue / "optimal_io_size", "0");
  tree.line(queue / "rotational", "1");
  tree.line(queue / "read_ahead_kb", "128");
  tree.line(queue / "scheduler", "[none]");
}

void write_block(Writer& tree, const Names& names, Device& device) {
  constexpr std::uint32_t sector_bytes = 512;
  const fs::path block = names.unit_folder / "block" / names.sr;
  const kernel::Capacity capacity = device.capacity();
  const std::string number = fmt::format("11:{}", device.names().sr);
  tree.line(block / "dev", number);
  tree.line(block / "size", fmt::format("{}", capacity.bytes / sector_bytes));
  tree.line(block / "removable", "1");
  tree.line(block / "ro", "0");
  tree.line(block / "range", "1");
  tree.line(block / "ext_range", "1");  // libblkid takes a block device without it for a partition
  tree.line(block / "hidden", "0");
  tree.line(block / "events", "media_change eject_request");
  tree.file(block / "uevent",
            fmt::format("MAJOR=11\nMINOR={}\nDEVNAME={}\nDEVTYPE=disk\n", device.names().sr, names.sr));
  tree.link(block / "device", names.unit_folder);
  tree.link(block / "subsystem", "sys/class/block");
  write_queue(tree, block / "queue", device);
  tree.link(fs::path("sys/block") / names.sr, block);
  tree.link(fs::path("sys/class/block") / names.sr, block);
  tree.link(fs::path("sys/dev/block") / number, block);
}

void write_generic(Writer& tree, const Names& names, const Device& device) {
  const fs::path generic = names.unit_folder / "scsi_generic" / names.sg;
  const std::string number = fmt::format("21:{}", device.names().sg);
  tree.line(generic / "dev", number);
  tree.file(generic / "uevent", fmt::format("MAJOR=21\nMINOR={}\nDEVNAME={}\n", device.names().sg, names.sg));
  tree.link(generic / "device", names.unit_folder);
  tree.link(generic / "subsystem", "sys/class/scsi_generic");
  tree.link(fs::path("sys/class/scsi_generic") / names.sg, generic);
  tree.link(fs::path("sys/dev/char") / number, generic);
}

// The name is the SCSI device's own. The number is counted from the first drive.
void write_bsg(Writer& tree, const Names& names, std::size_t minor) {
  const fs::path bsg = names.unit_folder / "bsg" / names.unit;
  const std::string number = fmt::format("{}:{}", bsg_major(), minor);
  tree.line(bsg / "dev", number);
  tree.file(bsg / "uevent", fmt::format("MAJOR={}\nMINOR={}\nDEVNAME=bsg/{}\n", bsg_major(), minor, names.unit));
  tree.link(bsg / "device", names.unit_folder);
  tree.link(bsg / "subsystem", "sys/class/bsg");
  tree.link(fs::path("sys/class/bsg") / names.unit, bsg);
  tree.link(fs::path("sys/dev/char") / number, bsg);
}

// Names alone: what they are the shim says.
void write_dev(Writer& tree, const Names& names, bool is_first) {
  tree.file(fs::path("dev") / names.sr, "");
  tree.file(fs::path("dev") / names.sg, "");
  tree.file(fs::path("dev/bsg") / names.unit, "");
  tree.link(fs::path("dev") / ("scd" + names.sr.substr(2)), fs::path("dev") / names.sr);
  if (!is_first) return;
  for (const char* link : {"cdrom", "cdrw", "dvd", "dvdrw"}) {
    tree.link(fs::path("dev") / link, fs::path("dev") / names.sr);
  }
}

void write_all(Writer& tree, const std::vector<std::unique_ptr<Device>>& devices) {
  std::size_t minor = 0;
  for (const auto& device : devices) {
    const Names names(*device);
    write_host(tree, names);
    write_unit(tree, names, device->identity());
    write_block(tree, names, *device);
    write_generic(tree, names, *device);
    write_bsg(tree, names, minor++);
    write_dev(tree, names, device == devices.front());
  }
  for (const auto& [path, text] : proc_files(devices)) tree.file(path, text);
}

}  // namespace

std::expected<DeviceTree, std::string> DeviceTree::create(const std::vector<std::unique_ptr<Device>>& devices) {
  auto folder = TemporaryFolder::create();
  if (!folder) return std::unexpected(folder.error());
  DeviceTree made{std::move(*folder)};
  // Other users' children of the program must be able to look.
  fs::permissions(made.root(), fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec |
                                   fs::perms::others_read | fs::perms::others_exec);
  try {
    Writer writer(made.root());
    write_all(writer, devices);
  } catch (const fs::filesystem_error& failure) {
    return std::unexpected(fmt::format("{}; set TMPDIR to a folder with room", failure.what()));
  }
  return made;
}

}  // namespace conformance::preload::program

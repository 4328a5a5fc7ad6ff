#include "conformance/preload/program/drives.h"

#include <fmt/core.h>

#include <cstdlib>

#include "conformance/preload/record/subject.h"
#include "conformance/preload/scsi/iscsi_drive.h"
#include "conformance/preload/scsi/local_drive.h"
#include "conformance/preload/wire.h"

namespace conformance::preload::program {
namespace {

namespace fs = std::filesystem;

// burn.bbt, burn.sr1.bbt, burn.sr2.bbt: the whole ending (.bbt.zst) stays.
fs::path trace_path(const fs::path& path, std::size_t index, kernel::Names names) {
  if (index == 0) return path;
  const std::string name = path.filename().string();
  const std::size_t dot = std::min(name.find('.', 1), name.size());
  return path.parent_path() / fmt::format("{}.sr{}{}", name.substr(0, dot), names.sr, name.substr(dot));
}

}  // namespace

std::expected<void, std::string> Drives::add(std::unique_ptr<scsi::Drive> drive, const std::string& what,
                                             kernel::Names names, kernel::Address address) {
  auto recorder = std::make_unique<record::RecordingDrive>(std::move(drive));
  recorders_.push_back(recorder.get());
  auto device = std::make_unique<kernel::Device>(std::move(recorder), names, address);
  if (const auto attached = device->attach(); !attached) {
    return std::unexpected(fmt::format("{}: {}", what, attached.error()));
  }
  devices.push_back(std::move(device));
  return {};
}

std::expected<Drives, std::string> Drives::attach(const std::vector<std::string>& urls) {
  Drives drives;
  for (const std::string& url : urls) {
    auto drive = scsi::connect_iscsi(url);
    if (!drive) return std::unexpected(drive.error().text);
    const auto index = static_cast<std::uint32_t>(drives.devices.size());
    const auto lun = static_cast<std::uint32_t>((*drive)->logical_unit_number());
    const auto added = drives.add(std::move(*drive), url, {.sr = index, .sg = index}, {.host = index, .lun = lun});
    if (!added) return std::unexpected(added.error());
  }
  if (!urls.empty()) return drives;
  drives.are_local_ = true;
  for (const scsi::LocalAddress& local : scsi::find_local_drives()) {
    auto drive = scsi::open_local_drive(local);
    if (!drive) return std::unexpected(drive.error());
    const auto added = drives.add(std::move(*drive), local.path, {.sr = local.sr, .sg = local.sg},
                                  {.host = local.host, .channel = local.channel, .id = local.id, .lun = local.lun});
    if (!added) return std::unexpected(added.error());
  }
  if (drives.devices.empty()) {
    return std::unexpected("this computer has no optical drive; give the address of one with --drive");
  }
  return drives;
}

std::expected<void, std::string> Drives::record(const fs::path& path, const std::string& command) {
  // Behind an address there is an emulator as a rule, and what an emulator says is never evidence.
  // So it is under another bbrun, whose drives this one takes for the computer's own.
  const bool is_attested = are_local_ && std::getenv(wire::environment_name) == nullptr;
  const trace::Provenance provenance{
      .source = "bbrun --record",
      .kind = is_attested ? trace::ProvenanceKind::attested : trace::ProvenanceKind::assumed,
      .comment = command};
  for (std::size_t i = 0; i < devices.size(); ++i) {
    const fs::path own = trace_path(path, i, devices[i]->names());
    const auto begun = recorders_[i]->begin(own, record::header_of(*devices[i], provenance));
    if (!begun) return begun;
  }
  return {};
}

std::expected<void, std::string> Drives::finish_recording() {
  std::expected<void, std::string> result;
  for (record::RecordingDrive* recorder : recorders_) {
    if (auto finished = recorder->finish(); !finished) result = std::move(finished);
  }
  return result;
}

std::vector<DriveFiles> Drives::files() const {
  std::vector<DriveFiles> all;
  for (const auto& device : devices) all.push_back({.names = device->names(), .address = device->address()});
  return all;
}

}  // namespace conformance::preload::program

// The verbs of test_drive.h, which all tests of this room link.
#include "emulator/mmc/test_drive.h"

#include <algorithm>
#include <utility>

#include "emulator/mmc/execute.h"

namespace emulator::mmc {
namespace {

base::ByteBuffer bytes_of(std::string_view hex) {
  auto bytes = base::parse_hex(hex);
  if (!bytes) ADD_FAILURE() << bytes.error();
  return *std::move(bytes);
}

std::string hex_of(std::uint8_t value) { return base::format_hex(base::ByteBuffer{value}); }

}  // namespace

media::Result<std::vector<scsi::Segment>> StatedMedium::read(base::BlockRange range) const {
  if (range.first < base::Lba{0} || range.end() > stated_last_readable + base::BlockCount{1}) {
    return std::unexpected(scsi::sense::logical_block_address_out_of_range);
  }
  std::vector<scsi::Segment> segments;
  for (base::Lba at = range.first; at < range.end(); at += base::BlockCount{1}) {
    const auto block = blocks.find(at.value);
    segments.emplace_back(block == blocks.end() ? base::ByteBuffer(base::block_bytes) : block->second);
  }
  return segments;
}

media::Result<void> StatedMedium::write(const media::WriteJob& job, const media::WriteParameters&) {
  if (refusal) return std::unexpected(*refusal);
  for (std::int64_t i = 0; i < job.range.count.value; ++i) {
    const base::Bytes block = job.data.subspan(static_cast<std::size_t>(i) * job.block_size, job.block_size);
    blocks[job.range.first.value + i] = base::ByteBuffer(block.begin(), block.end());
  }
  return {};
}

media::Result<scsi::FlushEpoch> StatedMedium::synchronize(const media::WriteParameters&) {
  if (refusal) return std::unexpected(*refusal);
  return scsi::FlushEpoch{++epoch};
}

media::Result<scsi::FlushEpoch> StatedMedium::close(const media::CloseJob& job, const media::WriteParameters&) {
  if (refusal) return std::unexpected(*refusal);
  closes.push_back(job);
  return scsi::FlushEpoch{++epoch};
}

media::Result<void> StatedMedium::reserve(base::BlockCount count, const media::WriteParameters&) {
  if (refusal) return std::unexpected(*refusal);
  reserved = count;
  return {};
}

media::Result<scsi::FlushEpoch> StatedMedium::format(const media::Format& wanted) {
  if (!formatted.empty() || number != media::ProfileNumber::bd_r_sequential) return Medium::format(wanted);
  if (refusal) return std::unexpected(*refusal);
  formatted.push_back(wanted);
  return checkpoint();
}

media::Result<scsi::FlushEpoch> StatedMedium::blank(const media::BlankJob& job) {
  if (number != media::ProfileNumber::cd_rw) return Medium::blank(job);
  if (refusal) return std::unexpected(*refusal);
  blanked.push_back(job);
  return checkpoint();
}

media::Result<void> StatedMedium::send_cue_sheet(const std::vector<media::CueEntry>& sheet,
                                                 const media::WriteParameters&) {
  if (refusal) return std::unexpected(*refusal);
  cue_sheet = sheet;
  return {};
}

bool StatedMedium::flush(scsi::FlushEpoch until) {
  flushes.push_back(until);
  return true;
}

drive::DriveProfile profile_of(const std::string& model) {
  auto profile = drive::load_drive_profile(BURNBENCH_SOURCE_DIR "/profiles/drives/" + model + ".json");
  if (!profile) ADD_FAILURE() << profile.error();
  return *std::move(profile);
}

TestDrive::TestDrive(drive::DriveOptions options, const std::string& model)
    : TestDrive(std::move(options), profile_of(model)) {}

TestDrive::TestDrive(drive::DriveOptions options, drive::DriveProfile profile)
    : drive(std::move(profile), std::move(options)) {
  drive.nexus_began(one_host);
  drive.attentions().take(one_host);
}

TestDrive TestDrive::with(media::ProfileNumber number, const std::string& model) {
  auto disc = std::make_unique<StatedMedium>();
  disc->number = number;
  StatedMedium* seen = disc.get();
  TestDrive bench({.disc = std::move(disc)}, model);
  bench.disc_ = seen;
  return bench;
}

scsi::Reply TestDrive::send(std::string_view cdb, base::Bytes data_out, scsi::NexusId nexus) {
  scsi::Request request{.nexus = nexus, .lun = lun, .data_out = data_out};
  std::ranges::copy(bytes_of(cdb), request.cdb.bytes.begin());
  return execute(drive, request, now);
}

std::string TestDrive::data(std::string_view cdb, scsi::NexusId nexus) {
  const scsi::Reply reply = send(cdb, {}, nexus);
  EXPECT_EQ(reply.status, scsi::Status::good) << cdb << " met " << sense_text(reply);
  return base::format_hex(scsi::gather(reply.segments));
}

std::string TestDrive::outcome(std::string_view cdb, base::Bytes data_out, scsi::NexusId nexus) {
  return sense_text(send(cdb, data_out, nexus));
}

std::string TestDrive::outcome(std::string_view cdb, std::string_view data_out_hex) {
  return outcome(cdb, base::Bytes{bytes_of(data_out_hex)});
}

std::string TestDrive::sense_text(const scsi::Reply& reply) {
  if (reply.status == scsi::Status::reservation_conflict) return "RESERVATION CONFLICT";
  if (reply.status == scsi::Status::good) return "GOOD";
  if (!reply.sense) return "no sense";
  return hex_of(static_cast<std::uint8_t>(reply.sense->key)).substr(1) + "/" + hex_of(reply.sense->asc) + "/" +
         hex_of(reply.sense->ascq);
}

std::string TestDrive::pointed(std::string_view cdb, base::Bytes data_out) {
  const scsi::Reply reply = send(cdb, data_out);
  if (!reply.sense || !reply.sense->field) return "nothing, but " + sense_text(reply);
  const scsi::FieldPointer& field = *reply.sense->field;
  std::string text = field.where == scsi::FieldPointer::Where::cdb ? "cdb " : "list ";
  text += std::to_string(field.byte);
  if (field.bit) text += "." + std::to_string(*field.bit);
  return text;
}

std::string TestDrive::pointed(std::string_view cdb, std::string_view data_out_hex) {
  return pointed(cdb, base::Bytes{bytes_of(data_out_hex)});
}

}  // namespace emulator::mmc

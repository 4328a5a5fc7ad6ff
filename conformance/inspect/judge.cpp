#include "conformance/inspect/judge.h"

#include <algorithm>

#include "conformance/inspect/iso9660/attribute_record.h"
#include "conformance/inspect/iso9660/hierarchy_judge.h"
#include "conformance/inspect/iso9660/path_table.h"
#include "conformance/inspect/iso9660/volume.h"

namespace conformance::inspect {
namespace {

void judge_hierarchy(const ByteSource& source, const iso9660::Hierarchy& hierarchy, const iso9660::ReadOptions& options,
                     Findings& findings) {
  for (const iso9660::Directory& directory : hierarchy.directories) {
    iso9660::judge_directory(hierarchy, directory, findings);
    for (const iso9660::Record& record : directory.records) {
      iso9660::judge_attribute_record(source, record, options,
                                      {iso9660::part_name(hierarchy.kind), directory.path, record.byte}, findings);
    }
  }
  iso9660::judge_depth(hierarchy, findings);
  iso9660::judge_path_tables(source, hierarchy, options, findings);
}

std::size_t files_of(const iso9660::Hierarchy& hierarchy) {
  std::size_t files = 0;
  for (const iso9660::Directory& directory : hierarchy.directories) {
    files += static_cast<std::size_t>(std::ranges::count_if(directory.records, [](const iso9660::Record& record) {
      return !record.is_directory() && !record.continues();
    }));
  }
  return files;
}

}  // namespace

bool Judgement::is_broken() const {
  return std::ranges::any_of(findings, [](const Finding& finding) { return finding.level == Level::required; });
}

std::expected<Judgement, std::string> judge(const ByteSource& source, const JudgeOptions& options) {
  Findings findings{options.most_findings};
  const iso9660::ReadOptions read{
      .first_address = options.first_address, .session_start = options.session_start, .limits = {}};
  const auto volume = iso9660::read_volume(source, read, findings);
  if (!volume) return std::unexpected(volume.error());
  for (const iso9660::Hierarchy& hierarchy : volume->hierarchies) judge_hierarchy(source, hierarchy, read, findings);
  iso9660::judge_space(source, *volume, read, findings);
  const iso9660::Hierarchy& first = volume->hierarchies.front();
  return Judgement{.findings = findings.all(),
                   .left_off = findings.left_off(),
                   .has_joliet = volume->hierarchies.size() > 1,
                   .directories = first.directories.size(),
                   .files = files_of(first)};
}

std::expected<Judgement, std::string> judge_file(const std::filesystem::path& file, const JudgeOptions& options) {
  const auto source = FileSource::open(file);
  if (!source) return std::unexpected(source.error());
  return judge(*source, options);
}

}  // namespace conformance::inspect

// The judge of images: reads one with code of its own and says what breaks ECMA-119 or the Joliet Specification.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "conformance/inspect/byte_source.h"
#include "conformance/inspect/finding.h"

namespace conformance::inspect {

struct JudgeOptions {
  // The address of the image's first block: 0 for a whole disc, its session's start for the image of a later session.
  std::uint32_t first_address{};
  // Where the session begins that is judged: the same, or within a whole disc.
  std::uint32_t session_start{};
  std::size_t most_findings{1000};
};

struct Judgement {
  std::vector<Finding> findings;
  std::size_t left_off{};  // findings beyond most_findings
  bool has_joliet{};
  std::size_t directories{}, files{};  // of the ISO 9660 hierarchy, the root among them

  // Whether a clause is broken that programs in use keep.
  [[nodiscard]] bool is_broken() const;
};

// The error says why there is nothing to judge, and what to do: the file cannot be read, or is no ISO 9660 image.
[[nodiscard]] std::expected<Judgement, std::string> judge(const ByteSource& source, const JudgeOptions& options = {});
[[nodiscard]] std::expected<Judgement, std::string> judge_file(const std::filesystem::path& file,
                                                               const JudgeOptions& options = {});

}  // namespace conformance::inspect

#include "conformance/runner/text_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "emulator/base/replaceable.h"

namespace conformance::runner {
namespace {

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Closer>;

std::unexpected<std::string> system_reason() { return std::unexpected<std::string>(std::strerror(errno)); }

}  // namespace

std::expected<std::string, std::string> read_text(const std::string& file) {
  const File stream{std::fopen(file.c_str(), "rbe")};
  if (stream == nullptr) return system_reason();
  std::string text;
  char space[1U << 16];
  while (const std::size_t got = std::fread(space, 1, sizeof(space), stream.get())) text.append(space, got);
  if (std::ferror(stream.get()) != 0) return system_reason();
  return text;
}

std::expected<void, std::string> write_text(const std::string& file, std::string_view text) {
  const auto target = base::replaceable(file);
  if (!target) return std::unexpected(target.error());
  const std::string partial = target->string() + ".partial";
  File stream{std::fopen(partial.c_str(), "wbe")};
  if (stream == nullptr) return system_reason();
  const bool is_taken = std::fwrite(text.data(), 1, text.size(), stream.get()) == text.size();
  const bool is_whole = std::fclose(stream.release()) == 0 && is_taken;
  if (is_whole && std::rename(partial.c_str(), target->c_str()) == 0) return {};
  const auto reason = system_reason();
  std::remove(partial.c_str());
  return reason;
}

}  // namespace conformance::runner

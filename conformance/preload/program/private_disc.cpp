#include "conformance/preload/program/private_disc.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "conformance/preload/program/bbdrive_process.h"

namespace conformance::preload::program {
namespace {

namespace fs = std::filesystem;

// The name that `bbdrive disc info --json` gives in its first line.
std::expected<std::string, std::string> medium_of(const fs::path& bbdrive, const fs::path& disc) {
  const auto output = output_of({bbdrive.string(), "disc", "info", disc.string(), "--json"});
  if (!output) return std::unexpected(output.error());
  const auto line = nlohmann::json::parse(output->substr(0, output->find('\n')), nullptr, false);
  if (line.is_object() && line.contains("medium") && line["medium"].is_string()) {
    return line["medium"].get<std::string>();
  }
  return std::unexpected(fmt::format("{}: {} does not say what medium it is; install both programs again",
                                     disc.string(), bbdrive.string()));
}

}  // namespace

std::expected<void, std::string> prepare_disc(const fs::path& bbdrive, const fs::path& disc,
                                              const std::optional<std::string>& medium) {
  std::error_code error;
  if (!fs::exists(disc, error)) {
    if (!medium) {
      return std::unexpected(
          fmt::format("{}: no such disc; say with --medium which blank disc to make", disc.string()));
    }
    const auto made = output_of({bbdrive.string(), "disc", "new", disc.string(), "--medium", *medium, "--json"});
    if (!made) return std::unexpected(made.error());
    return {};
  }
  if (!medium) return {};
  const auto found = medium_of(bbdrive, disc);
  if (!found) return std::unexpected(found.error());
  if (*found == *medium) return {};
  return std::unexpected(fmt::format("{}: a {}, not a {}; leave --medium out to use it, or keep a new disc elsewhere",
                                     disc.string(), *found, *medium));
}

}  // namespace conformance::preload::program

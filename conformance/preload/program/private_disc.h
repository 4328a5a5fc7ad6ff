// The disc of a drive of bbrun's own: made for the run, or kept from an earlier one.
#pragma once

#include <expected>
#include <filesystem>
#include <optional>
#include <string>

namespace conformance::preload::program {

// A disc file that is not there is made, blank, of the medium. One that is there has to be of the medium, where one is
// named. Error: a line for the user; empty where bbdrive has said on standard error what is wrong.
std::expected<void, std::string> prepare_disc(const std::filesystem::path& bbdrive, const std::filesystem::path& disc,
                                              const std::optional<std::string>& medium);

}  // namespace conformance::preload::program

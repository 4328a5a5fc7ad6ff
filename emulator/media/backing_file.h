// A host file as the store sees it. The only place of this room that touches the file system; a test supplies a file
// that fails or forgets.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "emulator/base/bytes.h"
#include "emulator/media/media_error.h"

namespace emulator::media {

// A read-only view of a part of a file from `offset`; later writes to the file show in it.
struct Mapping {
  std::shared_ptr<const void> keep;
  base::Bytes bytes;
  std::int64_t offset{};
};

class BackingFile {
 public:
  virtual ~BackingFile() = default;

  [[nodiscard]] virtual std::int64_t size() const = 0;
  // All of `out` or false.
  [[nodiscard]] virtual bool read(std::int64_t offset, base::MutableBytes out) const = 0;
  // All of `bytes` or false; the file grows as needed.
  [[nodiscard]] virtual bool write(std::int64_t offset, base::Bytes bytes) = 0;
  // fdatasync: what was written is on the disk when this returns true.
  [[nodiscard]] virtual bool synchronize() = 0;
  // Room on the file system for bytes to come; the file's size stays. A wish: it may be refused silently.
  virtual void allocate(std::int64_t offset, std::int64_t length) = 0;
  // No bytes when it cannot be had.
  [[nodiscard]] virtual Mapping map(std::int64_t offset, std::int64_t length) const = 0;
  // Whether a part of a mapping can be touched. Not when another program has cut the file short, or when its disk gives
  // an error: the touch would end this program by SIGBUS.
  [[nodiscard]] virtual bool is_there(const Mapping& mapping, base::Bytes part) const = 0;
};

enum class FileAccess : std::uint8_t { shared_read, exclusive_write };

// Opens and locks: shared for reading, exclusive for writing. in_use when another program's lock is in the way.
[[nodiscard]] MediaResult<std::unique_ptr<BackingFile>> open_file(const std::filesystem::path& file, FileAccess access);

// A file that is not there until publish(): without a name where the file system can do that, else with a temporary
// name that goes away with this object.
class UnpublishedFile {
 public:
  virtual ~UnpublishedFile() = default;
  [[nodiscard]] virtual BackingFile& file() = 0;
  // Gives it its name, unless that exists by now.
  [[nodiscard]] virtual MediaResult<void> publish() = 0;
};

[[nodiscard]] MediaResult<std::unique_ptr<UnpublishedFile>> create_file(const std::filesystem::path& file);

}  // namespace emulator::media

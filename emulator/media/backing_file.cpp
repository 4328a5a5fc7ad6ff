#include "emulator/media/backing_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <iterator>
#include <system_error>
#include <utility>

namespace emulator::media {
namespace {

constexpr auto writable_folder = "; name a file in a folder that you may write to";

std::string reason(int error) { return std::generic_category().message(error); }

std::size_t page_bytes() { return static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)); }

bool holds_blocks(int number) {
  struct stat status{};
  return ::fstat(number, &status) == 0 && (S_ISREG(status.st_mode) || S_ISBLK(status.st_mode));
}

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

class PosixFile final : public BackingFile {
 public:
  explicit PosixFile(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}
  PosixFile(const PosixFile&) = delete;
  PosixFile& operator=(const PosixFile&) = delete;
  // Closing alone would leave the lock to a mapping that still lives, in an answer that nobody takes: mmap(2) keeps the
  // open file, and flock(2) belongs to that.
  ~PosixFile() override { ::flock(number(), LOCK_UN); }

  [[nodiscard]] int number() const { return descriptor_.number(); }

  [[nodiscard]] std::int64_t size() const override {
    struct stat status{};
    if (::fstat(number(), &status) != 0) return 0;
    if (!S_ISBLK(status.st_mode)) return status.st_size;
    return ::lseek(number(), 0, SEEK_END);  // every read names its offset
  }

  [[nodiscard]] bool read(std::int64_t offset, base::MutableBytes out) const override {
    while (!out.empty()) {
      const ssize_t count = ::pread(number(), out.data(), out.size(), offset);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return false;
      out = out.subspan(static_cast<std::size_t>(count));
      offset += count;
    }
    return true;
  }

  [[nodiscard]] bool write(std::int64_t offset, base::Bytes bytes) override {
    while (!bytes.empty()) {
      const ssize_t count = ::pwrite(number(), bytes.data(), bytes.size(), offset);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return false;
      bytes = bytes.subspan(static_cast<std::size_t>(count));
      offset += count;
    }
    return true;
  }

  [[nodiscard]] bool synchronize() override { return ::fdatasync(number()) == 0; }

  void allocate(std::int64_t offset, std::int64_t length) override {
    // A file system without it answers EOPNOTSUPP, and then a full one shows when the bytes come.
    static_cast<void>(::fallocate(number(), FALLOC_FL_KEEP_SIZE, offset, length));
  }

  [[nodiscard]] Mapping map(std::int64_t offset, std::int64_t length) const override {
    if (length == 0) return {};
    const auto size = static_cast<std::size_t>(length);
    void* const start = ::mmap(nullptr, size, PROT_READ, MAP_SHARED | MAP_NORESERVE, number(), offset);
    if (start == MAP_FAILED) return {};
    return {std::shared_ptr<const void>(start, [size](const void* view) { ::munmap(const_cast<void*>(view), size); }),
            {static_cast<const std::uint8_t*>(start), size},
            offset};
  }

  [[nodiscard]] bool is_there(const Mapping& mapping, base::Bytes part) const override {
    if (part.empty()) return true;
    const std::int64_t end = mapping.offset + (part.data() - mapping.bytes.data()) + std::ssize(part);
    if (end > size()) return false;
    // Brings the pages in and says what a touch would come to: madvise(2), MADV_POPULATE_READ. Kernels before 5.14 know
    // it not (EINVAL), and then the size has to do.
    const std::size_t before = reinterpret_cast<std::uintptr_t>(part.data()) % page_bytes();
    void* const first_page = const_cast<std::uint8_t*>(part.data()) - before;
    return ::madvise(first_page, before + part.size(), MADV_POPULATE_READ) == 0 || errno == EINVAL;
  }

 private:
  Descriptor descriptor_;
};

std::unexpected<MediaError> failure(MediaError::Kind kind, const std::filesystem::path& file, std::string_view text) {
  return std::unexpected(MediaError{kind, fmt::format("{}: {}", file.string(), text)});
}

class PosixUnpublishedFile final : public UnpublishedFile {
 public:
  // `temporary` is empty for a file without a name.
  PosixUnpublishedFile(Descriptor descriptor, std::filesystem::path target, std::filesystem::path temporary)
      : file_(std::move(descriptor)), target_(std::move(target)), temporary_(std::move(temporary)) {}
  PosixUnpublishedFile(const PosixUnpublishedFile&) = delete;
  PosixUnpublishedFile& operator=(const PosixUnpublishedFile&) = delete;
  ~PosixUnpublishedFile() override {
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
  }

  [[nodiscard]] BackingFile& file() override { return file_; }

  [[nodiscard]] MediaResult<void> publish() override {
    const int failed = temporary_.empty()
                           ? ::linkat(AT_FDCWD, fmt::format("/proc/self/fd/{}", file_.number()).c_str(), AT_FDCWD,
                                      target_.c_str(), AT_SYMLINK_FOLLOW)
                           : ::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, target_.c_str(), RENAME_NOREPLACE);
    if (failed == 0) {
      temporary_.clear();
      return {};
    }
    if (errno == EEXIST) return failure(MediaError::Kind::exists, target_, "exists already; choose another name");
    return failure(MediaError::Kind::cannot_write, target_, "cannot be made: " + reason(errno) + writable_folder);
  }

 private:
  PosixFile file_;
  std::filesystem::path target_;
  std::filesystem::path temporary_;
};

}  // namespace

MediaResult<std::unique_ptr<BackingFile>> open_file(const std::filesystem::path& file, FileAccess access) {
  const bool writes = access == FileAccess::exclusive_write;
  // O_NONBLOCK: a pipe without a writer must not hold us until it has one; files and block devices know no such
  // waiting.
  Descriptor descriptor{::open(file.c_str(), (writes ? O_RDWR : O_RDONLY) | O_NONBLOCK | O_CLOEXEC)};
  if (!descriptor.is_open()) {
    const int error = errno;
    if (writes && error != ENOENT) {
      return failure(MediaError::Kind::cannot_write, file,
                     "cannot be opened for writing: " + reason(error) + "; make it writable or take a copy of it");
    }
    return failure(
        MediaError::Kind::not_found, file,
        "cannot be opened: " + reason(error) + "; name a file that is there, or make a disc with bbdrive disc new");
  }
  if (!holds_blocks(descriptor.number())) {
    return failure(MediaError::Kind::not_a_medium, file,
                   "is neither a file nor a block device; name a disc file or an image");
  }
  if (::flock(descriptor.number(), (writes ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0) {
    return failure(MediaError::Kind::in_use, file, "is in use by another program; eject it there first");
  }
  return std::make_unique<PosixFile>(std::move(descriptor));
}

MediaResult<std::unique_ptr<UnpublishedFile>> create_file(const std::filesystem::path& file) {
  if (std::error_code ignored; std::filesystem::exists(std::filesystem::symlink_status(file, ignored))) {
    return failure(MediaError::Kind::exists, file, "exists already; choose another name");
  }
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  constexpr mode_t mode = 0666;  // the umask decides
  Descriptor nameless{::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, mode)};
  if (nameless.is_open()) return std::make_unique<PosixUnpublishedFile>(std::move(nameless), file, "");

  const std::filesystem::path temporary = folder / fmt::format(".{}.new-{}", file.filename().string(), ::getpid());
  Descriptor named{::open(temporary.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode)};
  if (named.is_open()) return std::make_unique<PosixUnpublishedFile>(std::move(named), file, temporary);
  return failure(MediaError::Kind::cannot_write, file, "cannot be made: " + reason(errno) + writable_folder);
}

}  // namespace emulator::media

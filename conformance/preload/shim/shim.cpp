#include "conformance/preload/shim/shim.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string_view>

#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/streams.h"
#include "conformance/preload/shim/working_folder.h"

namespace conformance::preload::shim {
namespace {

enum class State : int { unstarted, starting, ready, aside };

// One a process, as its descriptor table is. Zero at load, so a hook may run before any constructor.
constinit std::atomic<State> state{State::unstarted};
constinit Shim instance;

// Takes a number and the character behind it off the front of the text.
template <typename Number>
bool take_number(std::string_view& text, Number& number, char end) {
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  if (text.empty()) return true;
  if (text.front() != end) return false;
  text.remove_prefix(1);
  return true;
}

bool take_word(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

bool is_the_rendezvous(int descriptor, std::uint64_t inode) {
  struct stat status{};
  return next::system(SYS_fstat, descriptor, &status) == 0 && S_ISSOCK(status.st_mode) && status.st_ino == inode;
}

void after_fork_in_child() {
  if (state.load() != State::ready) return;
  instance.client.start_again_in_child();
  instance.descriptors.set_owner(getpid());
}

[[gnu::constructor]] void start_at_load() {
  if (shim() != nullptr) take_standard_streams();
}

}  // namespace

bool Shim::start(Shim& place, const char* text) {
  if (text == nullptr) return false;
  std::string_view rest(text);
  int descriptor = -1;
  std::uint64_t inode = 0;
  std::uint64_t run = 0;
  if (!take_number(rest, descriptor, ':') || !take_number(rest, inode, ':') || !take_number(rest, run, ':') ||
      !take_number(rest, place.bsg_major, ':')) {
    return false;
  }
  if (!is_the_rendezvous(descriptor, inode)) return false;
  const std::size_t colon = rest.find(':');
  if (colon == rest.npos || rest.size() - colon > place.tree_.size()) return false;
  const std::string_view tree = rest.substr(colon + 1);
  place.tree_length_ = tree.size();
  std::copy(tree.begin(), tree.end(), place.tree_.begin());
  rest = rest.substr(0, colon);
  while (!rest.empty() && place.drive_count < most_drives) {
    DriveNames& names = place.drives[place.drive_count++];
    if (!take_word(rest, "sr") || !take_number(rest, names.sr, '=')) return false;
    if (!take_word(rest, "sg") || !take_number(rest, names.sg, '=')) return false;
    for (std::size_t i = 0; i < names.bsg.size(); ++i) {
      if (!take_number(rest, names.bsg[i], i + 1 < names.bsg.size() ? '.' : ',')) return false;
    }
  }
  if (!place.inheritance.set(text)) return false;
  place.client.set_rendezvous(descriptor);
  place.client.set_owner(getpid());
  place.descriptors.set_run(run);
  place.descriptors.set_owner(getpid());
  place.descriptors.look_at_inherited();
  note_working_folder(place);
  return true;
}

Shim* shim() {
  State seen = state.load(std::memory_order_acquire);
  if (seen == State::ready) return &instance;
  if (seen != State::unstarted || !state.compare_exchange_strong(seen, State::starting)) return nullptr;
  const bool started = Shim::start(instance, std::getenv(wire::environment_name));
  if (started) pthread_atfork(nullptr, nullptr, after_fork_in_child);
  state.store(started ? State::ready : State::aside, std::memory_order_release);
  return started ? &instance : nullptr;
}

Shim* started_shim() { return state.load(std::memory_order_acquire) == State::ready ? &instance : nullptr; }

}  // namespace conformance::preload::shim

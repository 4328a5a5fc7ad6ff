// exec, spawn, system and popen: a child has the drives even when it is handed an environment without them. What is
// needed lies on the stack, since after vfork the parent's memory is the child's too.
#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>

#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/refused_program.h"
#include "conformance/preload/shim/shim.h"

namespace conformance::preload::shim {
namespace next {
using Words = char* const*;
inline constinit Next<int(const char*, Words, Words)> execve{"execve"};
inline constinit Next<int(const char*, Words, Words)> execvpe{"execvpe"};
inline constinit Next<int(int, Words, Words)> fexecve{"fexecve"};
inline constinit Next<int(int, const char*, Words, Words, int)> execveat{"execveat"};
using Actions = const posix_spawn_file_actions_t*;
using Attributes = const posix_spawnattr_t*;
inline constinit Next<int(pid_t*, const char*, Actions, Attributes, Words, Words)> posix_spawn{"posix_spawn"};
inline constinit Next<int(pid_t*, const char*, Actions, Attributes, Words, Words)> posix_spawnp{"posix_spawnp"};
inline constinit Next<int(const char*)> system_{"system"};
inline constinit Next<FILE*(const char*, const char*)> popen{"popen"};
}  // namespace next

namespace {

using next::Words;

// Calls `run` with the environment that a child is to have.
template <typename Run>
int with_drives(Words environment, Run run) {
  const Shim* here = started_shim();
  if (here == nullptr) return run(environment);
  const Missing missing = missing_of(environment, here->inheritance);
  if (missing.nothing()) return run(environment);
  auto** list = static_cast<char**>(__builtin_alloca((missing.count + 3) * sizeof(char*)));
  auto* text = static_cast<char*>(__builtin_alloca(preload_bytes(here->inheritance, missing)));
  complete(environment, here->inheritance, missing, list, text);
  return run(list);
}

struct Listed {
  va_list words;
};

// The words of a call that lists them, up to the null pointer, which is taken too.
template <typename Run>
int with_list(const char* first, Listed& listed, Run run) {
  va_list counted;
  va_copy(counted, listed.words);
  std::size_t count = 0;
  for (const char* word = first; word != nullptr; word = va_arg(counted, const char*)) ++count;
  va_end(counted);
  auto** list = static_cast<char**>(__builtin_alloca((count + 1) * sizeof(char*)));
  list[0] = const_cast<char*>(first);
  for (std::size_t i = 1; i <= count; ++i) list[i] = va_arg(listed.words, char*);
  return run(list);
}

int refuse() {
  errno = EACCES;
  return -1;
}

int become(const char* path, Words words, Words environment) {
  if (is_refused_program(AT_FDCWD, path)) return refuse();
  return with_drives(environment, [&](Words complete) { return next::execve(path, words, complete); });
}

int become_found(const char* name, Words words, Words environment) {
  if (is_refused_name(name)) return refuse();
  return with_drives(environment, [&](Words complete) { return next::execvpe(name, words, complete); });
}

// system() and popen() hand on the program's own environment.
void complete_own_environment() {
  const Shim* here = started_shim();
  if (here == nullptr || missing_of(environ, here->inheritance).nothing()) return;
  static_cast<void>(with_drives(environ, [&](Words complete) {
    for (Words variable = complete; *variable != nullptr; ++variable) {
      const std::string_view text(*variable);
      const std::size_t sign = text.find('=');
      const bool is_ours = text.starts_with(wire::environment_name) || text.starts_with("LD_PRELOAD=");
      if (!is_ours || sign >= 64) continue;
      std::array<char, 64> name{};
      text.copy(name.data(), sign);
      setenv(name.data(), *variable + sign + 1, 1);
    }
    return 0;
  }));
}

}  // namespace
}  // namespace conformance::preload::shim

using namespace conformance::preload;
using shim::next::Words;

extern "C" {

[[gnu::visibility("default")]] int execve(const char* path, Words words, Words environment) noexcept {
  return shim::become(path, words, environment);
}
[[gnu::visibility("default")]] int execv(const char* path, Words words) noexcept {
  return shim::become(path, words, environ);
}
[[gnu::visibility("default")]] int execvp(const char* name, Words words) noexcept {
  return shim::become_found(name, words, environ);
}
[[gnu::visibility("default")]] int execvpe(const char* name, Words words, Words environment) noexcept {
  return shim::become_found(name, words, environment);
}
[[gnu::visibility("default")]] int fexecve(int descriptor, Words words, Words environment) noexcept {
  if (shim::is_refused_file(descriptor)) return shim::refuse();
  return shim::with_drives(environment,
                           [&](Words complete) { return shim::next::fexecve(descriptor, words, complete); });
}
[[gnu::visibility("default")]] int execveat(int directory, const char* path, Words words, Words environment,
                                            int flags) noexcept {
  if (shim::is_refused_at(directory, path, flags)) return shim::refuse();
  return shim::with_drives(
      environment, [&](Words complete) { return shim::next::execveat(directory, path, words, complete, flags); });
}

[[gnu::visibility("default")]] int execl(const char* path, const char* word, ...) noexcept {
  shim::Listed listed;
  va_start(listed.words, word);
  const int result = shim::with_list(word, listed, [&](Words words) { return shim::become(path, words, environ); });
  va_end(listed.words);
  return result;
}
[[gnu::visibility("default")]] int execlp(const char* name, const char* word, ...) noexcept {
  shim::Listed listed;
  va_start(listed.words, word);
  const int result =
      shim::with_list(word, listed, [&](Words words) { return shim::become_found(name, words, environ); });
  va_end(listed.words);
  return result;
}
// The environment stands behind the null pointer.
[[gnu::visibility("default")]] int execle(const char* path, const char* word, ...) noexcept {
  shim::Listed listed;
  va_start(listed.words, word);
  const int result = shim::with_list(
      word, listed, [&](Words words) { return shim::become(path, words, va_arg(listed.words, char* const*)); });
  va_end(listed.words);
  return result;
}

[[gnu::visibility("default")]] int posix_spawn(pid_t* child, const char* path,
                                               const posix_spawn_file_actions_t* actions,
                                               const posix_spawnattr_t* attributes, Words words, Words environment) {
  if (shim::is_refused_program(AT_FDCWD, path)) return EACCES;
  return shim::with_drives(environment, [&](Words complete) {
    return shim::next::posix_spawn(child, path, actions, attributes, words, complete);
  });
}
[[gnu::visibility("default")]] int posix_spawnp(pid_t* child, const char* name,
                                                const posix_spawn_file_actions_t* actions,
                                                const posix_spawnattr_t* attributes, Words words, Words environment) {
  if (shim::is_refused_name(name)) return EACCES;
  return shim::with_drives(environment, [&](Words complete) {
    return shim::next::posix_spawnp(child, name, actions, attributes, words, complete);
  });
}

[[gnu::visibility("default")]] int system(const char* command) {
  shim::complete_own_environment();
  return shim::next::system_(command);
}
[[gnu::visibility("default")]] FILE* popen(const char* command, const char* mode) {
  shim::complete_own_environment();
  return shim::next::popen(command, mode);
}

}  // extern "C"

// What mastering costs: a tree in memory placed and emitted, a folder scanned and read through.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>

#include "driver/image/iso9660/volume.h"
#include "driver/image/mastering.h"
#include "driver/image/names.h"
#include "driver/image/test_trees.h"

namespace driver::image {
namespace {

// `count` files of `size` bytes, a hundred a folder.
Tree generated_tree(std::int64_t count, std::uint64_t size) {
  std::vector<Node> folders;
  for (std::int64_t number = 0; number < count; ++number) {
    if (number % 100 == 0) folders.push_back(folder_node("folder " + std::to_string(number / 100)));
    folders.back().children.push_back(
        file_node("a file of the tree, number " + std::to_string(number) + ".data", size));
  }
  return tree_of(std::move(folders));
}

void place_and_emit(benchmark::State& state) {
  const Tree tree = generated_tree(state.range(0), 1'000);
  for (auto _ : state) {
    const Placement placement = place(tree);
    auto image = iso9660::make_volume(placement, {.timestamp = 0});
    benchmark::DoNotOptimize(image);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(place_and_emit)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);

void number_equal_names(benchmark::State& state) {
  for (auto _ : state) {
    NameSet<std::string> names{30};
    for (std::int64_t number = 0; number < state.range(0); ++number) names.take({"EQUAL", ".TXT"}, "_");
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(number_equal_names)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);

void master_folder_and_read(benchmark::State& state) {
  ScratchFolder folder;
  const std::string content(10'000, 'x');
  for (std::int64_t number = 0; number < state.range(0); ++number) {
    folder.file(std::to_string(number / 100) + "/file " + std::to_string(number), content);
  }
  base::ByteBuffer buffer(64 * 2048);
  std::int64_t bytes = 0;
  for (auto _ : state) {
    auto mastered = master(folder.path(), {.timestamp = 0});
    const std::int64_t blocks = mastered->image->size().value;
    for (std::int64_t first = 0; first < blocks; first += 64) {
      const auto part = static_cast<std::size_t>(std::min<std::int64_t>(64, blocks - first)) * 2048;
      auto read = mastered->image->read(base::BlockCount{first}, base::MutableBytes{buffer}.first(part));
      benchmark::DoNotOptimize(read);
    }
    bytes += blocks * 2048;
  }
  state.SetBytesProcessed(bytes);
}
BENCHMARK(master_folder_and_read)->Arg(300)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace driver::image

// Generating a population: interactions per second and the most memory the process ever held.
#include <benchmark/benchmark.h>

#include <sys/resource.h>

#include <filesystem>

#include <unistd.h>

#include "data/synthetic.h"

using namespace up5;
using namespace up5::data;

namespace {

void generate(benchmark::State& state) {
    SyntheticOptions options;
    options.items = static_cast<int>(state.range(1));
    options.minHistory = 10;
    options.maxHistory = 40;
    options.users = static_cast<int>(state.range(0) / 25);
    options.attributes = {{"gender", 2, 1.0}, {"age", 3, 0.6}};
    const auto folder = std::filesystem::temp_directory_path() / ("up5-bench-" + std::to_string(::getpid()));
    std::int64_t interactions = 0;
    const auto count = [&](std::int64_t done, std::int64_t) { interactions = done; };
    for (auto _ : state) {
        benchmark::DoNotOptimize(generateDataset(options, folder, count, {}));
    }
    std::filesystem::remove_all(folder);
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    state.counters["interactions"] = static_cast<double>(interactions);
    state.counters["peak_MiB"] = static_cast<double>(usage.ru_maxrss) / 1024.0;
    state.SetItemsProcessed(interactions * static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(generate)
    ->ArgNames({"interactions", "items"})
    ->Args({1'000'000, 200})
    ->Args({10'000'000, 200})
    ->Args({10'000'000, 20'000})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

} // namespace

BENCHMARK_MAIN();

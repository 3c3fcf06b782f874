// Group figures of one metric at the size of MovieLens-1M: 6,040 users, 2 or 21 groups, 1,000 resamples
// within the groups and the given number of permutations.
#include <benchmark/benchmark.h>

#include "base/random_stream.h"
#include "metrics/group_fairness.h"

using namespace up5;
using namespace up5::metrics;

namespace {

void groupFairnessOfHits(benchmark::State& state) {
    const int numGroups = static_cast<int>(state.range(0));
    RandomStream random(1, "bench group fairness");
    std::vector<double> hits;
    std::vector<int> groups;
    for (int user = 0; user < 6040; ++user) {
        hits.push_back(random.bernoulli(0.3) ? 1.0 : 0.0);
        groups.push_back(user % numGroups);
    }
    GroupFairnessOptions options;
    options.permutation.permutations = static_cast<int>(state.range(1));
    for (auto _ : state) {
        benchmark::DoNotOptimize(groupFairness(hits, groups, numGroups, options));
    }
}
BENCHMARK(groupFairnessOfHits)
    ->Args({2, 999})
    ->Args({21, 999})
    ->Args({21, 9999})
    ->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();

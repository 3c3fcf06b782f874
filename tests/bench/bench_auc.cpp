// Bootstrap interval of a probe's AUC: sorted once and counted by weights, against computing the AUC of every
// resample anew. The shape is the largest of MovieLens-1M: 21 occupations, 604 test users, 1,000 resamples.
#include <benchmark/benchmark.h>

#include "base/random_stream.h"
#include "metrics/auc.h"

using namespace up5;
using namespace up5::metrics;

namespace {

struct Probe {
    Probe(int users, int numClasses) : classes(numClasses) {
        RandomStream random(1, "bench auc");
        for (int user = 0; user < users; ++user) {
            labels.push_back(user % classes);
            for (int c = 0; c < classes; ++c) {
                probabilities.push_back(random.uniform() + (c == user % classes ? 0.2 : 0.0));
            }
        }
    }
    int classes;
    std::vector<int> labels;
    std::vector<double> probabilities;
};

void sortedOnce(benchmark::State& state) {
    const Probe probe(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
    for (auto _ : state) {
        benchmark::DoNotOptimize(probeAuc(probe.labels, probe.probabilities, probe.classes, {}));
    }
}
BENCHMARK(sortedOnce)
    ->Args({604, 2})
    ->Args({604, 7})
    ->Args({604, 21})
    ->Args({2913, 5})
    ->Unit(benchmark::kMillisecond);

void everyResampleAnew(benchmark::State& state) {
    const Probe probe(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
    const auto columns = static_cast<std::size_t>(probe.classes);
    const auto plain = [&](std::span<const int> users) {
        std::vector<int> labels;
        std::vector<double> probabilities;
        for (const int user : users) {
            labels.push_back(probe.labels[static_cast<std::size_t>(user)]);
            const double* row = probe.probabilities.data() + static_cast<std::size_t>(user) * columns;
            probabilities.insert(probabilities.end(), row, row + columns);
        }
        return probeAucValue(labels, probabilities, probe.classes);
    };
    for (auto _ : state) {
        benchmark::DoNotOptimize(bootstrap(static_cast<int>(probe.labels.size()), plain, {}));
    }
}
BENCHMARK(everyResampleAnew)
    ->Args({604, 2})
    ->Args({604, 7})
    ->Args({604, 21})
    ->Args({2913, 5})
    ->Unit(benchmark::kMillisecond);

void meanOfHits(benchmark::State& state) {
    std::vector<double> hits(static_cast<std::size_t>(state.range(0)));
    for (std::size_t user = 0; user < hits.size(); ++user) {
        hits[user] = user % 3 == 0 ? 1.0 : 0.0;
    }
    for (auto _ : state) {
        benchmark::DoNotOptimize(bootstrapMean(hits, {}));
    }
}
BENCHMARK(meanOfHits)->Arg(6040)->Arg(29132)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();

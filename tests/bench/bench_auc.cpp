// Bootstrap interval of a probe's AUC: sorted once and counted by weights, against computing the AUC of every
// resample anew. The shape is the largest of MovieLens-1M: 21 occupations, 604 test users, 1,000 resamples.
// For two classes also DeLong's interval, and the tests of a difference of two models.
#include <benchmark/benchmark.h>

#include "base/random_stream.h"
#include "metrics/auc.h"
#include "metrics/delong.h"
#include "metrics/paired_auc.h"
#include "metrics/permutation.h"

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

/// Scores of class 1 of a probe of two classes.
std::vector<double> binaryScores(const Probe& probe) {
    std::vector<double> scores;
    for (std::size_t i = 1; i < probe.probabilities.size(); i += 2) {
        scores.push_back(probe.probabilities[i]);
    }
    return scores;
}

void deLong(benchmark::State& state) {
    const Probe probe(static_cast<int>(state.range(0)), 2);
    const std::vector<double> scores = binaryScores(probe);
    for (auto _ : state) {
        benchmark::DoNotOptimize(deLongAuc(probe.labels, scores));
    }
}
BENCHMARK(deLong)->Arg(604)->Arg(2913)->Unit(benchmark::kMillisecond);

void differenceByBootstrap(benchmark::State& state) {
    const Probe probe(604, static_cast<int>(state.range(0)));
    const std::vector<double> other(probe.probabilities.rbegin(), probe.probabilities.rend());
    for (auto _ : state) {
        benchmark::DoNotOptimize(
            bootstrapAucDifference(probe.labels, probe.probabilities, other, probe.classes, {}));
    }
}
BENCHMARK(differenceByBootstrap)->Arg(2)->Arg(21)->Unit(benchmark::kMillisecond);

void differenceBySwaps(benchmark::State& state) {
    const Probe probe(604, static_cast<int>(state.range(0)));
    const std::vector<double> other(probe.probabilities.rbegin(), probe.probabilities.rend());
    for (auto _ : state) {
        benchmark::DoNotOptimize(
            aucSwapTest(probe.labels, probe.probabilities, other, probe.classes, {.permutations = 999}));
    }
}
BENCHMARK(differenceBySwaps)->Arg(2)->Arg(21)->Unit(benchmark::kMillisecond);

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

// Refits of the permutation null at the size of MovieLens-1M: together, and one by one as the probe itself is
// fitted. 2,400 training users are those that an adversary leaves over, 4,800 all of them; 604 test users.
// Run with OPENBLAS_NUM_THREADS=1.
#include <cmath>

#include <benchmark/benchmark.h>

#include "base/random_stream.h"
#include "train/logistic_regression.h"
#include "train/permutation_null.h"

using namespace up5;

namespace {

constexpr int kTestUsers = 604;

/// Correlated states, as a backbone's are: a few directions hold most of the variance.
train::ProbeSet users(std::int64_t n, std::int64_t d, int classes) {
    torch::manual_seed(n);
    const torch::Tensor spread = torch::arange(1, d + 1, torch::kFloat32).pow(-0.5);
    torch::manual_seed(1);
    const torch::Tensor mixing = torch::randn({d, d});
    torch::manual_seed(n);
    train::ProbeSet set{(torch::randn({n, d}) * spread).matmul(mixing), {}, {}};
    RandomStream random(1, "bench");
    for (std::int64_t i = 0; i < n; ++i) {
        // Shares fall from class to class, as occupations' do.
        const double u = random.uniform();
        set.labels.push_back(static_cast<int>(u * u * classes));
    }
    return set;
}

/// Users, dimensions, classes, and −log10 of the penalty.
void sizes(benchmark::internal::Benchmark* benchmark) {
    benchmark->ArgNames({"users", "d", "classes", "minusLogPenalty"})
        ->ArgsProduct({{2400, 4800}, {64, 512}, {2, 21}, {2, 4}})
        ->Unit(benchmark::kMillisecond)
        ->Iterations(1)
        ->UseRealTime();
}

double penaltyOf(const benchmark::State& state) {
    return std::pow(10.0, -static_cast<double>(state.range(3)));
}

void hundredTogether(benchmark::State& state) {
    const auto classes = static_cast<int>(state.range(2));
    const auto train = users(state.range(0), state.range(1), classes);
    const auto test = users(kTestUsers, state.range(1), classes);
    for (auto _ : state) {
        benchmark::DoNotOptimize(
            train::permutationNull(train, test, classes, penaltyOf(state), {.refits = 100}, {}));
    }
}
BENCHMARK(hundredTogether)->Apply(sizes);

/// One of the hundred.
void oneAsTheProbeIsFitted(benchmark::State& state) {
    const auto classes = static_cast<int>(state.range(2));
    const auto train = users(state.range(0), state.range(1), classes);
    const torch::Tensor states = train::Standardiser(train.states)(train.states);
    auto labels = train.labels;
    RandomStream random(1, "shuffled");
    random.shuffle(std::span(labels));
    const torch::Tensor shuffled = train::labelTensor(labels, torch::kCPU);
    for (auto _ : state) {
        benchmark::DoNotOptimize(train::fitLogistic(states, shuffled, classes, penaltyOf(state)));
    }
}
BENCHMARK(oneAsTheProbeIsFitted)->Apply(sizes);

} // namespace

BENCHMARK_MAIN();

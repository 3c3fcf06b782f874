// How fast the models that only count score users on the CPU, in the shape of MovieLens-1M: 6,040 users,
// 3,883 items, 165 interactions a user.
#include <numeric>

#include <benchmark/benchmark.h>

#include "bench/random_histories.h"
#include "support/baseline_table.h"

using namespace up5;
using namespace up5::bench;

namespace {

constexpr int kBatch = 1024;
constexpr std::int64_t kCandidates = 101;

const test::BaselineTable& population() {
    static const test::BaselineTable table([] {
        data::SyntheticOptions options;
        options.users = kUsers;
        options.items = kItems;
        options.minHistory = options.maxHistory = kInteractions;
        return options;
    }());
    return table;
}

/// Users whose candidates are scored per second.
void scoring(benchmark::State& state, const std::string& name) {
    const auto model = population().make(name);
    const torch::InferenceMode inferenceMode;
    pipeline::UserHistories histories(population().protocol(), pipeline::Task::Direct, model->historyLength(),
                                      torch::kCPU);
    std::vector<std::int32_t> users(kBatch);
    std::iota(users.begin(), users.end(), 0);
    const nn::UserBatch batch = histories.batch(pipeline::UserHistories::At::Test, users);
    const torch::Tensor items = torch::randint(kItems, {kBatch, kCandidates}, torch::kInt64);
    for (auto _ : state) {
        benchmark::DoNotOptimize(model->scores(batch, items));
    }
    state.SetItemsProcessed(state.iterations() * kBatch);
}
BENCHMARK_CAPTURE(scoring, popularity, "popularity")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scoring, cooccurrence, "cooccurrence")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scoring, exact_basket, "exact_basket")->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();

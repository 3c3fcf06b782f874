// How fast SASRec and BERT4Rec train and score on the CPU, in the shape of MovieLens-1M (6,040 users, 3,883
// items, histories of 50 items, 101 candidates), and what share of the processor's matrix products, measured
// in the same run, they reach. All rates are per second of processor time, which other programs do not
// distort.
#include <algorithm>
#include <ctime>

#include <benchmark/benchmark.h>

#include "base/random_stream.h"
#include "train/baselines/bert4rec_learner.h"
#include "train/baselines/sasrec_learner.h"

using namespace up5;

namespace {

constexpr std::int64_t kUsers = 6040, kItems = 3883, kHistory = 50, kBatch = 128, kScored = 1024;
constexpr double kWidth = 64, kLayers = 2;
constexpr int kInteractions = 165;

/// Floating-point operations per second of the best of some products of square matrices.
double matrixProductPeak() {
    static const double peak = [] {
        constexpr std::int64_t size = 1024;
        const torch::Tensor a = torch::randn({size, size}), b = torch::randn({size, size});
        double best = 0;
        for (int i = 0; i < 20; ++i) {
            const std::clock_t begin = std::clock();
            benchmark::DoNotOptimize(a.mm(b));
            const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
            best = std::max(best, 2.0 * size * size * size / seconds);
        }
        return best;
    }();
    return peak;
}

/// Matrix products of the layers for one history of `length` items, forward: projections and feed-forward
/// network, which is four times as wide in BERT4Rec, shares and mixtures of the attention.
double layerOperations(double length, bool isBert) {
    const double weights = (4 + (isBert ? 8 : 2)) * kWidth * kWidth;
    return kLayers * length * (2 * weights + 4 * length * kWidth);
}

void report(benchmark::State& state, std::int64_t items, double operations) {
    state.SetItemsProcessed(state.iterations() * items);
    const double done = operations * static_cast<double>(state.iterations());
    state.counters["peak_gflops"] = matrixProductPeak() / 1e9;
    state.counters["share_of_peak"] =
        benchmark::Counter(done / matrixProductPeak(), benchmark::Counter::kIsRate);
}

std::shared_ptr<nn::SequenceEncoder> network(bool isBert) {
    torch::manual_seed(1);
    nn::SequenceEncoderOptions options;
    options.numItems = kItems;
    options.numHeads = isBert ? 2 : 1;
    options.maxLength = isBert ? kHistory + 1 : kHistory;
    if (isBert) {
        return nn::Bert4Rec(options).ptr();
    }
    return nn::Sasrec(options).ptr();
}

/// Windows learnt from per second. Arguments: BERT4Rec instead of SASRec; SASRec against all items.
void trainingSteps(benchmark::State& state) {
    const bool isBert = state.range(0) != 0, isFull = state.range(1) != 0;
    RandomStream random(1, "histories");
    std::vector<std::vector<std::int32_t>> histories(kUsers);
    for (auto& history : histories) {
        for (int i = 0; i < kInteractions; ++i) {
            history.push_back(static_cast<std::int32_t>(random.below(kItems)));
        }
    }
    const auto sequences = std::make_shared<train::ItemSequences>(histories, torch::kCPU);
    const auto model = network(isBert);
    train::WindowTrainingOptions options;
    options.batch = kBatch;
    std::unique_ptr<train::EpochLearner> learner;
    if (isBert) {
        learner = std::make_unique<train::Bert4RecLearner>(
            nn::Bert4Rec(std::dynamic_pointer_cast<nn::Bert4RecImpl>(model)), sequences,
            train::MaskingOptions{}, options);
    } else {
        learner = std::make_unique<train::SasrecLearner>(
            nn::Sasrec(std::dynamic_pointer_cast<nn::SasrecImpl>(model)), sequences,
            train::NegativeSampler(histories, kItems, torch::kCPU),
            isFull ? train::SequentialLoss::Full : train::SequentialLoss::Sampled, options);
    }
    const int steps = learner->beginEpoch(0);
    model->train();
    std::int64_t step = 0;
    for (auto _ : state) {
        learner->takeStep({.index = static_cast<int>(step % steps), .step = step, .total = steps});
        ++step;
    }
    // Of BERT4Rec a step also has its part of the users' last windows.
    const double windows = static_cast<double>(kBatch) + (isBert ? static_cast<double>(kUsers) / steps : 0);
    const double guesses = isBert ? 10 * kBatch + (windows - kBatch) : isFull ? kHistory * kBatch : 0;
    const double length = static_cast<double>(kHistory) + (isBert ? 1 : 0);
    report(state, static_cast<std::int64_t>(windows),
           3 * (windows * layerOperations(length, isBert) + guesses * 2 * kItems * kWidth));
}
BENCHMARK(trainingSteps)
    ->ArgNames({"bert4rec", "all_items"})
    ->Args({0, 0})
    ->Args({0, 1})
    ->Args({1, 1})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

/// Users whose candidates are scored per second. Arguments: BERT4Rec instead of SASRec; candidates.
void scoring(benchmark::State& state) {
    const bool isBert = state.range(0) != 0;
    const auto model = network(isBert);
    model->eval();
    const torch::InferenceMode inferenceMode;
    const nn::UserBatch batch{torch::randint(kUsers, {kScored}, torch::kInt64),
                              torch::randint(kItems, {kScored, kHistory}, torch::kInt64)};
    const torch::Tensor items = torch::randint(kItems, {kScored, state.range(1)}, torch::kInt64);
    for (auto _ : state) {
        benchmark::DoNotOptimize(model->scores(model->userVectors(batch), items));
    }
    report(state, kScored,
           kScored * (layerOperations(static_cast<double>(kHistory) + (isBert ? 1 : 0), isBert) +
                      2 * static_cast<double>(state.range(1)) * kWidth));
}
BENCHMARK(scoring)
    ->ArgNames({"bert4rec", "candidates"})
    ->ArgsProduct({{0, 1}, {101, 3883}})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

} // namespace

BENCHMARK_MAIN();

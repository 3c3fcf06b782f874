// How fast SASRec and BERT4Rec train and score on the CPU, in the shape of MovieLens-1M (6,040 users, 3,883
// items, histories of 50 items, 101 candidates), and what share of the processor's matrix products, measured
// in the same run, they reach. All rates are per second of processor time, which other programs do not
// distort.
#include <algorithm>
#include <ctime>

#include <benchmark/benchmark.h>

#include "bench/random_histories.h"
#include "train/baselines/bert4rec_learner.h"
#include "train/baselines/sasrec_learner.h"
#include "train/baselines/selective_prompt_learner.h"

using namespace up5;
using namespace up5::bench;

namespace {

constexpr std::int64_t kHistory = 50, kBatch = 128, kScored = 1024;
constexpr double kWidth = 64, kLayers = 2;

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

/// Matrix products of a layer that reads `length` items and is asked for `queries` of them, forward: keys and
/// values; projections and feed-forward network, which is four times as wide in BERT4Rec; shares and mixtures
/// of the attention.
double layerOperations(double length, double queries, bool isBert) {
    const double perQuery = (2 + (isBert ? 8 : 2)) * kWidth * kWidth;
    return 2 * length * 2 * kWidth * kWidth + queries * (2 * perQuery + 4 * length * kWidth);
}

/// Of all states of one history, as training needs them.
double stateOperations(double length, bool isBert) {
    return kLayers * layerOperations(length, length, isBert);
}

/// Of a user's vector, for which the last layer computes one position.
double vectorOperations(double length, bool isBert) {
    return (kLayers - 1) * layerOperations(length, length, isBert) + layerOperations(length, 1, isBert);
}

/// Items that are read of a full history, [MASK] included.
double readItems(bool isBert) {
    return static_cast<double>(kHistory) + (isBert ? 1 : 0);
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
    const auto histories = randomHistories();
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
    report(state, static_cast<std::int64_t>(windows),
           3 * (windows * stateOperations(readItems(isBert), isBert) + guesses * 2 * kItems * kWidth));
}
BENCHMARK(trainingSteps)
    ->ArgNames({"bert4rec", "all_items"})
    ->Args({0, 0})
    ->Args({0, 1})
    ->Args({1, 1})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

/// Users learnt from per second by S-SAS and S-BERT, over one cycle of discriminator steps and a prompt step.
/// Argument: BERT4Rec instead of SASRec.
void promptSteps(benchmark::State& state) {
    const bool isBert = state.range(0) != 0;
    const auto histories = randomHistories();
    nn::PromptedEncoder model(network(isBert), nn::SelectivePromptOptions{}, /*trainLayerNorm=*/true);
    const train::SelectivePromptTraining options;
    train::SelectivePromptLearner learner(
        model, std::make_shared<train::ItemSequences>(histories, torch::kCPU),
        train::NegativeSampler(histories, kItems, torch::kCPU),
        {{{torch::randint(2, {kUsers}, torch::kInt64), 2}, torch::ones({2})}}, options);
    learner.beginEpoch(0);
    model->train();
    std::int64_t step = 0;
    for (auto _ : state) {
        for (int i = 0; i < options.cycle; ++i, ++step) {
            learner.takeStep({.index = static_cast<int>(step), .step = step});
        }
    }
    // A prompt step reads one batch to recommend to and one to attack.
    state.SetItemsProcessed(state.iterations() * (options.cycle + 1) * options.batch);
}
BENCHMARK(promptSteps)
    ->ArgName("bert4rec")
    ->Arg(0)
    ->Arg(1)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

/// Users whose candidates are scored per second. Arguments: BERT4Rec instead of SASRec; behind a prompt
/// (S-BERT, S-SAS), whose own operations the share of the peak leaves out; candidates.
void scoring(benchmark::State& state) {
    const bool isBert = state.range(0) != 0;
    std::shared_ptr<nn::VectorModel> model = network(isBert);
    if (state.range(1) != 0) {
        model =
            nn::PromptedEncoder(network(isBert), nn::SelectivePromptOptions{}, /*trainLayerNorm=*/true).ptr();
    }
    model->eval();
    const torch::InferenceMode inferenceMode;
    const nn::UserBatch batch{torch::randint(kUsers, {kScored}, torch::kInt64),
                              torch::randint(kItems, {kScored, kHistory}, torch::kInt64)};
    const torch::Tensor items = torch::randint(kItems, {kScored, state.range(2)}, torch::kInt64);
    for (auto _ : state) {
        benchmark::DoNotOptimize(model->scores(model->userVectors(batch), items));
    }
    report(state, kScored,
           kScored * (vectorOperations(readItems(isBert), isBert) +
                      2 * static_cast<double>(state.range(2)) * kWidth));
}
BENCHMARK(scoring)
    ->ArgNames({"bert4rec", "fair", "candidates"})
    ->ArgsProduct({{0, 1}, {0, 1}, {101, 3883}})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

} // namespace

BENCHMARK_MAIN();

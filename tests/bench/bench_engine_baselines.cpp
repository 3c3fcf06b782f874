// How fast the matching baselines train and score on the CPU, in the shape of MovieLens-1M: 6,040 users,
// 3,883 items, 165 interactions a user, histories of 50 items, 101 candidates.
#include <benchmark/benchmark.h>

#include "bench/random_histories.h"
#include "nn/baselines/fairness_filters.h"
#include "nn/baselines/matrix_factorization.h"
#include "nn/baselines/simplex.h"
#include "train/baselines/matching_learner.h"

using namespace up5;
using namespace up5::bench;

namespace {

constexpr std::int64_t kDimensions = 64, kHistory = 50, kBatch = 1024;

train::MatchingData matchingData(std::int64_t historyLength) {
    const auto histories = randomHistories();
    std::vector<std::int64_t> users, items;
    for (std::size_t user = 0; user < histories.size(); ++user) {
        for (const std::int32_t item : histories[user]) {
            users.push_back(static_cast<std::int64_t>(user));
            items.push_back(item);
        }
    }
    return {torch::tensor(users), torch::tensor(items),
            torch::randint(kItems, {kUsers, historyLength}, torch::kInt64),
            train::NegativeSampler(histories, kItems, torch::kCPU), kItems};
}

std::shared_ptr<nn::VectorModel> network(bool isSimplex) {
    if (!isSimplex) {
        return std::make_shared<nn::MatrixFactorizationImpl>(kUsers, kItems, kDimensions);
    }
    nn::SimplexOptions options;
    options.users = kUsers;
    options.items = kItems;
    return std::make_shared<nn::SimplexImpl>(options);
}

/// Interactions learnt from per second. Arguments: SimpleX instead of PMF; with a filter and an adversary.
void trainingSteps(benchmark::State& state) {
    const bool isSimplex = state.range(0) != 0, isFair = state.range(1) != 0;
    torch::manual_seed(1);
    std::shared_ptr<nn::VectorModel> model = network(isSimplex);
    std::unique_ptr<train::FilterAdversary> adversary;
    if (isFair) {
        model = std::make_shared<nn::FilteredModelImpl>(model, kDimensions, 1,
                                                        nn::FilteredModelImpl::Mode::Combine);
        adversary = std::make_unique<train::FilterAdversary>(
            std::vector<train::AdversaryLabels>{{torch::randint(2, {kUsers}, torch::kInt64), 2}}, kDimensions,
            train::FilterAdversaryOptions{}, torch::kCPU);
    }
    train::MatchingTraining options;
    options.loss = isSimplex ? train::MatchingLoss::CosineContrastive : train::MatchingLoss::Bpr;
    options.negatives = isSimplex ? 100 : 1;
    options.batchSize = kBatch;
    train::MatchingLearner learner(model, matchingData(isSimplex ? kHistory : 0), options,
                                   std::move(adversary));
    learner.beginEpoch(0);
    model->train();
    int step = 0;
    for (auto _ : state) {
        learner.takeStep({.index = step % 900, .step = step});
        ++step;
    }
    state.SetItemsProcessed(state.iterations() * kBatch);
}
BENCHMARK(trainingSteps)
    ->ArgNames({"simplex", "fair"})
    ->ArgsProduct({{0, 1}, {0, 1}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

/// Users whose candidates are scored per second. Arguments: SimpleX instead of PMF; with the filters of three
/// attributes (C-SX, C-PMF); candidates.
void scoring(benchmark::State& state) {
    torch::manual_seed(1);
    std::shared_ptr<nn::VectorModel> model = network(state.range(0) != 0);
    if (state.range(1) != 0) {
        model = std::make_shared<nn::FilteredModelImpl>(model, kDimensions, 3,
                                                        nn::FilteredModelImpl::Mode::Combine);
        model->select({true, true, true});
    }
    model->eval();
    const torch::InferenceMode inferenceMode;
    const nn::UserBatch batch{torch::randint(kUsers, {kBatch}, torch::kInt64),
                              torch::randint(kItems, {kBatch, kHistory}, torch::kInt64)};
    const torch::Tensor items = torch::randint(kItems, {kBatch, state.range(2)}, torch::kInt64);
    for (auto _ : state) {
        benchmark::DoNotOptimize(model->scores(model->userVectors(batch), items));
    }
    state.SetItemsProcessed(state.iterations() * kBatch);
}
BENCHMARK(scoring)
    ->ArgNames({"simplex", "fair", "candidates"})
    ->ArgsProduct({{0, 1}, {0, 1}, {101, 3883}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

} // namespace

BENCHMARK_MAIN();

// Cross-entropy over the vocabulary, forward and backward: block by block against all logits at once, with
// the shapes of a training step on MovieLens-1M.
#include <benchmark/benchmark.h>

#include "nn/vocabulary_loss.h"

namespace {

constexpr std::int64_t kRows = 1500, kWidth = 64;

template <class Loss> void measure(benchmark::State& state, Loss loss) {
    torch::manual_seed(1);
    const std::int64_t vocabulary = state.range(0);
    torch::Tensor hidden = torch::randn({kRows, kWidth}).requires_grad_();
    torch::Tensor embedding = torch::randn({vocabulary, kWidth}).requires_grad_();
    const torch::Tensor labels = torch::randint(0, vocabulary, {kRows}, torch::kInt64);
    for (auto _ : state) {
        loss(hidden, embedding, labels).backward();
        hidden.mutable_grad().reset();
        embedding.mutable_grad().reset();
    }
    state.SetItemsProcessed(state.iterations() * kRows);
}

void blockwise(benchmark::State& state) {
    measure(state,
            [](const torch::Tensor& hidden, const torch::Tensor& embedding, const torch::Tensor& labels) {
                return up5::nn::vocabularyLoss(hidden, embedding, labels, 0.125).mean();
            });
}
BENCHMARK(blockwise)
    ->ArgName("vocabulary")
    ->Arg(4000)
    ->Arg(10000)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void allLogits(benchmark::State& state) {
    measure(state,
            [](const torch::Tensor& hidden, const torch::Tensor& embedding, const torch::Tensor& labels) {
                return torch::nn::functional::cross_entropy((hidden * 0.125).mm(embedding.t()), labels);
            });
}
BENCHMARK(allLogits)
    ->ArgName("vocabulary")
    ->Arg(4000)
    ->Arg(10000)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

} // namespace

BENCHMARK_MAIN();

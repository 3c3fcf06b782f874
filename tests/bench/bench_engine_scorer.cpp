// How fast the backbone trains, encodes and scores candidates on the CPU, in the shape of MovieLens-1M with
// the `desk` preset: atomic identifiers (about 10,000 tokens), histories of 20 items, 101 candidates.
#include <benchmark/benchmark.h>

#include <numeric>

#include "nn/candidate_scorer.h"
#include "nn/prompt_generator.h"

using namespace up5;

namespace {

constexpr std::int64_t kVocabSize = 10'000, kLength = 50;

struct Setting {
    explicit Setting(std::int64_t rows) {
        torch::manual_seed(1);
        backbone = nn::P5Backbone(nn::T5Config::preset("desk", kVocabSize), 0.2);
        tokens = torch::randint(3, kVocabSize, {rows, kLength}, torch::kInt64);
        wholeWordIds = torch::arange(kLength, torch::kInt64).expand({rows, kLength}).contiguous();
        attentionMask = torch::ones({rows, kLength}, torch::kBool);
        labels = torch::randint(3, kVocabSize, {rows, 16}, torch::kInt64);
    }
    torch::Tensor encode(const nn::KvPrefix* prefix = nullptr) {
        return backbone->encode(tokens, wholeWordIds, attentionMask, prefix);
    }
    nn::P5Backbone backbone{nullptr};
    torch::Tensor tokens, wholeWordIds, attentionMask, labels;
};

/// Forward and backward pass of backbone training with dropout; users per second.
void trainingStep(benchmark::State& state) {
    Setting setting(state.range(0));
    setting.backbone->train();
    for (auto _ : state) {
        setting.backbone->zero_grad();
        setting.backbone->exampleLoss(setting.encode(), setting.attentionMask, setting.labels)
            .mean()
            .backward();
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(trainingStep)->Arg(64)->Arg(128)->Unit(benchmark::kMillisecond)->UseRealTime();

/// Encoder with and without a prefix, no gradients.
void encoderPass(benchmark::State& state) {
    Setting setting(128);
    setting.backbone->eval();
    nn::PromptGenerator generator(setting.backbone->config(), nn::PromptGeneratorOptions{});
    const torch::InferenceMode inferenceMode;
    const auto prefix = generator->forward();
    for (auto _ : state) {
        benchmark::DoNotOptimize(setting.encode(state.range(0) != 0 ? &prefix : nullptr));
    }
    state.SetItemsProcessed(state.iterations() * 128);
}
BENCHMARK(encoderPass)->ArgName("prefix")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond)->UseRealTime();

/// Prompt step through the frozen backbone: forward, backward to the generator.
void promptStep(benchmark::State& state) {
    Setting setting(128);
    setting.backbone->eval();
    for (auto& parameter : setting.backbone->parameters()) {
        parameter.set_requires_grad(false);
    }
    nn::PromptGenerator generator(setting.backbone->config(), nn::PromptGeneratorOptions{});
    const auto labels = setting.labels.narrow(1, 0, 2);
    for (auto _ : state) {
        generator->zero_grad();
        const auto prefix = generator->forward();
        setting.backbone->exampleLoss(setting.encode(&prefix), setting.attentionMask, labels, &prefix)
            .mean()
            .backward();
    }
    state.SetItemsProcessed(state.iterations() * 128);
}
BENCHMARK(promptStep)->Unit(benchmark::kMillisecond)->UseRealTime();

/// Scores of `candidates` atomic candidates for each user; users per second.
void scoring(benchmark::State& state) {
    Setting setting(64);
    setting.backbone->eval();
    const torch::InferenceMode inferenceMode;
    const auto states = setting.encode();
    std::vector<std::int32_t> items(static_cast<std::size_t>(state.range(0)));
    std::iota(items.begin(), items.end(), 3);
    std::vector<nn::CandidatePieces> candidates(64);
    for (auto& user : candidates) {
        for (const auto& item : items) {
            user.emplace_back(&item, 1);
        }
    }
    for (auto _ : state) {
        benchmark::DoNotOptimize(nn::scoreCandidates(setting.backbone, states, setting.attentionMask,
                                                     candidates, nn::ScorerOptions{}));
    }
    state.SetItemsProcessed(state.iterations() * 64);
}
BENCHMARK(scoring)->ArgName("candidates")->Arg(101)->Arg(3706)->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace

BENCHMARK_MAIN();

// A small frozen backbone with a prompt, sentences for it, and a short adversarial training.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "nn/prompt_generator.h"
#include "train/prompt_trainer.h"

namespace up5::test {

inline nn::T5Config smallConfig() {
    nn::T5Config config = nn::T5Config::preset("tiny", 40);
    config.dropoutRate = 0.0;
    return config;
}

inline const std::vector<train::AttackedAttribute> kBinary = {{.numClasses = 2, .classWeights = {}}};
inline const std::vector<double> kOne = {1.0};

inline train::PromptBatch batchOn(torch::Device device, std::int64_t seed = 0) {
    torch::manual_seed(static_cast<std::uint64_t>(seed) + 5);
    train::PromptBatch batch;
    batch.sequence.tokens = torch::randint(3, 40, {6, 7}, torch::kInt64).to(device);
    batch.sequence.wholeWordIds = torch::arange(7, torch::kInt64).expand({6, 7}).contiguous().to(device);
    batch.sequence.attentionMask = torch::ones({6, 7}, torch::kBool).to(device);
    batch.sequence.labels = torch::randint(3, 40, {6, 3}, torch::kInt64).to(device);
    batch.userSpan = (torch::arange(7) < 3).expand({6, 7}).contiguous().to(device);
    batch.history = (torch::arange(7) >= 4).expand({6, 7}).contiguous().to(device);
    batch.attributeLabels = torch::tensor({0, 1, 0, 1, 1, 0}, torch::kInt64).view({6, 1}).to(device);
    return batch;
}

inline std::vector<torch::Tensor> copies(const std::vector<torch::Tensor>& tensors) {
    std::vector<torch::Tensor> result;
    for (const torch::Tensor& tensor : tensors) {
        result.push_back(tensor.detach().clone());
    }
    return result;
}

inline bool equalAll(const std::vector<torch::Tensor>& a, const std::vector<torch::Tensor>& b) {
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (!torch::equal(a[i], b[i])) {
            return false;
        }
    }
    return a.size() == b.size() && !a.empty();
}

/// A frozen backbone with a prompt.
struct Setting {
    Setting()
        : backbone(smallConfig()), generator(smallConfig(), nn::PromptGeneratorOptions{.prefixLength = 4}) {
        backbone->eval();
        for (torch::Tensor& parameter : backbone->parameters()) {
            parameter.set_requires_grad(false);
        }
    }
    nn::P5Backbone backbone;
    nn::PromptGenerator generator;
};

/// A binary attribute whose classes are the words 5 and 6 of the setting's backbone.
inline std::vector<train::AttackedAttribute> inWords(const Setting& setting) {
    auto words = std::make_shared<train::AttributeWords>();
    words->backbone = setting.backbone;
    words->answers = {torch::tensor({5, 1}, torch::kInt64), torch::tensor({6, 1}, torch::kInt64)};
    words->wordRows = setting.backbone->embedding().detach().narrow(0, 3, 10);
    words->prompt.length = 3;
    return {{.numClasses = 2, .classWeights = {}, .words = words}};
}

inline train::PromptTrainingOptions shortTraining(train::AdversarialSchedule schedule, int batches) {
    train::PromptTrainingOptions options;
    options.schedule = schedule;
    options.batches = batches;
    options.stepsT = 2;
    options.everyR = 3;
    options.soleSteps = 1;
    options.warmStart = 4;
    options.validateEvery = 4;
    options.adversaries.architectures = {"mlp7", "logistic"};
    return options;
}

inline train::PromptTrainingHooks plainHooks() {
    return {[](train::BatchPurpose purpose, std::int64_t number) {
                return batchOn(torch::kCPU, 2 * number + (purpose == train::BatchPurpose::Prompt ? 0 : 1));
            },
            [](std::int64_t) {}, [](std::int64_t, const train::PromptLosses&) {},
            [](std::int64_t, std::int64_t) {}};
}

} // namespace up5::test

#include "pipeline/baselines/sequential_models.h"

#include "base/error.h"
#include "nn/baselines/bert4rec.h"
#include "nn/baselines/prompted_encoder.h"
#include "nn/baselines/sasrec.h"
#include "pipeline/baselines/adversary_labels.h"
#include "pipeline/baselines/vector_baseline.h"
#include "pipeline/class_balance.h"
#include "train/baselines/bert4rec_learner.h"
#include "train/baselines/sasrec_learner.h"
#include "train/baselines/selective_prompt_learner.h"

namespace up5::pipeline {

namespace {

constexpr int kSequentialHistory = 50;
constexpr int kSasrecBatch = 128, kBertBatch = 256; // windows; Kang & McAuley 2018, Sun et al. 2019
constexpr double kSequentialRate = 1e-3, kSequentialDropout = 0.2;
constexpr double kSasrecBeta2 = 0.98;                                  // Kang & McAuley 2018
constexpr double kBertDecay = 0.01, kBertClip = 5, kBertWarmup = 0.01; // Sun et al. 2019
constexpr int kMostMasked = 40;                                        // likewise
constexpr int kPromptBatch = 256;                                      // users; Wu et al. 2022
constexpr double kPromptRate = 1e-3, kPromptL2 = 1e-6;

std::vector<std::vector<std::int32_t>> sequentialTrainItems(const BaselineSetup& setup) {
    std::vector<std::vector<std::int32_t>> items;
    for (int user = 0; user < setup.numUsers(); ++user) {
        items.push_back(setup.protocol.trainItems(setup.task, user));
    }
    return items;
}

nn::SequenceEncoderOptions encoderOptions(const BaselineSetup& setup, int positions, int ownHeads) {
    return {.numItems = setup.numItems(),
            .dModel = setup.options.dimensions,
            .numLayers = setup.options.layers,
            .numHeads = setup.options.heads > 0 ? setup.options.heads : ownHeads,
            .maxLength = positions,
            .dropout = setup.options.dropoutOr(kSequentialDropout)};
}

train::WindowTrainingOptions windowTraining(const BaselineSetup& setup, int ownBatch) {
    train::WindowTrainingOptions training;
    training.batch = setup.options.batchSizeOr(ownBatch);
    training.optimiser.learningRate = setup.options.learningRateOr(kSequentialRate);
    training.optimiser.l2 = setup.options.l2Or(0);
    training.isOrdered = setup.protocol.dataset().isOrdered();
    training.coverHistory = setup.options.coversHistory();
    training.seed = setup.seed;
    return training;
}

/// A network of the same kind and shape with the same weights.
std::shared_ptr<nn::SequenceEncoder> copyOf(const nn::SequenceEncoder& encoder) {
    std::shared_ptr<nn::SequenceEncoder> copy;
    if (dynamic_cast<const nn::Bert4RecImpl*>(&encoder) != nullptr) {
        copy = std::make_shared<nn::Bert4RecImpl>(encoder.options());
    } else {
        copy = std::make_shared<nn::SasrecImpl>(encoder.options());
    }
    const torch::NoGradGuard noGradients;
    auto parameters = copy->named_parameters();
    for (const auto& parameter : encoder.named_parameters()) {
        parameters[parameter.key()].copy_(parameter.value());
    }
    return copy;
}

/// Every user's class of each attribute, known to the adversary or not: int64 [users, attributes].
torch::Tensor classesOfAllUsers(const BaselineSetup& setup) {
    std::vector<torch::Tensor> columns;
    for (const data::Attribute* attribute : setup.attributes) {
        columns.push_back(torch::tensor(
            std::vector<std::int64_t>(attribute->values.begin(), attribute->values.end()), torch::kInt64));
    }
    return torch::stack(columns, 1).to(setup.device);
}

std::unique_ptr<train::EpochLearner> promptLearner(const BaselineSetup& setup,
                                                   const nn::PromptedEncoder& network) {
    train::SelectivePromptTraining training;
    training.lambda = setup.options.lambda;
    training.batch = setup.options.batchSizeOr(kPromptBatch);
    training.stepsPerEpoch = setup.options.stepsPerEpoch;
    training.isOrdered = setup.protocol.dataset().isOrdered();
    training.cycle = setup.options.promptDiscriminatorSteps + 1;
    training.learningRate = setup.options.learningRateOr(kPromptRate);
    training.discriminatorRate = setup.options.discriminatorLearningRate;
    training.l2 = setup.options.l2Or(kPromptL2);
    training.seed = setup.seed;
    std::vector<train::PromptedAttribute> attributes;
    for (std::size_t i = 0; i < setup.attributes.size(); ++i) {
        attributes.push_back({adversaryLabels(setup, i),
                              inverseFrequencies(*setup.attributes[i], setup.groups[i].adversaryTrain)});
    }
    const auto items = sequentialTrainItems(setup);
    return std::make_unique<train::SelectivePromptLearner>(
        network, std::make_shared<train::ItemSequences>(items, setup.device),
        train::NegativeSampler(items, setup.numItems(), setup.device), std::move(attributes), training);
}

} // namespace

std::unique_ptr<BaselineModel> sasrecModel(const BaselineSetup& setup) {
    const int history = setup.options.historyOr(kSequentialHistory);
    nn::Sasrec network(encoderOptions(setup, history, 1));
    network->to(setup.device);
    return std::make_unique<VectorBaseline>(network.ptr(), history, [=] {
        train::WindowTrainingOptions training = windowTraining(setup, kSasrecBatch);
        training.optimiser.beta2 = kSasrecBeta2;
        const auto items = sequentialTrainItems(setup);
        return std::make_unique<train::SasrecLearner>(
            network, std::make_shared<train::ItemSequences>(items, setup.device),
            train::NegativeSampler(items, setup.numItems(), setup.device),
            setup.options.sequentialLoss == "ce" ? train::SequentialLoss::Full
                                                 : train::SequentialLoss::Sampled,
            training);
    });
}

std::unique_ptr<BaselineModel> bert4recModel(const BaselineSetup& setup) {
    const int history = setup.options.historyOr(kSequentialHistory);
    // [MASK] takes a position of its own, so that as many items are read as by the other models.
    nn::Bert4Rec network(encoderOptions(setup, history + 1, 2));
    network->to(setup.device);
    return std::make_unique<VectorBaseline>(network.ptr(), history, [=] {
        train::WindowTrainingOptions training = windowTraining(setup, kBertBatch);
        training.optimiser.weightDecay = kBertDecay;
        training.optimiser.decaysMatricesOnly = true;
        training.optimiser.clipNorm = kBertClip;
        training.decay = true;
        training.warmup = kBertWarmup;
        return std::make_unique<train::Bert4RecLearner>(
            network, std::make_shared<train::ItemSequences>(sequentialTrainItems(setup), setup.device),
            train::MaskingOptions{setup.options.maskShare, kMostMasked, setup.options.maskCopies}, training);
    });
}

std::unique_ptr<BaselineModel> promptedModel(const BaselineSetup& setup) {
    const auto plain = std::dynamic_pointer_cast<VectorBaseline>(setup.plain);
    const auto encoder = plain ? std::dynamic_pointer_cast<nn::SequenceEncoder>(plain->network()) : nullptr;
    if (!encoder) {
        throw Error(ErrorCode::Internal, setup.options.model + " was given no sequential model to treat.");
    }
    nn::SelectivePromptOptions prompt{.prefixLength = setup.options.prefixLength};
    if (setup.options.readsUsers()) {
        for (const data::Attribute* attribute : setup.attributes) {
            prompt.userAttributeClasses.push_back(static_cast<std::int64_t>(attribute->classes.size()));
        }
    }
    nn::PromptedEncoder network(copyOf(*encoder), prompt, setup.options.trainsLayerNorm());
    network->to(setup.device);
    if (setup.options.readsUsers()) {
        network->setUserClasses(classesOfAllUsers(setup));
    }
    return std::make_unique<VectorBaseline>(network.ptr(), plain->historyLength(),
                                            [=] { return promptLearner(setup, network); });
}

} // namespace up5::pipeline

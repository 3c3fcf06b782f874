#include "train/prompt_trainer.h"

#include <algorithm>

#include "base/random_stream.h"
#include "train/logistic_adversary.h"

namespace up5::train {

namespace {

constexpr const char* kLogistic = "logistic";
constexpr double kLeastVariance = 1e-8; // states spread by less than 1e-4 count as equal

std::vector<torch::Tensor> parametersOf(const std::vector<nn::AttributeClassifier>& classifiers) {
    std::vector<torch::Tensor> parameters;
    for (const nn::AttributeClassifier& classifier : classifiers) {
        for (const torch::Tensor& parameter : classifier->parameters()) {
            parameters.push_back(parameter);
        }
    }
    return parameters;
}

std::vector<nn::AttributeClassifier> makeAdversaries(nn::P5Backbone& backbone, std::int64_t numClasses,
                                                     const PromptTrainingOptions& options) {
    torch::manual_seed(derivedSeed(options.seed, "adversary initialisation"));
    std::vector<nn::AttributeClassifier> adversaries;
    for (const std::string& architecture : options.adversaries) {
        if (architecture == kLogistic) {
            continue;
        }
        adversaries.emplace_back(architecture, backbone->config().dModel, numClasses);
        adversaries.back()->to(backbone->parameters().front().device());
    }
    return adversaries;
}

} // namespace

torch::Tensor pooledStates(const torch::Tensor& states, const torch::Tensor& mask) {
    const torch::Tensor own = states.narrow(1, states.size(1) - mask.size(1), mask.size(1));
    const torch::Tensor weights = mask.to(states.scalar_type()).unsqueeze(-1);
    return (own * weights).sum(1) / weights.sum(1).clamp_min(1.0);
}

torch::Tensor standardised(const torch::Tensor& states) {
    const torch::Tensor centred = states - states.mean(0, true);
    return centred * (centred.square().mean(0, true) + kLeastVariance).rsqrt();
}

PromptTrainer::PromptTrainer(nn::P5Backbone& backbone, nn::PromptGenerator& generator,
                             std::int64_t numClasses, const PromptTrainingOptions& options)
    : m_backbone(backbone), m_generator(generator), m_numClasses(numClasses),
      m_standardise(options.standardise),
      m_hasLogistic(std::ranges::find(options.adversaries, kLogistic) != options.adversaries.end()),
      m_adversaries(makeAdversaries(backbone, numClasses, options)),
      m_promptOptimiser(generator->parameters(),
                        {.learningRate = options.learningRatePrefix, .clipNorm = options.clip}),
      m_classifierOptimiser(parametersOf(m_adversaries), {.learningRate = options.learningRateClassifier}) {}

torch::Tensor PromptTrainer::discriminatorLoss(std::span<const AttackedUsers> attacked) {
    std::vector<torch::Tensor> states, labels;
    for (const AttackedUsers& users : attacked) {
        states.push_back(users.states);
        labels.push_back(users.labels);
    }
    const torch::Tensor allStates = torch::cat(states), allLabels = torch::cat(labels);
    torch::Tensor sum = torch::zeros({}, allStates.options());
    for (nn::AttributeClassifier& adversary : m_adversaries) {
        sum = sum + torch::nn::functional::cross_entropy(adversary->forward(allStates), allLabels);
    }
    if (m_hasLogistic) {
        sum = sum + logisticLoss(allStates, allLabels, static_cast<int>(m_numClasses));
    }
    return sum / static_cast<double>(m_adversaries.size() + (m_hasLogistic ? 1 : 0));
}

void PromptTrainer::setAdversaryGradients(bool on) {
    for (const torch::Tensor& parameter : parametersOf(m_adversaries)) {
        const_cast<torch::Tensor&>(parameter).set_requires_grad(on);
    }
}

std::pair<torch::Tensor, torch::Tensor>
PromptTrainer::promptStep(const PromptBatch& batch, std::span<const AttackedUsers> attacked, double lambda) {
    // The adversaries stay in training mode (batch statistics) but get no gradients: only the prompt may
    // move.
    setAdversaryGradients(false);
    const nn::KvPrefix prefix = m_generator->forward();
    const SequenceBatch& sequence = batch.sequence;
    const torch::Tensor encoded =
        m_backbone->encode(sequence.tokens, sequence.wholeWordIds, sequence.attentionMask, &prefix);
    const torch::Tensor lossRec =
        m_backbone->exampleLoss(encoded, sequence.attentionMask, sequence.labels, &prefix).mean();
    torch::Tensor lossDis = torch::zeros_like(lossRec);
    torch::Tensor loss = lossRec;
    if (!attacked.empty()) {
        lossDis = discriminatorLoss(attacked);
        loss = lossRec - lambda * lossDis;
    }
    loss.backward();
    m_promptOptimiser.step();
    setAdversaryGradients(true);
    return {lossRec.detach(), lossDis.detach()};
}

AttackedUsers PromptTrainer::attackedUsers(const PromptBatch& batch) {
    const nn::KvPrefix prefix = m_generator->forward();
    const SequenceBatch& sequence = batch.sequence;
    const torch::Tensor pooled = pooledStates(
        m_backbone->encode(sequence.tokens, sequence.wholeWordIds, sequence.attentionMask, &prefix),
        batch.userSpan);
    return {m_standardise ? standardised(pooled) : pooled, batch.attributeLabels};
}

void PromptTrainer::classifierStep(const AttackedUsers& attacked) {
    const torch::Tensor states = attacked.states.detach();
    for (nn::AttributeClassifier& adversary : m_adversaries) {
        torch::nn::functional::cross_entropy(adversary->forward(states), attacked.labels).backward();
    }
    m_classifierOptimiser.step();
}

} // namespace up5::train

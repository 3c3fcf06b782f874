#include "train/prompt_trainer.h"

#include <algorithm>

#include "base/error.h"

namespace up5::train {

namespace {

constexpr double kLeastVariance = 1e-8; // states spread by less than 1e-4 count as equal

/// The states an adversary attacks [B, d]. `encoded` are the encoder's [B, m + L, d].
torch::Tensor attackedStates(const std::string& target, const torch::Tensor& encoded,
                             const PromptBatch& batch, const std::function<torch::Tensor()>& decoderStart) {
    if (target == "user_span") {
        return pooledStates(encoded, batch.userSpan);
    }
    if (target == "history_tokens") {
        return pooledStates(encoded, batch.history);
    }
    if (target == "all_tokens") {
        return pooledStates(encoded, maskOfAll(encoded, batch.sequence.attentionMask));
    }
    if (target == "decoder_start") {
        return decoderStart();
    }
    throw Error(ErrorCode::InvalidInput, "No adversary attacks the target " + target +
                                             "; it may be user_span, history_tokens, all_tokens or "
                                             "decoder_start.");
}

} // namespace

torch::Tensor pooledStates(const torch::Tensor& states, const torch::Tensor& mask) {
    const torch::Tensor own = states.narrow(1, states.size(1) - mask.size(1), mask.size(1));
    const torch::Tensor weights = mask.to(states.scalar_type()).unsqueeze(-1);
    return (own * weights).sum(1) / weights.sum(1).clamp_min(1.0);
}

torch::Tensor maskOfAll(const torch::Tensor& states, const torch::Tensor& mask) {
    return torch::constant_pad_nd(mask, {states.size(1) - mask.size(1), 0}, 1);
}

torch::Tensor standardised(const torch::Tensor& states) {
    const torch::Tensor centred = states - states.mean(0, true);
    return centred * (centred.square().mean(0, true) + kLeastVariance).rsqrt();
}

AttackedUsers joined(std::span<const AttackedUsers> parts) {
    std::map<std::string, std::vector<torch::Tensor>> states;
    std::vector<torch::Tensor> labels;
    AttackedUsers all;
    for (const AttackedUsers& part : parts) {
        for (const auto& [target, own] : part.states) {
            states[target].push_back(own);
        }
        labels.push_back(part.labels);
        all.sentences.insert(all.sentences.end(), part.sentences.begin(), part.sentences.end());
    }
    for (const auto& [target, own] : states) {
        all.states[target] = torch::cat(own);
    }
    all.labels = torch::cat(labels);
    return all;
}

PromptTrainer::PromptTrainer(nn::P5Backbone& backbone, nn::PromptSource& prompt,
                             const std::vector<AttackedAttribute>& attributes,
                             const PromptTrainingOptions& options)
    : m_backbone(backbone), m_prompt(prompt), m_standardise(options.standardise),
      m_clipsRecommendation(options.schedule != AdversarialSchedule::Code),
      m_targets(options.adversaries.targets),
      m_adversaries(backbone->config().dModel, attributes, options.adversaries,
                    backbone->parameters().front().device()),
      m_promptOptimiser(prompt.parameters(),
                        {.learningRate = options.learningRatePrefix, .clipNorm = options.clip}) {}

torch::Tensor PromptTrainer::recommendationLoss(const PromptBatch& batch) {
    const nn::KvPrefix prefix = m_prompt.forward();
    const SequenceBatch& sequence = batch.sequence;
    const torch::Tensor encoded =
        m_backbone->encode(sequence.tokens, sequence.wholeWordIds, sequence.attentionMask, &prefix);
    return m_backbone->exampleLoss(encoded, sequence.attentionMask, sequence.labels, &prefix).mean();
}

PromptTrainer::Losses PromptTrainer::promptStep(const PromptBatch& batch, const AttackedUsers& attacked,
                                                std::span<const double> weights) {
    const torch::Tensor lossRec = recommendationLoss(batch);
    torch::Tensor loss = lossRec;
    std::vector<torch::Tensor> dis, accuracy;
    for (std::size_t attribute = 0; attribute < weights.size(); ++attribute) {
        if (weights[attribute] == 0) {
            continue;
        }
        const AdversaryReading reading = m_adversaries.reading(attribute, attacked);
        if (weights[attribute] > 0) {
            loss = loss - weights[attribute] * reading.objective;
            dis.push_back(reading.crossEntropy.detach());
            accuracy.push_back(reading.accuracy);
        } else { // kept readable: whatever a prompt wants that removes, here the adversaries shall be right
            loss = loss - weights[attribute] * reading.crossEntropy;
        }
    }
    loss.backward();
    m_promptOptimiser.step();
    if (dis.empty()) {
        return {lossRec.detach(), {}, {}};
    }
    return {lossRec.detach(), torch::stack(dis).mean(), torch::stack(accuracy).mean()};
}

void PromptTrainer::recommendationStep(const PromptBatch& batch) {
    recommendationLoss(batch).backward();
    m_promptOptimiser.step(m_clipsRecommendation);
}

AttackedUsers PromptTrainer::attackedUsers(const PromptBatch& batch) {
    const nn::KvPrefix prefix = m_prompt.forward();
    const SequenceBatch& sequence = batch.sequence;
    const torch::Tensor encoded =
        m_backbone->encode(sequence.tokens, sequence.wholeWordIds, sequence.attentionMask, &prefix);
    AttackedUsers attacked;
    attacked.labels = batch.attributeLabels;
    if (m_adversaries.readsSentences()) {
        attacked.sentences.push_back({sequence, prefix});
    }
    for (const std::string& target : m_targets) {
        const torch::Tensor states = attackedStates(target, encoded, batch, [&] {
            return m_backbone->startState(encoded, sequence.attentionMask, &prefix);
        });
        attacked.states[target] = m_standardise ? standardised(states) : states;
    }
    return attacked;
}

void PromptTrainer::classifierStep(const AttackedUsers& attacked, std::span<const double> weights) {
    std::vector<bool> active;
    for (const double weight : weights) {
        active.push_back(weight != 0);
    }
    m_adversaries.classifierStep(attacked, active);
}

} // namespace up5::train

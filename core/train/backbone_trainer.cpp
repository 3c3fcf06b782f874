#include "train/backbone_trainer.h"

#include <algorithm>

#include "train/adam_w.h"
#include "train/schedule.h"

namespace up5::train {

namespace {

class BackboneLearner : public EpochLearner {
public:
    BackboneLearner(nn::P5Backbone& backbone, const BackboneTrainingOptions& options,
                    const BackboneTrainingHooks& hooks)
        : m_backbone(backbone), m_options(options), m_hooks(hooks),
          m_optimiser(backbone->parameters(), {.learningRate = options.learningRate,
                                               .weightDecay = options.weightDecay,
                                               .clipNorm = options.clip}) {}

    torch::nn::Module& network() override { return *m_backbone; }
    int beginEpoch(int epoch) override { return m_hooks.prepareEpoch(epoch); }

    std::map<std::string, torch::Tensor> takeStep(const EpochStep& step) override {
        const std::vector<SequenceBatch> batches = m_hooks.batches(step.index);
        m_optimiser.setLearningRate(m_options.learningRate *
                                    linearWarmupDecay(step.scheduleStep(), step.total, m_options.warmup));
        std::int64_t labels = 0;
        for (const SequenceBatch& batch : batches) {
            labels += batch.numLabels;
        }
        torch::Tensor stepLoss;
        for (const SequenceBatch& batch : batches) {
            const torch::Tensor loss = labelLossSum(batch) / static_cast<double>(labels);
            loss.backward();
            stepLoss = stepLoss.defined() ? stepLoss + loss.detach() : loss.detach();
        }
        m_optimiser.step();
        return {{"loss", stepLoss}};
    }

    void save(std::map<std::string, torch::Tensor>& tensors) const override {
        m_optimiser.save("optimiser.", tensors);
    }
    void restore(const std::map<std::string, torch::Tensor>& tensors) override {
        m_optimiser.restore("optimiser.", tensors);
    }

private:
    /// Every label counts alike, whichever sentence it stands in: were sentences weighted alike, the noise of
    /// those with a single label would drown what the long ones teach.
    torch::Tensor labelLossSum(const SequenceBatch& batch) {
        const torch::Tensor encoded =
            m_backbone->encode(batch.tokens, batch.wholeWordIds, batch.attentionMask);
        const torch::Tensor means = m_backbone->exampleLoss(encoded, batch.attentionMask, batch.labels);
        return (means * batch.labels.ne(-100).sum(1)).sum();
    }

    nn::P5Backbone& m_backbone;
    const BackboneTrainingOptions& m_options;
    const BackboneTrainingHooks& m_hooks;
    AdamW m_optimiser;
};

} // namespace

SequenceBatch SequenceBatch::to(torch::Device device) const {
    return {tokens.to(device), wholeWordIds.to(device), attentionMask.to(device), labels.to(device),
            numLabels};
}

EpochLoopResult trainBackbone(nn::P5Backbone& backbone, const BackboneTrainingOptions& options,
                              const BackboneTrainingHooks& hooks, const std::filesystem::path& stateFolder,
                              const CancelToken& cancel) {
    BackboneLearner learner(backbone, options, hooks);
    return trainInEpochs(learner, options.loop, hooks.loop, stateFolder, cancel);
}

} // namespace up5::train

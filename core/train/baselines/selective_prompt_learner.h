// The adversarial training of S-SAS and S-BERT (Wu et al. 2022; spec E6).
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "nn/baselines/prompted_encoder.h"
#include "train/adam_w.h"
#include "train/baselines/filter_adversary.h"
#include "train/baselines/item_sequences.h"
#include "train/baselines/negative_sampler.h"
#include "train/epoch_loop.h"

namespace up5::train {

struct SelectivePromptTraining {
    double lambda = 1; ///< weight of each discriminator's loss in the prompt's
    std::int64_t batch = 256;
    int stepsPerEpoch = 200;
    /// Of so many steps all but the last train the discriminators, the last the prompt.
    int cycle = 5;
    bool isOrdered = true; ///< as in WindowTrainingOptions
    double learningRate = 1e-3, discriminatorRate = 1e-3, l2 = 1e-6;
    std::uint64_t seed = 2022; ///< of the discriminators' first weights and of orders
};

/// An attribute to be removed.
struct PromptedAttribute {
    AdversaryLabels labels;
    torch::Tensor classWeights; ///< [classes], of the users of each class in the discriminator's loss
};

/// The discriminators read users with all that is known of them for training, as far back as the model
/// reads: states like those that probes audit. Histories cut short, as Wu et al. 2022 have them, say less
/// about a user, so that an adversary of such states misses what a probe finds. What is to be recommended
/// comes after cuts at random places, as there: full histories have nothing left to recommend.
class SelectivePromptLearner : public EpochLearner {
public:
    /// Trains on the users with at least two items whose class of any attribute is known. Throws
    /// Error{InvalidInput} when there is none.
    SelectivePromptLearner(nn::PromptedEncoder network, std::shared_ptr<const ItemSequences> sequences,
                           NegativeSampler negatives, std::vector<PromptedAttribute> attributes,
                           const SelectivePromptTraining& options);

    torch::nn::Module& network() override { return *m_network; }
    int beginEpoch(int epoch) override;
    bool keepsLast() const override { return true; }
    /// Series "loss", "loss_rec" and "loss_dis" of a prompt step, "loss_dis" alone of the others.
    std::map<std::string, torch::Tensor> takeStep(const EpochStep& step) override;
    void save(std::map<std::string, torch::Tensor>& tensors) const override;
    void restore(const std::map<std::string, torch::Tensor>& tensors) override;

    /// Users for the discriminators, with their full known histories.
    nn::UserBatch drawAttacked() const;
    /// Users, each cut before a random item, from the second on, which is to be recommended.
    struct RankedBatch {
        nn::UserBatch users;
        torch::Tensor pairs; ///< int64 [B, 2], the next item and one the user does not have
    };
    RankedBatch drawRanked() const;
    /// One update of all discriminators on the users' vectors as they are. Returns their mean loss.
    torch::Tensor discriminatorStep(const nn::UserBatch& attacked);
    /// One update of the prompt on L_rec − λ Σ L_D, each of its own users. Returns both, L_D as the mean over
    /// the attributes.
    std::pair<torch::Tensor, torch::Tensor> promptStep(const RankedBatch& ranked,
                                                       const nn::UserBatch& attacked);

private:
    /// Of the mean of the discriminators' losses: λ for each of them.
    double weight() const { return m_options.lambda * static_cast<double>(m_attributes.size()); }
    torch::Tensor drawUsers() const; ///< int64 [B]
    torch::Tensor historiesOf(const SequenceWindows& windows) const;
    torch::Tensor discriminatorLoss(const torch::Tensor& vectors, const torch::Tensor& users);

    nn::PromptedEncoder m_network;
    std::shared_ptr<const ItemSequences> m_source, m_sequences; ///< in their order, as the epoch reads them
    NegativeSampler m_negatives;
    std::vector<PromptedAttribute> m_attributes;
    torch::Tensor m_users; ///< int64, those trained on
    SelectivePromptTraining m_options;
    torch::nn::ModuleList m_discriminators;
    AdamW m_promptOptimiser, m_discriminatorOptimiser;
};

} // namespace up5::train

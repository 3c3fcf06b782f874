// Sentences of the users an adversary may see: what a counterfactually-fair prompt is trained on.
#pragma once

#include <cstdint>
#include <vector>

#include "pipeline/loaded_backbone.h"
#include "pipeline/training_examples.h"
#include "train/prompt_trainer.h"

namespace up5::pipeline {

struct AdversaryBatchOptions {
    int batchSize = 128;
    double directShare = 0.2; ///< share of the prompt's batches made of direct-task sentences
    std::uint64_t seed = 2022;
};

/// Random batches, each of one task and one wording; the only users whose attributes prompt training sees are
/// those given. Histories are full, as when a user is recommended to or probed: short ones say less about
/// him, and an adversary that reads them believes the leak gone while a probe still finds it. For the same
/// reason the classifier's batches are next-item sentences only.
class AdversaryBatches {
public:
    /// Throws Error{InvalidInput} when none of the users has enough training items. Keeps references to
    /// backbone and attributes.
    AdversaryBatches(const LoadedBackbone& backbone, std::vector<const data::Attribute*> attributes,
                     const std::vector<std::int32_t>& users, const AdversaryBatchOptions& options);

    /// Depends on the options' seed, purpose and number only.
    train::PromptBatch batch(train::BatchPurpose purpose, std::int64_t number) const;

private:
    const LoadedBackbone& m_backbone;
    std::vector<const data::Attribute*> m_attributes;
    ExampleSource m_sequential, m_direct;
    AdversaryBatchOptions m_options;
    std::vector<std::int32_t> m_sequentialUsers, m_directUsers; ///< who has training items of the task
};

} // namespace up5::pipeline

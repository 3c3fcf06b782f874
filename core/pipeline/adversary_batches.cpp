#include "pipeline/adversary_batches.h"

#include <fmt/ranges.h>

#include "base/error.h"
#include "pipeline/tensor_batch.h"

namespace up5::pipeline {

AdversaryBatches::AdversaryBatches(const LoadedBackbone& backbone,
                                   std::vector<const data::Attribute*> attributes,
                                   const std::vector<std::int32_t>& users,
                                   const AdversaryBatchOptions& options)
    : m_backbone(backbone), m_attributes(std::move(attributes)),
      m_sequential(backbone.protocol, {.nextItem = 1}, Cuts::FullHistory),
      m_direct(backbone.protocol, {.chooseOne = 1}, Cuts::FullHistory), m_options(options) {
    for (const std::int32_t user : users) {
        if (m_sequential.canServe(user)) {
            m_sequentialUsers.push_back(user);
        }
        if (m_direct.canServe(user)) {
            m_directUsers.push_back(user);
        }
    }
    const bool lacksSequential = m_sequentialUsers.empty();
    if (lacksSequential || (m_directUsers.empty() && options.directShare > 0)) {
        std::vector<std::string> names;
        for (const data::Attribute* attribute : m_attributes) {
            names.push_back(attribute->name);
        }
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format(
                "No user is left for training a prompt against {}: none of the {} users an "
                "adversary may see has enough training items for the {} task. Raise probe.adversary_share or "
                "use a larger data set.",
                fmt::join(names, " and "), users.size(), lacksSequential ? "sequential" : "direct"));
    }
}

train::PromptBatch AdversaryBatches::batch(train::BatchPurpose purpose, std::int64_t number) const {
    RandomStream random(
        m_options.seed,
        fmt::format("{} batch {}", purpose == train::BatchPurpose::Prompt ? "prompt" : "classifier", number));
    // One task a batch: candidate lists are several times longer than histories, and padding would cost as
    // much. One wording a batch: user states differ more between two wordings than between two users, so
    // that standardising a batch of several would hide the users from the adversary.
    const bool direct = purpose == train::BatchPurpose::Prompt && random.bernoulli(m_options.directShare);
    const ExampleSource& source = direct ? m_direct : m_sequential;
    const std::vector<std::int32_t>& users = direct ? m_directUsers : m_sequentialUsers;
    constexpr std::size_t kManyWordings = 1 << 16;
    const std::size_t wording = random.below(kManyWordings);
    std::vector<TrainingExample> examples;
    std::vector<const TrainingExample*> rows;
    std::vector<std::int64_t> labels;
    for (int i = 0; i < m_options.batchSize; ++i) {
        const std::int32_t user = users[random.below(users.size())];
        examples.push_back(source.draw(user, random, wording));
        for (const data::Attribute* attribute : m_attributes) {
            const std::int32_t value = attribute->values[static_cast<std::size_t>(user)];
            labels.push_back(value < 0 ? train::kUnknownLabel : value);
        }
    }
    for (const TrainingExample& example : examples) {
        rows.push_back(&example);
    }
    train::PromptBatch batch = trainingBatch(rows, m_backbone.device);
    batch.attributeLabels = torch::tensor(labels, torch::kInt64)
                                .view({m_options.batchSize, static_cast<std::int64_t>(m_attributes.size())})
                                .to(m_backbone.device);
    return batch;
}

} // namespace up5::pipeline

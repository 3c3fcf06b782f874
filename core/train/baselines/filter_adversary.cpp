#include "train/baselines/filter_adversary.h"

#include <algorithm>

#include "base/random_stream.h"
#include "train/adversaries/adversary.h"
#include "train/resumable_state.h"

namespace up5::train {

FilterAdversary::FilterAdversary(std::vector<AdversaryLabels> labels, std::int64_t dimensions,
                                 const FilterAdversaryOptions& options, torch::Device device)
    : m_labels(std::move(labels)), m_options(options) {
    torch::Tensor known;
    for (AdversaryLabels& label : m_labels) {
        label.classes = label.classes.to(device);
        known = known.defined() ? known | label.classes.ge(0) : label.classes.ge(0);
        m_discriminators->push_back(nn::AttributeClassifier("mlp7", dimensions, label.numClasses));
    }
    m_pool = known.nonzero().view({-1});
    m_discriminators->to(device);
    m_discriminators->train();
    m_optimiser.emplace(
        m_discriminators->parameters(),
        AdamWOptions{.learningRate = options.learningRate, .l2 = options.l2, .skipsIdle = true});
}

std::vector<bool> FilterAdversary::removedIn(std::int64_t step) const {
    RandomStream random(m_options.seed, "filtered attributes of step " + std::to_string(step));
    std::vector<bool> removed(m_labels.size());
    for (std::size_t i = 0; i < removed.size(); ++i) {
        removed[i] = random.bernoulli(0.5);
    }
    return removed;
}

torch::Tensor FilterAdversary::drawUsers() const {
    return m_pool.index_select(0, torch::randint(m_pool.size(0), {m_options.users}, m_pool.options()));
}

torch::Tensor FilterAdversary::loss(const torch::Tensor& vectors, const torch::Tensor& users,
                                    const std::vector<bool>& removed) {
    torch::Tensor sum = torch::zeros({}, vectors.options());
    for (std::size_t i = 0; i < m_labels.size(); ++i) {
        if (!removed[i]) {
            continue;
        }
        const torch::Tensor classes = m_labels[i].classes.index_select(0, users);
        const torch::Tensor logits = m_discriminators->ptr<nn::AttributeClassifierImpl>(i)->forward(vectors);
        sum = sum + knownCrossEntropy(logits.log_softmax(1), classes, {});
    }
    return sum;
}

void FilterAdversary::learn(const torch::Tensor& vectors, const torch::Tensor& users,
                            const std::vector<bool>& removed) {
    m_optimiser->zeroGradients(); // those of the recommender's step
    if (std::find(removed.begin(), removed.end(), true) == removed.end()) {
        return;
    }
    for (int step = 0; step < m_options.steps; ++step) {
        loss(vectors, users, removed).backward();
        m_optimiser->step(); // of those in the loss: others have no gradient
    }
}

void FilterAdversary::save(std::map<std::string, torch::Tensor>& tensors) const {
    ResumableState state;
    state.addModule("discriminators.", *m_discriminators);
    tensors.insert(state.tensors.begin(), state.tensors.end());
    m_optimiser->save("discriminator_optimiser.", tensors);
}

void FilterAdversary::restore(const std::map<std::string, torch::Tensor>& tensors) {
    ResumableState state;
    state.tensors = tensors;
    state.restoreModule("discriminators.", *m_discriminators);
    m_optimiser->restore("discriminator_optimiser.", tensors);
}

} // namespace up5::train

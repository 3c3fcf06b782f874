#include "train/baselines/filter_adversary.h"

#include <algorithm>

#include "base/random_stream.h"
#include "train/adversaries/adversary.h"
#include "train/resumable_state.h"

namespace up5::train {

namespace {

std::string optimiserPrefix(std::size_t discriminator) {
    return "discriminator_optimiser." + std::to_string(discriminator) + ".";
}

} // namespace

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
    for (const std::shared_ptr<torch::nn::Module>& discriminator : *m_discriminators) {
        m_optimisers.emplace_back(discriminator->parameters(),
                                  AdamWOptions{.learningRate = options.learningRate, .l2 = options.l2});
    }
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
    for (AdamW& optimiser : m_optimisers) {
        optimiser.zeroGradients(); // those of the recommender's step
    }
    if (std::find(removed.begin(), removed.end(), true) == removed.end()) {
        return;
    }
    for (int step = 0; step < m_options.steps; ++step) {
        loss(vectors, users, removed).backward();
        for (std::size_t i = 0; i < m_optimisers.size(); ++i) {
            if (removed[i]) {
                m_optimisers[i].step();
            }
        }
    }
}

void FilterAdversary::save(std::map<std::string, torch::Tensor>& tensors) const {
    ResumableState state;
    state.addModule("discriminators.", *m_discriminators);
    tensors.insert(state.tensors.begin(), state.tensors.end());
    for (std::size_t i = 0; i < m_optimisers.size(); ++i) {
        m_optimisers[i].save(optimiserPrefix(i), tensors);
    }
}

void FilterAdversary::restore(const std::map<std::string, torch::Tensor>& tensors) {
    ResumableState state;
    state.tensors = tensors;
    state.restoreModule("discriminators.", *m_discriminators);
    for (std::size_t i = 0; i < m_optimisers.size(); ++i) {
        m_optimisers[i].restore(optimiserPrefix(i), tensors);
    }
}

} // namespace up5::train

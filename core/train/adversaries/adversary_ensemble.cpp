#include "train/adversaries/adversary_ensemble.h"

#include <algorithm>

#include "base/random_stream.h"

namespace up5::train {

namespace {

/// The cross-entropy of what an adversary says to the shares of the classes among the users with a known
/// label: least where it says of everybody what one knows without looking.
torch::Tensor crossEntropyToShares(const torch::Tensor& logProbabilities, const torch::Tensor& labels) {
    const torch::Tensor known = labels.ge(0).to(logProbabilities.scalar_type());
    const torch::Tensor count = known.sum().clamp_min(1.0);
    const torch::Tensor shares = torch::zeros({logProbabilities.size(1)}, logProbabilities.options())
                                     .index_add(0, labels.clamp_min(0), known) /
                                 count;
    return -(logProbabilities.matmul(shares) * known).sum() / count;
}

torch::Tensor accuracyOf(const torch::Tensor& logProbabilities, const torch::Tensor& labels) {
    const torch::Tensor known = labels.ge(0).to(logProbabilities.scalar_type());
    const torch::Tensor right = logProbabilities.argmax(1).eq(labels).to(logProbabilities.scalar_type());
    return right.sum() / known.sum().clamp_min(1.0);
}

AttackedUsers detached(const AttackedUsers& attacked) {
    AttackedUsers fixed = attacked;
    for (auto& [target, states] : fixed.states) {
        states = states.detach();
    }
    for (AttackedSentences& sentences : fixed.sentences) {
        sentences.prefix = sentences.prefix.detached();
    }
    return fixed;
}

std::vector<torch::Tensor> parametersOf(const std::vector<torch::nn::Module*>& networks) {
    std::vector<torch::Tensor> parameters;
    for (const torch::nn::Module* network : networks) {
        for (const torch::Tensor& parameter : network->parameters()) {
            parameters.push_back(parameter);
        }
    }
    return parameters;
}

} // namespace

std::vector<AdversaryEnsemble::Member>
AdversaryEnsemble::makeMembers(std::int64_t width, const std::vector<AttackedAttribute>& attributes,
                               const AdversaryOptions& options, torch::Device device) {
    torch::manual_seed(derivedSeed(options.seed, "adversary initialisation"));
    std::vector<Member> members;
    for (std::size_t attribute = 0; attribute < attributes.size(); ++attribute) {
        for (const std::string& target : options.targets) {
            for (const std::string& name : options.architectures) {
                auto adversary = adversaryArchitecture(name).make(width, attributes[attribute]);
                if (adversary->readsSentences() && target != options.targets.front()) {
                    continue; // one is enough: it reads the same whatever the target
                }
                if (torch::nn::Module* network = adversary->network()) {
                    network->to(device);
                }
                members.push_back({attribute, target, std::move(adversary)});
            }
        }
    }
    return members;
}

AdversaryEnsemble::AdversaryEnsemble(std::int64_t width, std::vector<AttackedAttribute> attributes,
                                     const AdversaryOptions& options, torch::Device device)
    : m_attributes(std::move(attributes)), m_options(options),
      m_members(makeMembers(width, m_attributes, options, device)) {
    for (std::size_t attribute = 0; attribute < m_attributes.size(); ++attribute) {
        m_optimisers.emplace_back(parametersOf(networks(attribute)),
                                  AdamWOptions{.learningRate = options.learningRate});
    }
}

std::vector<torch::nn::Module*> AdversaryEnsemble::networks(std::optional<std::size_t> attribute) const {
    std::vector<torch::nn::Module*> networks;
    for (const Member& member : m_members) {
        torch::nn::Module* network = member.adversary->network();
        if (network != nullptr && attribute.value_or(member.attribute) == member.attribute) {
            networks.push_back(network);
        }
    }
    return networks;
}

bool AdversaryEnsemble::isTrained() const {
    return !networks().empty();
}

void AdversaryEnsemble::setGradients(bool on) {
    for (torch::Tensor& parameter : parametersOf(networks())) {
        parameter.set_requires_grad(on);
    }
}

void AdversaryEnsemble::setTraining(bool on) {
    for (torch::nn::Module* network : networks()) {
        network->train(on);
    }
}

bool AdversaryEnsemble::readsSentences() const {
    return std::ranges::any_of(m_members,
                               [](const Member& member) { return member.adversary->readsSentences(); });
}

void AdversaryEnsemble::classifierStep(const AttackedUsers& attacked, const std::vector<bool>& active) {
    const AttackedUsers fixed = detached(attacked);
    for (const Member& member : m_members) {
        if (member.adversary->network() != nullptr && active[member.attribute]) {
            const torch::Tensor labels =
                attacked.labels.select(1, static_cast<std::int64_t>(member.attribute));
            knownCrossEntropy(member.adversary->logProbabilities(fixed, member.target, labels), labels,
                              m_attributes[member.attribute].classWeights)
                .backward();
        }
    }
    for (std::size_t attribute = 0; attribute < m_optimisers.size(); ++attribute) {
        if (active[attribute]) {
            m_optimisers[attribute].step();
        }
    }
}

AdversaryReading AdversaryEnsemble::reading(std::size_t attribute, const AttackedUsers& attacked) {
    setGradients(false);
    setTraining(!m_options.runningStatistics);
    const torch::Tensor labels = attacked.labels.select(1, static_cast<std::int64_t>(attribute));
    std::vector<torch::Tensor> objectives, crossEntropies, accuracies;
    for (const Member& member : m_members) {
        if (member.attribute == attribute) {
            const torch::Tensor said = member.adversary->logProbabilities(attacked, member.target, labels);
            crossEntropies.push_back(knownCrossEntropy(said, labels, m_attributes[attribute].classWeights));
            objectives.push_back(m_options.loss == AdversarialLoss::CrossEntropy
                                     ? crossEntropies.back()
                                     : -crossEntropyToShares(said, labels));
            accuracies.push_back(accuracyOf(said.detach(), labels));
        }
    }
    setTraining(true);
    setGradients(true);
    const torch::Tensor all = torch::stack(crossEntropies);
    if (m_options.combination == AdversaryCombination::Mean) {
        return {torch::stack(objectives).mean(), all.mean().detach(), torch::stack(accuracies).mean()};
    }
    const torch::Tensor strongest = all.detach().argmin().unsqueeze(0);
    const auto chosen = [&](const torch::Tensor& values) {
        return values.index_select(0, strongest).squeeze(0);
    };
    return {chosen(torch::stack(objectives)), chosen(all).detach(), chosen(torch::stack(accuracies))};
}

void AdversaryEnsemble::save(ResumableState& state) const {
    const std::vector<torch::nn::Module*> own = networks();
    for (std::size_t i = 0; i < own.size(); ++i) {
        state.addModule("adversary." + std::to_string(i) + ".", *own[i]);
    }
    for (std::size_t i = 0; i < m_optimisers.size(); ++i) {
        m_optimisers[i].save("classifier_optimiser." + std::to_string(i) + ".", state.tensors);
    }
}

void AdversaryEnsemble::restore(const ResumableState& state) {
    const std::vector<torch::nn::Module*> own = networks();
    for (std::size_t i = 0; i < own.size(); ++i) {
        state.restoreModule("adversary." + std::to_string(i) + ".", *own[i]);
    }
    for (std::size_t i = 0; i < m_optimisers.size(); ++i) {
        m_optimisers[i].restore("classifier_optimiser." + std::to_string(i) + ".", state.tensors);
    }
}

} // namespace up5::train

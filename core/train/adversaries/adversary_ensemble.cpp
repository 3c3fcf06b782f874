#include "train/adversaries/adversary_ensemble.h"

#include <algorithm>

#include "base/random_stream.h"

namespace up5::train {

namespace {

/// The cross-entropy of what an adversary says to the shares of the classes among the users with a known
/// label: least where it says of everybody what one knows without looking.
torch::Tensor crossEntropyToShares(const torch::Tensor& logProbabilities, const torch::Tensor& labels,
                                   const torch::Tensor& classWeights) {
    const torch::Tensor isKnown = labels.ge(0).to(logProbabilities.scalar_type());
    // Adversaries that weigh the classes say their weighted shares of users who show nothing.
    const torch::Tensor known =
        classWeights.defined() ? isKnown * classWeights.index_select(0, labels.clamp_min(0)) : isKnown;
    constexpr double kNobody = 1e-8; // no real weight is as small
    const torch::Tensor count = known.sum().clamp_min(kNobody);
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

torch::Tensor stacked(const std::vector<AdversaryReading>& readings, torch::Tensor AdversaryReading::*part) {
    std::vector<torch::Tensor> values;
    for (const AdversaryReading& reading : readings) {
        values.push_back(reading.*part);
    }
    return torch::stack(values);
}

AdversaryReading meanOf(const std::vector<AdversaryReading>& readings) {
    return {stacked(readings, &AdversaryReading::objective).mean(),
            stacked(readings, &AdversaryReading::crossEntropy).mean(),
            stacked(readings, &AdversaryReading::accuracy).mean()};
}

/// Chosen on the device: no value is read back.
AdversaryReading strongestOf(const std::vector<AdversaryReading>& readings) {
    const torch::Tensor strongest =
        stacked(readings, &AdversaryReading::crossEntropy).detach().argmin().unsqueeze(0);
    const auto chosen = [&](torch::Tensor AdversaryReading::*part) {
        return stacked(readings, part).index_select(0, strongest).squeeze(0);
    };
    return {chosen(&AdversaryReading::objective), chosen(&AdversaryReading::crossEntropy),
            chosen(&AdversaryReading::accuracy)};
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
                members.push_back({attribute, target, name, std::move(adversary)});
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
    const torch::Tensor& classWeights = m_attributes[attribute].classWeights;
    std::map<std::string, std::vector<AdversaryReading>> byArchitecture;
    for (const Member& member : m_members) {
        if (member.attribute == attribute) {
            const torch::Tensor said = member.adversary->logProbabilities(attacked, member.target, labels);
            const torch::Tensor crossEntropy = knownCrossEntropy(said, labels, classWeights);
            byArchitecture[member.architecture].push_back(
                {m_options.loss == AdversarialLoss::CrossEntropy
                     ? crossEntropy
                     : -crossEntropyToShares(said, labels, classWeights),
                 crossEntropy, accuracyOf(said.detach(), labels)});
        }
    }
    setTraining(true);
    setGradients(true);
    std::vector<AdversaryReading> taken;
    for (const auto& [name, readings] : byArchitecture) {
        if (m_options.combination == AdversaryCombination::Strongest) {
            taken.push_back(strongestOf(readings));
        } else {
            taken.insert(taken.end(), readings.begin(), readings.end());
        }
    }
    return meanOf(taken);
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

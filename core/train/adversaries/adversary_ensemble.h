// All adversaries of a prompt in training: an attacker for each attribute, target and architecture.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <torch/torch.h>

#include "train/adam_w.h"
#include "train/adversaries/adversary.h"
#include "train/resumable_state.h"

namespace up5::train {

/// What the prompt gains by an adversary's bad reading.
enum class AdversarialLoss {
    CrossEntropy, ///< that of the labels (paper Eq. 7): pays for misleading
    TowardPrior,  ///< minus that of the classes' shares: pays for telling nothing
};

/// Which of an attribute's adversaries the prompt is trained against.
enum class AdversaryCombination {
    Mean,
    Strongest, ///< the one that reads best at this step
};

struct AdversaryOptions {
    std::vector<std::string> architectures = {"mlp7"};
    std::vector<std::string> targets = {"user_span"};
    AdversarialLoss loss = AdversarialLoss::CrossEntropy;
    AdversaryCombination combination = AdversaryCombination::Mean;
    /// Networks normalise by their running statistics, not by the batch's, while the prompt takes its step.
    bool runningStatistics = false;
    double learningRate = 1e-3;
    std::uint64_t seed = 2022;
};

/// How well an attribute is read.
struct AdversaryReading {
    torch::Tensor objective;    ///< what the prompt wants to be large, scalar
    torch::Tensor crossEntropy; ///< L_dis: combined as the options say, scalar
    torch::Tensor accuracy;     ///< of the adversaries' classes for users with a known label, combined alike
};

class AdversaryEnsemble {
public:
    AdversaryEnsemble(std::int64_t width, std::vector<AttackedAttribute> attributes,
                      const AdversaryOptions& options, torch::Device device);

    /// Whether any adversary takes classifier steps.
    bool isTrained() const;
    /// Whether any adversary reads sentences.
    bool readsSentences() const;
    /// One update of the trained adversaries of the attributes with `active` set, each on the cross-entropy
    /// of its own.
    void classifierStep(const AttackedUsers& attacked, const std::vector<bool>& active);
    /// Differentiable in the states; the adversaries get no gradients from it.
    AdversaryReading reading(std::size_t attribute, const AttackedUsers& attacked);

    void save(ResumableState& state) const;
    void restore(const ResumableState& state);
    /// The networks of trained adversaries (of one attribute), in the order attribute, target, architecture.
    std::vector<torch::nn::Module*> networks(std::optional<std::size_t> attribute = std::nullopt) const;
    AdamW& optimiser(std::size_t attribute) { return m_optimisers[attribute]; }

private:
    struct Member {
        std::size_t attribute;
        std::string target;
        std::unique_ptr<Adversary> adversary;
    };
    static std::vector<Member> makeMembers(std::int64_t width,
                                           const std::vector<AttackedAttribute>& attributes,
                                           const AdversaryOptions& options, torch::Device device);
    void setGradients(bool on);
    void setTraining(bool on);

    std::vector<AttackedAttribute> m_attributes;
    AdversaryOptions m_options;
    std::vector<Member> m_members;
    std::vector<AdamW> m_optimisers; ///< per attribute: no step, no momentum
};

} // namespace up5::train

// Who attacks a prompt while it is trained: one file pair an architecture, and the table of them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <torch/torch.h>

namespace up5::train {

/// The label of a user whose value is not known; losses leave such users out.
inline constexpr std::int64_t kUnknownLabel = -100;

/// What the adversaries see of a batch of users.
struct AttackedUsers {
    std::map<std::string, torch::Tensor> states; ///< by target ("user_span", …): [B, d]
    torch::Tensor labels;                        ///< int64 [B, attributes]
};

/// A sensitive attribute under attack.
struct AttackedAttribute {
    std::int64_t numClasses = 2;
    torch::Tensor classWeights; ///< [numClasses], of the users of each class in every loss; undefined = all 1
};

/// Mean cross-entropy of log-probabilities [B, C] over the users with a known label (int64 [B]), weighted by
/// their classes; 0 when there is none.
torch::Tensor knownCrossEntropy(const torch::Tensor& logProbabilities, const torch::Tensor& labels,
                                const torch::Tensor& classWeights);

/// One attacker of one attribute.
class Adversary {
public:
    virtual ~Adversary() = default;
    /// What it makes of the states [B, d]: log-probabilities of the classes [B, C], differentiable in the
    /// states. The labels (int64 [B]) are for an adversary that is fitted anew to what it attacks.
    virtual torch::Tensor logProbabilities(const torch::Tensor& states, const torch::Tensor& labels) = 0;
    /// The network that classifier steps train; none where the adversary is fitted anew.
    virtual torch::nn::Module* network() { return nullptr; }
};

struct AdversaryArchitecture {
    std::string name;
    /// For states of `width` numbers; draws weights from torch's default generator.
    std::function<std::unique_ptr<Adversary>(std::int64_t width, const AttackedAttribute& attribute)> make;
};

/// All architectures: "mlp7" (paper §5), "mlp9-code" and "logistic".
const std::vector<AdversaryArchitecture>& adversaryArchitectures();
/// Throws Error{InvalidInput} naming the allowed ones.
const AdversaryArchitecture& adversaryArchitecture(const std::string& name);

} // namespace up5::train

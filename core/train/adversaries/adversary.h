// Who attacks a prompt while it is trained: one file pair an architecture, and the table of them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <torch/torch.h>

#include "nn/p5_backbone.h"
#include "nn/probing_prompt.h"
#include "train/backbone_trainer.h"

namespace up5::train {

/// The label of a user whose value is not known; losses leave such users out.
inline constexpr std::int64_t kUnknownLabel = -100;

/// A batch of sentences and the prompt before the backbone that reads them.
struct AttackedSentences {
    SequenceBatch sequence;
    nn::KvPrefix prefix;
};

/// What the adversaries see of a batch of users.
struct AttackedUsers {
    std::map<std::string, torch::Tensor> states; ///< by target ("user_span", …): [B, d]
    std::vector<AttackedSentences>
        sentences;        ///< of the users in their order; empty unless somebody reads them
    torch::Tensor labels; ///< int64 [B, attributes]
};

/// What a soft prompt needs to ask for an attribute.
struct AttributeWords {
    nn::P5Backbone backbone{nullptr};   ///< frozen, with tokens for all words
    std::vector<torch::Tensor> answers; ///< of each class the pieces, then eos: int64 [T]
    torch::Tensor wordRows;             ///< [k, d], see nn::ProbingPrompt
    nn::ProbingPromptOptions prompt;
};

/// A sensitive attribute under attack.
struct AttackedAttribute {
    std::int64_t numClasses = 2;
    torch::Tensor classWeights; ///< [numClasses], of the users of each class in every loss; undefined = all 1
    std::shared_ptr<const AttributeWords> words = nullptr; ///< for adversaries that ask in words
};

/// Mean cross-entropy of log-probabilities [B, C] over the users with a known label (int64 [B]), weighted by
/// their classes; 0 when there is none.
torch::Tensor knownCrossEntropy(const torch::Tensor& logProbabilities, const torch::Tensor& labels,
                                const torch::Tensor& classWeights);

/// One attacker of one attribute.
class Adversary {
public:
    virtual ~Adversary() = default;
    /// What it makes of the users: log-probabilities of the classes [B, C], differentiable in what it reads,
    /// the states of the target or the sentences. The labels (int64 [B]) are for an adversary that is fitted
    /// anew to what it attacks.
    virtual torch::Tensor logProbabilities(const AttackedUsers& attacked, const std::string& target,
                                           const torch::Tensor& labels) = 0;
    /// Whether it reads sentences, whatever the target.
    virtual bool readsSentences() const { return false; }
    /// The network that classifier steps train; none where the adversary is fitted anew.
    virtual torch::nn::Module* network() { return nullptr; }
};

struct AdversaryArchitecture {
    std::string name;
    /// For states of `width` numbers; draws weights from torch's default generator.
    std::function<std::unique_ptr<Adversary>(std::int64_t width, const AttackedAttribute& attribute)> make;
};

/// All architectures: "mlp7" (paper §5), "mlp9-code", "logistic" and "soft-prompt" (paper §7.2).
const std::vector<AdversaryArchitecture>& adversaryArchitectures();
/// Throws Error{InvalidInput} naming the allowed ones.
const AdversaryArchitecture& adversaryArchitecture(const std::string& name);

} // namespace up5::train

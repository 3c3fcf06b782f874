#include "train/adversaries/soft_prompt_adversary.h"

#include "base/error.h"
#include "train/probing_prompt_trainer.h"

namespace up5::train {

namespace {

class SoftPromptAdversary : public Adversary {
public:
    explicit SoftPromptAdversary(std::shared_ptr<const AttributeWords> words)
        : m_words(std::move(words)), m_backbone(m_words->backbone),
          m_prompt(m_backbone->config(), m_words->prompt, m_words->wordRows) {}

    bool readsSentences() const override { return true; }
    torch::nn::Module* network() override { return m_prompt.get(); }

    torch::Tensor logProbabilities(const AttackedUsers& attacked, const std::string&,
                                   const torch::Tensor&) override {
        const nn::KvPrefix own = m_prompt->forward();
        std::vector<torch::Tensor> rows;
        for (const AttackedSentences& sentences : attacked.sentences) {
            rows.push_back(answerLogLikelihoods(sentences.sequence, nn::concatenated(sentences.prefix, own)));
        }
        return torch::cat(rows).log_softmax(1);
    }

private:
    /// [B, C]
    torch::Tensor answerLogLikelihoods(const SequenceBatch& sequence, const nn::KvPrefix& prefix) {
        const torch::Tensor encoded =
            m_backbone->encode(sequence.tokens, sequence.wholeWordIds, sequence.attentionMask, &prefix);
        std::vector<torch::Tensor> classes;
        for (const torch::Tensor& answer : m_words->answers) {
            const torch::Tensor labels = answer.unsqueeze(0).expand({encoded.size(0), -1});
            classes.push_back(m_backbone->exampleLoss(encoded, sequence.attentionMask, labels, &prefix) *
                              -static_cast<double>(answer.size(0)));
        }
        return torch::stack(classes, 1);
    }

    std::shared_ptr<const AttributeWords> m_words;
    nn::P5Backbone m_backbone;
    nn::ProbingPrompt m_prompt;
};

} // namespace

std::unique_ptr<Adversary> makeSoftPromptAdversary(const AttackedAttribute& attribute) {
    if (!attribute.words) {
        throw Error(
            ErrorCode::InvalidInput,
            "A soft prompt as adversary needs the words of the attribute's classes, but none are known.");
    }
    return std::make_unique<SoftPromptAdversary>(attribute.words);
}

} // namespace up5::train

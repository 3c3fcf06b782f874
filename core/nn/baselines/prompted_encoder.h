// S-SAS and S-BERT: a frozen sequential recommender behind a selective prompt (Wu et al. 2022; spec E6).
#pragma once

#include <memory>

#include "nn/baselines/selective_prompt.h"

namespace up5::nn {

/// Only the prompt is trained, and the encoder's layer normalisations where asked for; every other weight of
/// the encoder stays as it is, bit for bit.
class PromptedEncoderImpl : public VectorModel {
public:
    /// Freezes the encoder. As SelectivePromptImpl, which it makes.
    PromptedEncoderImpl(std::shared_ptr<SequenceEncoder> encoder, const SelectivePromptOptions& options,
                        bool trainLayerNorm);

    const SequenceEncoder& encoder() const { return *m_encoder; }
    /// For a prompt that reads users: their classes, int64 [all users, attributes], negative = unknown, on
    /// the model's device. They are no part of its weights.
    void setUserClasses(torch::Tensor classes) { m_userClasses = std::move(classes); }

    torch::Tensor userVectors(const UserBatch& batch) override;
    torch::Tensor asQueries(const torch::Tensor& vectors) override { return m_encoder->asQueries(vectors); }
    torch::Tensor itemVectors() override { return m_encoder->itemVectors(); }
    torch::Tensor itemBias() override { return m_encoder->itemBias(); }

private:
    std::shared_ptr<SequenceEncoder> m_encoder;
    SelectivePrompt m_prompt{nullptr};
    torch::Tensor m_userClasses;
};
TORCH_MODULE(PromptedEncoder);

} // namespace up5::nn

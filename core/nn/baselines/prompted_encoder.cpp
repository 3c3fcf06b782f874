#include "nn/baselines/prompted_encoder.h"

namespace up5::nn {

PromptedEncoderImpl::PromptedEncoderImpl(std::shared_ptr<SequenceEncoder> encoder,
                                         const SelectivePromptOptions& options, bool trainLayerNorm)
    : m_encoder(register_module("encoder", std::move(encoder))) {
    for (torch::Tensor& parameter : m_encoder->parameters()) {
        parameter.set_requires_grad(false);
    }
    if (trainLayerNorm) {
        for (torch::Tensor& parameter : m_encoder->layerNormParameters()) {
            parameter.set_requires_grad(true);
        }
    }
    m_prompt = register_module("prompt", SelectivePrompt(*m_encoder, options));
}

torch::Tensor PromptedEncoderImpl::userVectors(const UserBatch& batch) {
    PromptedLayers layers(m_prompt, m_prompt->readsUsers() ? m_userClasses.index_select(0, batch.users)
                                                           : torch::Tensor());
    return m_encoder->vectorsOf(batch.history, &layers);
}

} // namespace up5::nn

#include "nn/prompt_mixture.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"
#include "nn/fast_dropout.h"
#include "nn/prefix_slots.h"

namespace up5::nn {

namespace {

void requireMixable(const T5Config& config, const KvPrefix& prompt, std::size_t position) {
    const auto refuse = [&](const std::string& what) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("Prompt {} of the mixture {}. Mix prompts that are keys and values of one "
                                "backbone's attentions only.",
                                position + 1, what));
    };
    if (prompt.length() == 0) {
        refuse("has no keys and values");
    }
    if (prompt.visible.defined() || prompt.encoderInput.defined() || prompt.decoderInput.defined()) {
        refuse("has input embeddings or hidden columns");
    }
    const auto fits = [&](const std::vector<LayerPrefix>& layers, std::int64_t count) {
        const auto hasShape = [&](const torch::Tensor& tensor) {
            return tensor.sizes() == at::IntArrayRef({config.numHeads, prompt.length(), config.dKv});
        };
        return static_cast<std::int64_t>(layers.size()) == count &&
               std::all_of(layers.begin(), layers.end(), [&](const LayerPrefix& layer) {
                   return hasShape(layer.key) && hasShape(layer.value);
               });
    };
    if (!fits(prompt.encoderSelf, config.numLayers) || !fits(prompt.decoderSelf, config.numDecoderLayers) ||
        !fits(prompt.cross, config.numDecoderLayers)) {
        refuse(
            fmt::format("does not fit a backbone of {} encoder and {} decoder layers with {} heads of size "
                        "{}",
                        config.numLayers, config.numDecoderLayers, config.numHeads, config.dKv));
    }
}

} // namespace

PromptMixtureImpl::PromptMixtureImpl(const T5Config& config, const std::vector<KvPrefix>& prompts,
                                     const PromptMixtureOptions& options)
    : m_config(config), m_options(options), m_chosen(prompts.size(), true) {
    if (prompts.size() < 2) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("A mixture needs at least two prompts, but {} {} given.", prompts.size(),
                                prompts.size() == 1 ? "is" : "are"));
    }
    if (options.outputLength < 1) {
        throw Error(ErrorCode::InvalidInput, "A mixture needs an output length of at least 1.");
    }
    if (options.init != "identity" && options.init != "normal") {
        throw Error(ErrorCode::InvalidInput, "There is no initialisation " + options.init +
                                                 " of a mixture; there are identity and normal.");
    }
    for (std::size_t i = 0; i < prompts.size(); ++i) {
        requireMixable(config, prompts[i], i);
        m_prompts.push_back(
            register_buffer("prompt_" + std::to_string(i), slotsOf(prompts[i]).detach().clone()));
    }
    m_attention = register_module(
        "attention", SlotAttention(numSlots(config), options.outputLength, config.numHeads * config.dKv));
    initialiseXavier(*m_attention);
    if (options.init == "identity") {
        m_attention->startAsMean();
    }
}

void PromptMixtureImpl::select(std::vector<bool> chosen) {
    if (chosen.size() != m_prompts.size() || std::find(chosen.begin(), chosen.end(), true) == chosen.end()) {
        throw Error(ErrorCode::Internal, "A mixture needs one flag a prompt and at least one prompt.");
    }
    m_chosen = std::move(chosen);
}

KvPrefix PromptMixtureImpl::forward() {
    std::vector<torch::Tensor> chosen;
    for (std::size_t i = 0; i < m_chosen.size(); ++i) {
        if (m_chosen[i]) {
            chosen.push_back(m_prompts[i]);
        }
    }
    if (chosen.size() == 1) {
        return prefixFromSlots(m_config, chosen.front());
    }
    const torch::Tensor mixed = m_attention->forward(torch::cat(chosen, 1));
    return prefixFromSlots(m_config, fastDropout(mixed, m_options.dropout, is_training()));
}

} // namespace up5::nn

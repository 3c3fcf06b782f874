#include "checkpoint/t5_tensors.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/error.h"
#include "checkpoint/checkpoint.h"

namespace up5::checkpoint {

namespace {

/// Lists the tensors of one stack after the other.
class TensorList {
public:
    explicit TensorList(const T5Config& config) : m_config(config) {}

    void addStack(const std::string& stack, std::int64_t layers, bool isDecoder) {
        for (std::int64_t i = 0; i < layers; ++i) {
            const std::string block = fmt::format("{}.block.{}.layer.", stack, i);
            addAttention(block + "0", "SelfAttention");
            if (i == 0) {
                add(block + "0.SelfAttention.relative_attention_bias.weight",
                    {m_config.relativeAttentionNumBuckets, m_config.numHeads});
            }
            if (isDecoder) {
                addAttention(block + "1", "EncDecAttention");
            }
            const std::string feedForward = block + (isDecoder ? "2" : "1");
            add(feedForward + ".DenseReluDense.wi.weight", {m_config.dFf, m_config.dModel});
            add(feedForward + ".DenseReluDense.wo.weight", {m_config.dModel, m_config.dFf});
            add(feedForward + ".layer_norm.weight", {m_config.dModel});
        }
        add(stack + ".final_layer_norm.weight", {m_config.dModel});
    }
    void add(const std::string& name, std::vector<std::int64_t> shape) {
        tensors.push_back({name, TensorType::F32, std::move(shape)});
    }

    std::vector<TensorInfo> tensors;

private:
    void addAttention(const std::string& layer, const std::string& kind) {
        const std::int64_t inner = m_config.numHeads * m_config.dKv;
        for (const char* projection : {"q", "k", "v"}) {
            add(layer + "." + kind + "." + projection + ".weight", {inner, m_config.dModel});
        }
        add(layer + "." + kind + ".o.weight", {m_config.dModel, inner});
        add(layer + ".layer_norm.weight", {m_config.dModel});
    }

    const T5Config& m_config;
};

/// Number of blocks of a stack: one more than the highest there is, whatever the order of the tensors (files
/// list block.10 before block.2).
std::int64_t blocksOf(const std::vector<TensorInfo>& tensors, const std::string& stack) {
    const std::string prefix = stack + ".block.";
    std::int64_t count = 0;
    for (const TensorInfo& tensor : tensors) {
        if (!tensor.name.starts_with(prefix)) {
            continue;
        }
        std::int32_t block = 0;
        const char* end = tensor.name.data() + tensor.name.size();
        const auto [rest, problem] = std::from_chars(tensor.name.data() + prefix.size(), end, block);
        if (problem == std::errc() && rest != end && *rest == '.') {
            count = std::max<std::int64_t>(count, std::int64_t{block} + 1);
        }
    }
    return count;
}

} // namespace

std::vector<TensorInfo> tensorsOf(const T5Config& config) {
    TensorList list(config);
    list.add("shared.weight", {config.vocabSize, config.dModel});
    if (config.wholeWordVocabSize > 0) {
        list.add(kWholeWordTable, {config.wholeWordVocabSize, config.dModel});
    }
    list.addStack("encoder", config.numLayers, false);
    list.addStack("decoder", config.numDecoderLayers, true);
    return list.tensors;
}

T5Config configOfTensors(const std::vector<TensorInfo>& tensors, const std::string& where) {
    const auto matrix = [&](const std::string& name) -> const std::vector<std::int64_t>& {
        const auto found = std::ranges::find(tensors, name, &TensorInfo::name);
        if (found == tensors.end() || found->shape.size() != 2 || found->shape[0] < 1 ||
            found->shape[1] < 1) {
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("{} has no matrix {}, so it is no T5, and no config.json lies beside it.",
                                    where, name));
        }
        return found->shape;
    };
    T5Config config;
    config.wholeWordVocabSize = 0;
    config.vocabSize = matrix("shared.weight")[0];
    config.dModel = matrix("shared.weight")[1];
    const auto& bias = matrix("encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight");
    config.relativeAttentionNumBuckets = bias[0];
    config.numHeads = bias[1];
    const std::int64_t inner = matrix("encoder.block.0.layer.0.SelfAttention.q.weight")[0];
    if (inner % config.numHeads != 0) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("{}: the {} rows of a query matrix do not divide into {} "
                                "heads.",
                                where, inner, config.numHeads));
    }
    config.dKv = inner / config.numHeads;
    config.dFf = matrix("encoder.block.0.layer.1.DenseReluDense.wi.weight")[0];
    config.numLayers = blocksOf(tensors, "encoder");
    config.numDecoderLayers = blocksOf(tensors, "decoder");
    requireInRange(config, where, ErrorCode::InvalidInput);
    return config;
}

} // namespace up5::checkpoint

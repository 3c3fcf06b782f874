#include "nn/prompt_generator.h"

#include <algorithm>

#include "base/error.h"
#include "nn/fast_dropout.h"
#include "nn/prefix_slots.h"

namespace up5::nn {

struct PromptGeneratorImpl::Shape {
    const char* name;
    std::int64_t slots, width; ///< tokens a position, numbers a token
    int linearMaps;            ///< of the perceptron
};

namespace {

/// Root mean square of the words' numbers: the size of what a backbone reads as input.
double rootMeanSquare(const torch::Tensor& rows) {
    return rows.detach().square().mean().sqrt().item<double>();
}

} // namespace

PromptGeneratorImpl::PromptGeneratorImpl(const T5Config& config, const PromptGeneratorOptions& options,
                                         const torch::Tensor& wordRows)
    : m_config(config), m_options(options), m_startScale(options.outputScale) {
    if (options.prefixLength < 1) {
        throw Error(ErrorCode::InvalidInput, "A prompt needs a prefix length of at least 1.");
    }
    const bool hasMaps = options.generator != "table";
    if (hasMaps && options.generator != "linear" && options.generator != "mlp") {
        throw Error(ErrorCode::InvalidInput,
                    "There is no generator " + options.generator + "; there are linear, mlp and table.");
    }
    const std::int64_t inner = config.numHeads * config.dKv;
    std::vector<Shape> shapes;
    if (options.injection == PromptInjection::Input) {
        if (!wordRows.defined() || wordRows.dim() != 2 || wordRows.size(0) == 0) {
            throw Error(ErrorCode::InvalidInput,
                        "A prompt that is injected as input needs embeddings of words to begin at.");
        }
        m_startScale *= rootMeanSquare(wordRows);
        shapes = {{"encoder_input", 1, config.dModel, 2}, {"decoder_input", 1, config.dModel, 3}};
    } else {
        for (const AttentionKind& kind : kAttentionKinds) {
            const bool isEncoder = &kind == std::begin(kAttentionKinds);
            shapes.push_back({kind.name, 2 * config.*kind.count, inner, isEncoder ? 2 : 3});
        }
    }
    std::int64_t slots = 0;
    for (const Shape& shape : shapes) {
        addPart(shape, wordRows);
        slots += shape.slots;
    }
    if (hasMaps || options.reweighter != "none") {
        m_scale = register_parameter("output_scale", torch::full({}, m_startScale));
    }
    if (options.reweighter != "none") {
        m_reweighter = register_module("reweighter", PromptReweighter(PromptReweighterOptions{
                                                         options.reweighter, slots, shapes.front().slots,
                                                         options.prefixLength, shapes.front().width}));
    }
    initialise();
    if (options.conditioned) {
        if (!hasMaps) {
            throw Error(ErrorCode::InvalidInput,
                        "A prompt for every λ needs a generator with maps: linear or mlp, not table.");
        }
        m_condition = register_module("condition", LambdaCondition(static_cast<std::int64_t>(m_parts.size()),
                                                                   options.prefixLength, config.dModel));
    }
}

void PromptGeneratorImpl::addPart(const Shape& shape, const torch::Tensor& wordRows) {
    const std::int64_t n = m_options.prefixLength, d = m_config.dModel;
    torch::Tensor table;
    std::vector<std::int64_t> widths;
    if (m_options.generator != "table") {
        table = torch::randn({n, d});
        if (m_options.generator == "mlp") {
            widths.assign(static_cast<std::size_t>(shape.linearMaps - 1), promptWidth(d));
        }
        widths.push_back(shape.slots * shape.width);
    } else if (m_options.injection == PromptInjection::Input) {
        table = drawnRows(wordRows, n).cpu().unsqueeze(0) / m_startScale;
    } else {
        table = torch::randn({shape.slots, n, shape.width});
    }
    m_parts.push_back(register_module(shape.name, PromptPart(table, widths, shape.slots)));
}

void PromptGeneratorImpl::initialise() {
    const torch::NoGradGuard noGradients;
    initialiseXavier(*this);
    const bool small = m_options.init == "small", zero = m_options.init == "zero";
    if (!small && !zero && m_options.init != "normal") {
        throw Error(ErrorCode::InvalidInput,
                    "There is no initialisation " + m_options.init + "; there are normal, small and zero.");
    }
    for (PromptPart& part : m_parts) {
        const bool hasMaps = !part->maps().empty();
        if (small) {
            part->table().mul_(0.02);
            if (hasMaps) {
                part->maps().back()->weight.mul_(0.1);
            }
        } else if (zero) {
            part->table().zero_();
            if (hasMaps) {
                part->maps().front()->weight.zero_();
            }
        }
        if (!m_scale.defined()) {
            part->table().mul_(m_startScale);
        }
    }
}

KvPrefix PromptGeneratorImpl::forward() {
    std::vector<torch::Tensor> rows;
    for (PromptPart& part : m_parts) {
        rows.push_back(part->table());
    }
    if (m_condition) {
        rows = m_condition->modulated(rows);
    }
    std::vector<torch::Tensor> parts;
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        parts.push_back(m_parts[i]->forward(rows[i]));
    }
    torch::Tensor tokens = torch::cat(parts, 0);
    if (m_reweighter) {
        tokens = m_reweighter->forward(tokens);
    }
    if (m_scale.defined()) {
        tokens = tokens * m_scale;
    }
    tokens = fastDropout(tokens, m_options.dropout, is_training());
    if (m_options.injection == PromptInjection::Input) {
        KvPrefix prefix;
        prefix.encoderInput = tokens[0];
        prefix.decoderInput = tokens[1];
        return prefix;
    }
    return prefixFromSlots(m_config, tokens);
}

std::int64_t storedPrefixSize(const T5Config& config, std::int64_t prefixLength, PromptInjection injection) {
    if (injection == PromptInjection::Input) {
        return prefixLength * 2 * config.dModel;
    }
    return prefixLength * numSlots(config) * config.numHeads * config.dKv;
}

} // namespace up5::nn

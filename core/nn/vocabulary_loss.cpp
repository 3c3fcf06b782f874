#include "nn/vocabulary_loss.h"

#include <algorithm>

namespace up5::nn {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Calls body(first row, number of rows) for each block.
template <class Body>
void forEachBlock(const torch::Tensor& hidden, const torch::Tensor& embedding, Body body) {
    const std::int64_t rows = logitRowsPerBlock(hidden, embedding.size(0));
    for (std::int64_t begin = 0; begin < hidden.size(0); begin += rows) {
        body(begin, std::min(rows, hidden.size(0) - begin));
    }
}

class VocabularyLoss : public torch::autograd::Function<VocabularyLoss> {
public:
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& hidden,
                                 const torch::Tensor& embedding, const torch::Tensor& labels, double scale) {
        const torch::Tensor scaled = hidden * scale;
        std::vector<torch::Tensor> normalisers, targets;
        forEachBlock(scaled, embedding, [&](std::int64_t begin, std::int64_t rows) {
            const torch::Tensor logits = scaled.narrow(0, begin, rows).mm(embedding.t());
            targets.push_back(logits.gather(1, labels.narrow(0, begin, rows).unsqueeze(1)).squeeze(1));
            normalisers.push_back(logSumExpInPlace(logits));
        });
        const torch::Tensor none = scaled.sum(1).narrow(0, 0, 0); // torch::cat wants one at least
        normalisers.push_back(none);
        targets.push_back(none);
        const torch::Tensor normaliser = torch::cat(normalisers);
        context->save_for_backward({scaled, embedding, labels, normaliser});
        context->saved_data["scale"] = scale;
        return normaliser - torch::cat(targets);
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const variable_list saved = context->get_saved_variables();
        const torch::Tensor &scaled = saved[0], &embedding = saved[1], &labels = saved[2],
                            &normaliser = saved[3], &weights = gradients[0];
        const bool embeddingMoves = context->needs_input_grad(1);
        torch::Tensor embeddingGradient = embeddingMoves ? torch::zeros_like(embedding) : torch::Tensor();
        std::vector<torch::Tensor> hiddenGradients = {scaled.narrow(0, 0, 0)};
        forEachBlock(scaled, embedding, [&](std::int64_t begin, std::int64_t rows) {
            const auto part = [&](const torch::Tensor& x) { return x.narrow(0, begin, rows).unsqueeze(1); };
            const torch::Tensor states = scaled.narrow(0, begin, rows);
            // Gradient by the logits: weight · (softmax − one at the label).
            torch::Tensor slopes = states.mm(embedding.t());
            slopes.sub_(part(normaliser)).exp_().mul_(part(weights));
            slopes.scatter_add_(1, part(labels), part(weights).neg());
            hiddenGradients.push_back(slopes.mm(embedding));
            if (embeddingMoves) {
                embeddingGradient.addmm_(slopes.t(), states);
            }
        });
        const double scale = context->saved_data["scale"].toDouble();
        return {torch::cat(hiddenGradients).mul_(scale), embeddingGradient, torch::Tensor(), torch::Tensor()};
    }
};

} // namespace

std::int64_t logitRowsPerBlock(const torch::Tensor& hidden, std::int64_t vocabSize) {
    const std::int64_t logitsPerBlock = hidden.is_cpu() ? std::int64_t{1} << 21 : std::int64_t{1} << 26;
    return std::max<std::int64_t>(64, logitsPerBlock / vocabSize);
}

torch::Tensor logSumExpInPlace(torch::Tensor logits) {
    const torch::Tensor highest = logits.amax(1, true);
    return logits.sub_(highest).exp_().sum(1).log_().add_(highest.squeeze(1));
}

torch::Tensor vocabularyLoss(const torch::Tensor& hidden, const torch::Tensor& embedding,
                             const torch::Tensor& labels, double scale) {
    return VocabularyLoss::apply(hidden, embedding, labels, scale);
}

} // namespace up5::nn

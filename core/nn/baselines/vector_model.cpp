#include "nn/baselines/vector_model.h"

namespace up5::nn {

namespace {

/// A row collected costs about as much as this many rows of a matrix product, forward and backward.
constexpr std::int64_t kRowsPerCollected = 64;

} // namespace

torch::Tensor productsWith(const torch::Tensor& queries, const torch::Tensor& table,
                           const torch::Tensor& items) {
    if (table.size(0) <= kRowsPerCollected * items.size(1)) {
        return queries.matmul(table.t()).gather(1, items);
    }
    const torch::Tensor rows =
        torch::embedding(table, items.reshape({-1})).view({items.size(0), items.size(1), table.size(1)});
    return rows.matmul(queries.unsqueeze(2)).squeeze(2);
}

torch::Tensor VectorModel::allScores(const torch::Tensor& vectors) {
    const torch::Tensor products = asQueries(vectors).matmul(itemVectors().t());
    const torch::Tensor bias = itemBias();
    return bias.defined() ? products + bias : products;
}

torch::Tensor VectorModel::scores(const torch::Tensor& vectors, const torch::Tensor& items) {
    const torch::Tensor products = productsWith(asQueries(vectors), itemVectors(), items);
    const torch::Tensor bias = itemBias();
    return bias.defined() ? products + bias.take(items) : products;
}

} // namespace up5::nn

// SimpleX (Mao et al. 2021): a user is a free vector mixed with the items of the history; scores are cosines.
#pragma once

#include <string>

#include "nn/baselines/user_table.h"
#include "nn/baselines/vector_model.h"

namespace up5::nn {

struct SimplexOptions {
    std::int64_t users = 0, items = 0, dimensions = 64;
    std::string aggregator = "mean"; ///< "mean", "user_attention" or "self_attention"
    double gamma = 0.5;              ///< weight of the free vector
    double dropout = 0.1;            ///< on the user's vector
};

/// h = γ·e_u + (1 − γ)·V·pool(e_i of the history); an empty history pools to zero. The pool is the mean, or
/// weights items by softmax(tanh(W e_i)·e_u) or softmax(tanh(W e_i)·q) with a learned q. Xavier-normal
/// initialisation, as RecBole.
class SimplexImpl : public VectorModel {
public:
    explicit SimplexImpl(const SimplexOptions& options);

    torch::Tensor userVectors(const UserBatch& batch) override;
    torch::Tensor asQueries(const torch::Tensor& vectors) override;
    torch::Tensor itemVectors() override;
    UserTableImpl& users() { return *m_users; }

private:
    torch::Tensor pooled(const torch::Tensor& users, const UserBatch& batch);

    SimplexOptions m_options;
    UserTable m_users{nullptr};
    torch::Tensor m_items;
    torch::nn::Linear m_map{nullptr}, m_attention{nullptr};
    torch::Tensor m_query;
};
TORCH_MODULE(Simplex);

} // namespace up5::nn

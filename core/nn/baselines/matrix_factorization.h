// Probabilistic matrix factorisation (Mnih and Salakhutdinov 2007): a free vector per user and per item.
#pragma once

#include "nn/baselines/user_table.h"
#include "nn/baselines/vector_model.h"

namespace up5::nn {

class MatrixFactorizationImpl : public VectorModel {
public:
    /// Vectors of `dimensions` numbers from N(0, 0.01), as in Li et al. 2021.
    MatrixFactorizationImpl(std::int64_t users, std::int64_t items, std::int64_t dimensions);

    torch::Tensor userVectors(const UserBatch& batch) override;
    torch::Tensor itemVectors() override { return m_items; }
    UserTableImpl& users() { return *m_users; }

private:
    UserTable m_users;
    torch::Tensor m_items;
};
TORCH_MODULE(MatrixFactorization);

} // namespace up5::nn

#include "nn/baselines/matrix_factorization.h"

namespace up5::nn {

namespace {

constexpr double kFactorDeviation = 0.01; // spec E1

} // namespace

MatrixFactorizationImpl::MatrixFactorizationImpl(std::int64_t users, std::int64_t items,
                                                 std::int64_t dimensions)
    : m_users(register_module("users", UserTable(torch::randn({users, dimensions}) * kFactorDeviation))),
      m_items(register_parameter("items", torch::randn({items, dimensions}) * kFactorDeviation)) {}

torch::Tensor MatrixFactorizationImpl::userVectors(const UserBatch& batch) {
    return m_users(batch.users);
}

} // namespace up5::nn

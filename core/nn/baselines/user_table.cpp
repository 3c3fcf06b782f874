#include "nn/baselines/user_table.h"

namespace up5::nn {

UserTableImpl::UserTableImpl(torch::Tensor start) {
    m_learnt = register_buffer("learnt", torch::ones({start.size(0)}, torch::kUInt8));
    m_vectors = register_parameter("vectors", std::move(start));
}

void UserTableImpl::setLearnt(const torch::Tensor& learnt) {
    m_learnt.copy_(learnt);
}

torch::Tensor UserTableImpl::forward(const torch::Tensor& users) {
    const torch::Tensor own = torch::embedding(m_vectors, users);
    if (is_training()) {
        return own;
    }
    const torch::Tensor counted = m_learnt.to(m_vectors.dtype());
    const torch::Tensor mean = counted.matmul(m_vectors) / counted.sum().clamp_min(1);
    return torch::where(m_learnt.index_select(0, users).unsqueeze(1).gt(0), own, mean);
}

} // namespace up5::nn

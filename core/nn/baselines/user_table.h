// A vector per user, and what stands for users nothing was learnt about.
#pragma once

#include <torch/torch.h>

namespace up5::nn {

class UserTableImpl : public torch::nn::Module {
public:
    /// `start` [users, d]: the vectors before training.
    explicit UserTableImpl(torch::Tensor start);

    /// Which users are learnt from, bool [users]; all, unless said otherwise.
    void setLearnt(const torch::Tensor& learnt);
    /// Vectors of users, int64 [B] → [B, d]. In evaluation mode a user nothing was learnt about reads as the
    /// mean of those who were: an untrained vector would rank the items at random.
    torch::Tensor forward(const torch::Tensor& users);

private:
    torch::Tensor m_vectors, m_learnt; ///< [users, d]; uint8 [users]
};
TORCH_MODULE(UserTable);

} // namespace up5::nn

// Histories of all users as padded tensors, built once for all batches.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include <torch/torch.h>

#include "nn/baselines/vector_model.h"
#include "pipeline/protocol.h"

namespace up5::pipeline {

/// The last `length` items of each history, int64 [histories, length]; padded in front with `padding`.
torch::Tensor paddedHistories(const std::vector<std::vector<std::int32_t>>& histories, int length,
                              std::int64_t padding);

class UserHistories {
public:
    enum class At {
        Training,   ///< the items that may be learnt from
        Validation, ///< before the validation target
        Test,       ///< before the test target
        Probe, ///< what the sequential task knows before the user's last target, whichever task the model is
               ///< for: probes of all models see the same users alike (Protocol::knownHistory)
    };

    /// Of a model that reads `length` items, for one task. Keeps a reference.
    UserHistories(const Protocol& protocol, Task task, int length, torch::Device device);

    /// [all users, length]
    const torch::Tensor& table(At at);
    nn::UserBatch batch(At at, std::span<const std::int32_t> users);
    /// The point before the targets of a part.
    static At before(data::SplitPart part) {
        return part == data::SplitPart::Validation ? At::Validation : At::Test;
    }

private:
    std::vector<std::int32_t> historyAt(At at, int user) const;

    const Protocol& m_protocol;
    Task m_task;
    int m_length;
    torch::Device m_device;
    std::map<At, torch::Tensor> m_tables;
};

} // namespace up5::pipeline

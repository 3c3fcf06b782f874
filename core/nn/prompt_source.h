// What makes a prompt: a module that is trained while the backbone stays frozen.
#pragma once

#include <torch/torch.h>

#include "nn/kv_prefix.h"

namespace up5::nn {

class PromptSource : public torch::nn::Module {
public:
    /// Materialises the prompt once; callers share it over the whole batch. In training mode it may draw
    /// dropout from torch's default generator.
    virtual KvPrefix forward() = 0;
    std::int64_t trainableParameters() const {
        std::int64_t count = 0;
        for (const torch::Tensor& parameter : parameters()) {
            count += parameter.numel();
        }
        return count;
    }
};

} // namespace up5::nn

// What a trainable prompt is to its trainer: a module that materialises key/value prefixes.
#pragma once

#include <torch/torch.h>

#include "nn/kv_prefix.h"

namespace up5::nn {

class PromptSource : public torch::nn::Module {
public:
    /// The prefix under the present parameters, differentiable in them.
    virtual KvPrefix forward() = 0;
};

} // namespace up5::nn

// What the tokens of soft prompts begin as: a table of learnt rows and the maps behind it, for the prompts
// that treat a model and for those that probe it.
#pragma once

#include <cstdint>
#include <vector>

#include <torch/torch.h>

namespace up5::nn {

/// Width of a prompt's perceptrons: 800 at d = 512 (published code) and above, in proportion below, so that a
/// small network is not asked by a prompt larger than itself.
std::int64_t promptWidth(std::int64_t dModel);

/// Embeddings of words drawn with replacement, [length, d] from [k, d]: where input prompts begin (Lester et
/// al. 2021). Draws from torch's default generator.
torch::Tensor drawnRows(const torch::Tensor& wordRows, std::int64_t length);

/// A table [n, d] and linear maps with tanh between them, whose output is cut into slots; or, without maps, a
/// table [slots, n, width] of the tokens themselves.
class PromptPartImpl : public torch::nn::Module {
public:
    /// `widths` are the maps' output widths, the last one slots · width of a token; empty = no maps. Weights
    /// have libtorch's own start; owners choose another.
    PromptPartImpl(const torch::Tensor& table, const std::vector<std::int64_t>& widths, std::int64_t slots);
    /// [slots, n, width]; of other rows [n, d] than its table's, if given.
    torch::Tensor forward(const torch::Tensor& rows = {});

    torch::Tensor& table() { return m_table; }
    std::vector<torch::nn::Linear>& maps() { return m_maps; }

private:
    torch::Tensor m_table;
    std::vector<torch::nn::Linear> m_maps;
    std::int64_t m_slots;
};
TORCH_MODULE(PromptPart);

} // namespace up5::nn

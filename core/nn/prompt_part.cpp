#include "nn/prompt_part.h"

#include <algorithm>

namespace up5::nn {

std::int64_t promptWidth(std::int64_t dModel) {
    constexpr std::int64_t kWidth = 800, kModel = 512; // published code
    return std::min(kWidth, std::max<std::int64_t>(1, dModel * kWidth / kModel));
}

torch::Tensor drawnRows(const torch::Tensor& wordRows, std::int64_t length) {
    const torch::Tensor rows = torch::randint(wordRows.size(0), {length}, torch::kInt64);
    return wordRows.detach().index_select(0, rows.to(wordRows.device())).clone();
}

PromptPartImpl::PromptPartImpl(const torch::Tensor& table, const std::vector<std::int64_t>& widths,
                               std::int64_t slots)
    : m_table(register_parameter("table", table)), m_slots(slots) {
    std::int64_t from = table.size(-1);
    for (const std::int64_t to : widths) {
        m_maps.push_back(register_module("map" + std::to_string(m_maps.size()), torch::nn::Linear(from, to)));
        from = to;
    }
}

torch::Tensor PromptPartImpl::forward(const torch::Tensor& rows) {
    torch::Tensor x = rows.defined() ? rows : m_table;
    if (m_maps.empty()) {
        return x;
    }
    for (std::size_t i = 0; i < m_maps.size(); ++i) {
        x = m_maps[i]->forward(i == 0 ? x : x.tanh());
    }
    return x.view({m_table.size(0), m_slots, -1}).transpose(0, 1);
}

} // namespace up5::nn

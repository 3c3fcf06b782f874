#include "pipeline/decoder_states.h"

#include <algorithm>

#include "nn/candidate_scorer.h"

namespace up5::pipeline {

namespace {

constexpr std::size_t kListLength = 10;

/// The only token of every item; empty when some item has several.
std::vector<std::int64_t> itemTokens(const text::Tokenizer& tokenizer) {
    std::vector<std::int64_t> tokens;
    for (int item = 0; item < tokenizer.numItems(); ++item) {
        const auto pieces = tokenizer.itemPieces(item);
        if (pieces.size() != 1) {
            return {};
        }
        tokens.push_back(pieces.front());
    }
    return tokens;
}

torch::Tensor exactScores(LoadedBackbone& backbone, const torch::Tensor& encoded, const torch::Tensor& mask) {
    const text::Tokenizer& tokenizer = backbone.protocol.tokenizer();
    nn::CandidatePieces all;
    for (int item = 0; item < tokenizer.numItems(); ++item) {
        all.push_back(tokenizer.itemPieces(item));
    }
    const std::vector<nn::CandidatePieces> rows(static_cast<std::size_t>(encoded.size(0)), all);
    const auto scores =
        nn::scoreCandidates(backbone.network, encoded, mask, rows, {}, backbone.prefixOrNull());
    std::vector<torch::Tensor> tensors;
    for (const std::vector<float>& row : scores) {
        tensors.push_back(torch::tensor(row));
    }
    return torch::stack(tensors).to(backbone.device);
}

} // namespace

torch::Tensor itemScores(LoadedBackbone& backbone, const torch::Tensor& encoded, const torch::Tensor& mask) {
    const std::vector<std::int64_t> tokens = itemTokens(backbone.protocol.tokenizer());
    if (tokens.empty()) {
        return exactScores(backbone, encoded, mask);
    }
    const torch::Tensor logits =
        backbone.network->logits(backbone.network->startState(encoded, mask, backbone.prefixOrNull()));
    return logits.log_softmax(1).index_select(1, torch::tensor(tokens, torch::kInt64).to(backbone.device));
}

std::vector<std::vector<std::int32_t>> recommendedItems(const Protocol& protocol, const torch::Tensor& scores,
                                                        std::span<const std::int32_t> users,
                                                        std::size_t length) {
    const std::vector<std::int64_t> itemCounts = protocol.dataset().itemCounts();
    const torch::Tensor onCpu = scores.to(torch::kCPU, torch::kFloat32).contiguous();
    std::vector<std::vector<std::int32_t>> lists;
    for (std::size_t row = 0; row < users.size(); ++row) {
        std::vector<bool> isOpen(itemCounts.size());
        for (std::size_t item = 0; item < itemCounts.size(); ++item) {
            isOpen[item] = itemCounts[item] > 0;
        }
        for (const std::int32_t item : protocol.knownHistory(users[row])) {
            isOpen[static_cast<std::size_t>(item)] = false;
        }
        std::vector<std::int32_t>& list = lists.emplace_back();
        for (std::size_t item = 0; item < isOpen.size(); ++item) {
            if (isOpen[item]) {
                list.push_back(static_cast<std::int32_t>(item));
            }
        }
        const float* own = onCpu.data_ptr<float>() + static_cast<std::int64_t>(row) * onCpu.size(1);
        const auto end = list.begin() + static_cast<std::ptrdiff_t>(std::min(length, list.size()));
        std::partial_sort(list.begin(), end, list.end(), [own](std::int32_t a, std::int32_t b) {
            return own[a] != own[b] ? own[a] > own[b] : a < b;
        });
        list.erase(end, list.end());
    }
    return lists;
}

torch::Tensor recommendedRows(const Protocol& protocol, const torch::Tensor& scores,
                              std::span<const std::int32_t> users) {
    const auto lists = recommendedItems(protocol, scores, users, kListLength);
    torch::Tensor rows =
        torch::zeros({static_cast<std::int64_t>(lists.size()), protocol.dataset().numItems()});
    auto at = rows.accessor<float, 2>();
    for (std::size_t row = 0; row < lists.size(); ++row) {
        for (const std::int32_t item : lists[row]) {
            at[static_cast<std::int64_t>(row)][item] = 1.0F;
        }
    }
    return rows.to(scores.device());
}

} // namespace up5::pipeline

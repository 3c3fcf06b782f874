#include "pipeline/recommended_lists.h"

#include <algorithm>
#include <cmath>

#include "nn/candidate_scorer.h"
#include "pipeline/tensor_batch.h"

namespace up5::pipeline {

namespace {

/// Rated items outside the history, ascending.
std::vector<std::int32_t> newItems(const std::vector<std::int64_t>& itemCounts,
                                   std::span<const std::int32_t> history) {
    std::vector<bool> known(itemCounts.size(), false);
    for (const std::int32_t item : history) {
        known[static_cast<std::size_t>(item)] = true;
    }
    std::vector<std::int32_t> items;
    for (std::size_t item = 0; item < itemCounts.size(); ++item) {
        if (itemCounts[item] > 0 && !known[item]) {
            items.push_back(static_cast<std::int32_t>(item));
        }
    }
    return items;
}

std::vector<std::int32_t> best(const std::vector<std::int32_t>& items, const std::vector<float>& scores,
                               int k) {
    std::vector<std::size_t> order(items.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    const auto better = [&](std::size_t a, std::size_t b) {
        const bool aIsNumber = !std::isnan(scores[a]), bIsNumber = !std::isnan(scores[b]);
        if (!aIsNumber || !bIsNumber || scores[a] == scores[b]) {
            return aIsNumber != bIsNumber ? aIsNumber : a < b;
        }
        return scores[a] > scores[b];
    };
    const auto kept = std::min(order.size(), static_cast<std::size_t>(k));
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(), better);
    std::vector<std::int32_t> list;
    for (std::size_t i = 0; i < kept; ++i) {
        list.push_back(items[order[i]]);
    }
    return list;
}

} // namespace

std::vector<std::vector<std::int32_t>> recommendedLists(LoadedBackbone& backbone,
                                                        std::span<const std::int32_t> users, int k,
                                                        const nn::KvPrefix* prefix, std::int64_t before,
                                                        std::int64_t total, const JobContext& context) {
    const torch::NoGradGuard noGradients;
    const Protocol& protocol = backbone.protocol;
    const std::vector<std::int64_t> itemCounts = protocol.dataset().itemCounts();
    std::vector<text::EncodedText> texts;
    std::vector<int> lengths;
    for (const std::int32_t user : users) {
        const auto history = protocol.split().historyFor(data::SplitPart::Test, user);
        texts.push_back(protocol.evaluationText(Task::Sequential, user, history, {}));
        lengths.push_back(static_cast<int>(texts.back().tokens.size()));
    }
    std::vector<std::vector<std::int32_t>> lists(users.size());
    for (const std::vector<int>& bucket : text::bucketByLength(lengths, kTokensPerPass)) {
        context.cancel.throwIfCancelled();
        std::vector<const text::EncodedText*> rows;
        std::vector<std::vector<std::int32_t>> items;
        std::vector<nn::CandidatePieces> pieces;
        for (const int index : bucket) {
            const auto position = static_cast<std::size_t>(index);
            rows.push_back(&texts[position]);
            items.push_back(
                newItems(itemCounts, protocol.split().historyFor(data::SplitPart::Test, users[position])));
            nn::CandidatePieces& row = pieces.emplace_back();
            for (const std::int32_t item : items.back()) {
                row.push_back(protocol.tokenizer().itemPieces(item));
            }
        }
        const EncoderInputs inputs = encoderInputs(text::makeTokenBatch(rows), backbone.device);
        const torch::Tensor encoded =
            backbone.network->encode(inputs.tokens, inputs.wholeWordIds, inputs.attentionMask, prefix);
        const auto scores =
            nn::scoreCandidates(backbone.network, encoded, inputs.attentionMask, pieces, {}, prefix);
        for (std::size_t row = 0; row < bucket.size(); ++row) {
            lists[static_cast<std::size_t>(bucket[row])] = best(items[row], scores[row], k);
        }
        before += static_cast<std::int64_t>(bucket.size());
        context.progress("evaluating", before, total);
    }
    return lists;
}

} // namespace up5::pipeline

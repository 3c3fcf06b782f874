#include "train/baselines/sequential_losses.h"

#include <algorithm>
#include <cmath>

#include "nn/vocabulary_loss.h"

namespace up5::train {

namespace {

torch::Tensor countedMean(const torch::Tensor& losses, const torch::Tensor& counted) {
    return (losses * counted).sum() / counted.sum().clamp_min(1);
}

/// What SASRec learns from windows [B, 1 + T].
struct NextItems {
    torch::Tensor states;  ///< [B, T, d]
    torch::Tensor targets; ///< int64 [B, T], padding where not counted
    torch::Tensor counted; ///< bool [B, T]
};

NextItems nextItems(nn::Sasrec& network, const torch::Tensor& windows) {
    const std::int64_t width = windows.size(1) - 1;
    const torch::Tensor inputs = windows.narrow(1, 0, width);
    return {network->states(inputs), windows.narrow(1, 1, width), inputs.ne(network->paddingId())};
}

} // namespace

torch::Tensor sampledCrossEntropy(const torch::Tensor& positive, const torch::Tensor& negative,
                                  const torch::Tensor& counted) {
    return countedMean(torch::softplus(-positive) + torch::softplus(negative), counted);
}

torch::Tensor sasrecSampledLoss(nn::Sasrec& network, const torch::Tensor& windows,
                                const torch::Tensor& negatives) {
    const NextItems next = nextItems(network, windows);
    return sampledCrossEntropy(network->placeScores(next.states, next.targets),
                               network->placeScores(next.states, negatives), next.counted);
}

torch::Tensor sasrecFullLoss(nn::Sasrec& network, const torch::Tensor& windows) {
    const NextItems next = nextItems(network, windows);
    const torch::Tensor targets = next.targets.masked_fill(next.counted.bitwise_not(), 0);
    const torch::Tensor losses =
        nn::vocabularyLoss(next.states.flatten(0, 1), network->itemVectors(), targets.flatten(), 1.0);
    return countedMean(losses, next.counted.flatten());
}

MaskedWindows maskShare(const nn::Bert4Rec& network, const torch::Tensor& windows, double share,
                        std::int64_t atMost) {
    const torch::Tensor isItem = windows.ne(network->paddingId());
    const auto most = std::clamp<std::int64_t>(std::llround(share * static_cast<double>(windows.size(1))), 1,
                                               std::min(atMost, windows.size(1)));
    const torch::Tensor number =
        (isItem.sum(1, true).to(torch::kFloat32) * share).round().clamp(1, static_cast<double>(most));
    // The items with the highest draws are masked; those of padding are below all.
    const torch::Tensor draws = torch::rand(windows.sizes(), windows.options().dtype(torch::kFloat32));
    const torch::Tensor places = std::get<1>(draws.masked_fill(isItem.bitwise_not(), -1).topk(most, 1));
    const torch::Tensor found = windows.gather(1, places);
    const torch::Tensor counted = torch::arange(most, number.options())
                                      .unsqueeze(0)
                                      .lt(number)
                                      .bitwise_and(found.ne(network->paddingId()));
    return {windows.scatter(1, places, found.masked_fill(counted, network->maskId())), places,
            found.masked_fill(counted.bitwise_not(), 0), counted};
}

MaskedWindows maskLast(const nn::Bert4Rec& network, const torch::Tensor& windows) {
    const std::int64_t last = windows.size(1) - 1;
    const torch::Tensor found = windows.narrow(1, last, 1), counted = found.ne(network->paddingId());
    return {torch::cat({windows.narrow(1, 0, last), found.masked_fill(counted, network->maskId())}, 1),
            torch::full_like(found, last), found.masked_fill(counted.bitwise_not(), 0), counted};
}

torch::Tensor maskedItemLossSum(nn::Bert4Rec& network, const MaskedWindows& masked) {
    const torch::Tensor states = network->states(masked.items);
    const torch::Tensor places =
        masked.places.unsqueeze(2).expand({masked.places.size(0), masked.places.size(1), states.size(2)});
    const torch::Tensor losses =
        network->itemLoss(states.gather(1, places).flatten(0, 1), masked.targets.flatten());
    return (losses * masked.counted.flatten()).sum();
}

} // namespace up5::train
